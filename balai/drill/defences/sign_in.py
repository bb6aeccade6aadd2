"""Defences of signing in and of sessions."""

from typing import Any

from balai.drill.switches import Off, always_yes, defence, instead, swap, with_settings


@defence("tries-are-counted", "Too many tries to sign in bar the name for a while.")
def tries_are_counted(off: Off) -> None:
    from balai.people.actions import count_try

    swap(count_try, "count_try", off, instead(True))


@defence("code-counts-once", "A one-time code is accepted once.")
def code_counts_once(off: Off) -> None:
    from allauth.mfa.totp.internal.auth import TOTP

    from balai.people.actions import use_code

    swap(TOTP, "_mark_code_used", off, instead(True))
    swap(use_code, "use_code", off, instead(True))


@defence("second-step", "A password alone opens nothing: a code or a passkey follows.")
def second_step(off: Off) -> None:
    from allauth.mfa.stages import AuthenticateStage

    swap(AuthenticateStage, "_should_handle", off, instead(False))


@defence("same-answer", "The answer to a wrong password does not say whether there is such a name.")
def same_answer(off: Off) -> None:
    from balai.people.models import Person
    from balai.people.sign_in.adapters import AccountAdapter

    def tells(original: Any, self: Any, request: Any, **credentials: Any) -> Any:
        if not Person.objects.filter(username=credentials.get("username", "")).exists():
            raise self.validation_error("too_many_login_attempts")
        return original(self, request, **credentials)

    swap(AccountAdapter, "authenticate", off, tells)


@defence("invitation-counts-once", "An invitation is used up with the first key that is made with it.")
def invitation_counts_once(off: Off) -> None:
    from balai.people import sign_in_policy

    swap(sign_in_policy, "may_use_invitation", off, always_yes)


@defence("challenge", "A passkey signs a challenge that this site has just made for this browser.")
def challenge(off: Off) -> None:
    from fido2.server import Fido2Server
    from fido2.utils import websafe_encode
    from fido2.webauthn import AuthenticationResponse

    def any_challenge(original: Any, self: Any, state: Any, credentials: Any, response: Any) -> Any:
        said = AuthenticationResponse.from_dict(response).response.client_data.challenge
        return original(self, {**state, "challenge": websafe_encode(said)}, credentials, response)

    swap(Fido2Server, "authenticate_complete", off, any_challenge)


@defence("origin-of-passkey", "A passkey's answer names the site for which it was given.")
def origin_of_passkey(off: Off) -> None:
    from fido2.server import Fido2Server

    def anywhere(original: Any, self: Any, *args: Any, **kwargs: Any) -> None:
        original(self, *args, **kwargs)
        self._verify = lambda origin: True

    swap(Fido2Server, "__init__", off, anywhere)


@defence("new-session-at-sign-in", "Signing in begins a session under a key that nobody knew before.")
def new_session_at_sign_in(off: Off) -> None:
    from balai.people.sign_in.sessions import SessionStore

    swap(SessionStore, "cycle_key", off, instead(None))


@defence("kind-of-device", "A session belongs to the kind of device on which it was begun.")
def kind_of_device(off: Off) -> None:
    from balai.people.sign_in import guard

    swap(guard, "why_not", off, instead(None))


@defence("idle-end", "A session that nobody used for an hour has ended.")
def idle_end(off: Off) -> None:
    from balai.people.sign_in import sessions

    with_settings(sessions, off, SESSION_IDLE_MINUTES=1_000_000)


@defence("session-ends-at-sign-out", "Signing out ends the session at the site, not only in the browser.")
def session_ends_at_sign_out(off: Off) -> None:
    from balai.people.sign_in.adapters import AccountAdapter

    swap(AccountAdapter, "logout", off, instead(None))


@defence("sessions-end-with-the-seat", "With their last seat a person's sessions end.")
def sessions_end_with_the_seat(off: Off) -> None:
    from balai.people.sign_in import ending, leaving

    swap(ending, "end_sessions", off, instead([]))
    swap(leaving, "has_left", off, instead(False))


@defence("sessions-kept-as-hashes", "The table of sessions holds hashes: who reads it can take none over.")
def sessions_kept_as_hashes(off: Off) -> None:
    from balai.people.sign_in import sessions

    swap(sessions, "kept_as", off, lambda original, key: str(key))


@defence("sessions-are-signed", "What a session says is signed with the secret of the installation.")
def sessions_are_signed(off: Off) -> None:
    import json

    from balai.people.sign_in.sessions import SessionStore

    def read(original: Any, self: Any, data: str) -> Any:
        try:
            return json.loads(data)
        except ValueError:
            return original(self, data)

    swap(SessionStore, "decode", off, read)


@defence("no-demonstration-entrance", "Outside of a demonstration nobody is picked from a list.")
def no_demonstration_entrance(off: Off) -> None:
    from balai.people.sign_in import views

    with_settings(views, off, DEMO=True)


@defence("shown-again", "Who decides or votes has shown a short while ago who they are.")
def shown_again(off: Off) -> None:
    from balai.people import sign_in_policy

    swap(sign_in_policy, "_sure_enough", off, always_yes)


@defence("nothing-kept-on-tablets", "Pages of signed-in people are kept in no browser, and signing out clears it.")
def nothing_kept_on_tablets(off: Off) -> None:
    from django.views.decorators import cache

    def keep_it(original: Any, response: Any, **wanted: Any) -> None:
        response.headers["Cache-Control"] = "private, max-age=600"

    swap(cache, "patch_cache_control", off, keep_it)
