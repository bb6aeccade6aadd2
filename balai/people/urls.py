from django.urls import path

from balai.people import advisers, views
from balai.people.sign_in import again, joining, my_page, outside
from balai.people.sign_in import views as entrance

urlpatterns = [
    path("sign-in/", entrance.SignIn.as_view(), name="sign-in"),
    path("sign-in/code/", entrance.SecondStep.as_view(), name="mfa_authenticate"),
    path("sign-in/passkey/", entrance.PasskeySignIn.as_view(), name="mfa_login_webauthn"),
    path("sign-in/as/", entrance.sign_in_as, name="sign-in-as"),
    path("sign-in/again/", again.prove_again_page, name="prove-again"),
    path("sign-in/again/passkey/", again.prove_again_by_passkey, name="prove-again-by-passkey"),
    # allauth asks for these names; what they stand for in allauth does not exist here
    path("sign-in/start/", entrance.start_again, name="account_login"),
    path("sign-in/start/again/", entrance.start_again, name="account_reauthenticate"),
    path("sign-in/with/<slug:provider_id>/", outside.go, name="openid_connect_login"),
    path("sign-in/with/<slug:provider_id>/back/", outside.come_back, name="openid_connect_callback"),
    path("sign-out/", entrance.sign_out, name="sign-out"),
    path("join/", joining.join, name="join"),
    path("join/passkey/", joining.join_by_passkey, name="join-by-passkey"),
    path("join/password/", joining.join_by_password, name="join-by-password"),
    path("join/<str:secret>/", joining.join_by_link, name="join-by-link"),
    path("my/sign-in/", my_page.my_sign_in, name="my-sign-in"),
    path("my/sign-in/passkeys/", my_page.add_passkey, name="add-passkey"),
    path("my/sign-in/password/", my_page.set_password, name="set-password"),
    path("my/sign-in/keys/<int:pk>/remove/", my_page.drop_key, name="remove-key"),
    path("my/sign-in/codes/", my_page.new_recovery_codes, name="renew-recovery-codes"),
    path("my/sign-in/sessions/<uuid:handle>/end/", my_page.end_session, name="end-session"),
    path("my/sign-in/sessions/others/end/", my_page.end_other_sessions, name="end-other-sessions"),
    path("my/advisers/", advisers.my_advisers, name="my-advisers"),
    path("my/advisers/<uuid:pk>/end/", advisers.end, name="end-mandate"),
    path("language/", views.language, name="language"),
]
