from django.urls import path

from balai.personal import views

urlpatterns = [
    path("my/data/", views.my_data, name="my-data"),
    path("my/data/export/", views.export_my_data, name="export-my-data"),
]
