"""What is asked of an identity provider beside who it is, and whether its answer is the answer to that."""

import hmac
import secrets
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from allauth.socialaccount.providers.oauth2.client import OAuth2Error

from balai import clock

SKEW = timedelta(seconds=60)  # between the clocks of two institutions


@dataclass(frozen=True, slots=True)
class Question:
    """Kept in the session that asks. `nonce` ties the identity token to it; `again` is the session that is renewed."""

    nonce: str
    asked_at: str
    max_age: int  # seconds between the proof at the provider and the question, at most
    again: str | None = None

    @classmethod
    def new(cls, *, max_age: int, again: str | None = None) -> "Question":
        """256 bits of chance; whoever shows again who they are has to do so now."""
        return cls(secrets.token_urlsafe(32), clock.now().isoformat(), 0 if again else max_age, again)

    def kept(self) -> dict[str, Any]:
        return asdict(self)

    def parameters(self) -> dict[str, str]:
        """OpenID Connect Core, section 3.1.2.1."""
        asked = {"nonce": self.nonce, "max_age": str(self.max_age)}
        return {**asked, "prompt": "login"} if self.again else asked

    def proved_at(self, claims: dict[str, Any]) -> datetime:
        """When the person proved at the provider who they are.

        Raises:
            OAuth2Error: where the token answers another question or none, does not say when, or was too long ago
                (OpenID Connect Core, section 3.1.3.7, 11 and 13).
        """
        if not hmac.compare_digest(str(claims.get("nonce", "")).encode(), self.nonce.encode()):
            raise OAuth2Error("an answer to another question")
        said, now = claims.get("auth_time"), clock.now()
        if not isinstance(said, int | float) or isinstance(said, bool):
            raise OAuth2Error("it is not said when the proof was made")
        try:
            proved = datetime.fromtimestamp(said, UTC)
        except (ValueError, OverflowError, OSError) as error:
            raise OAuth2Error("it is not said when the proof was made") from error
        earliest = datetime.fromisoformat(self.asked_at) - timedelta(seconds=self.max_age)
        if not earliest - SKEW <= proved <= now + SKEW:
            raise OAuth2Error("a proof of another time")
        return min(proved, now)
