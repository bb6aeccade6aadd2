from django.contrib.auth.views import LogoutView
from django.urls import path

from balai.people import views

urlpatterns = [
    path("sign-in/", views.SignIn.as_view(), name="sign-in"),
    path("sign-in/as/", views.sign_in_as, name="sign-in-as"),
    path("sign-out/", LogoutView.as_view(), name="sign-out"),
    path("language/", views.language, name="language"),
]
