"""Sessions in the database: kept under a hash, listed by person, with an idle and an absolute end."""

import hashlib
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends import db
from django.db.models import Q

from balai import clock

FACTS = "sign_in"  # in the session: how and when its person signed in


def kept_as(key: str | None) -> str:
    """What the table holds in place of the key (40 hexadecimal digits: 160 bits of SHA-256)."""
    return hashlib.sha256(f"balai session {key}".encode()).hexdigest()[:40]


class SessionStore(db.SessionStore):
    used_at: datetime | None = None  # as it stood when the session was read

    @classmethod
    def get_model_class(cls) -> Any:
        from balai.people.sign_in.models import DeviceSession

        return DeviceSession

    def _get_session_from_db(self) -> Any:
        now = clock.now()
        alive = Q(person=None) | Q(used_at__gt=now - timedelta(minutes=settings.SESSION_IDLE_MINUTES))
        found: Any = self.model.objects.filter(
            alive, session_key=kept_as(self.session_key), expire_date__gt=now
        ).first()
        if found is None:
            self._session_key = None
        else:
            self.used_at = found.used_at
        return found

    def exists(self, session_key: str) -> bool:
        return bool(self.model.objects.filter(session_key=kept_as(session_key)).exists())

    def delete(self, session_key: str | None = None) -> None:
        key = session_key or self.session_key
        if key is not None:
            self.model.objects.filter(session_key=kept_as(key)).delete()

    def create_model_instance(self, data: dict[str, Any]) -> Any:
        row: Any = super().create_model_instance(data)
        row.session_key = kept_as(row.session_key)
        facts = data.get(FACTS)
        if facts and SESSION_KEY in data:
            row.person_id, row.handle = data[SESSION_KEY], facts["handle"]
            row.device, row.assurance = facts["device"], facts["assurance"]
            row.signed_in_at, row.used_at = datetime.fromisoformat(facts["at"]), clock.now()
        return row

    def get_expiry_date(self, **kwargs: Any) -> datetime:
        """The absolute end: counted from the proof that the sign-in rests on, whatever is done in between."""
        facts = self._session_cache.get(FACTS) if hasattr(self, "_session_cache") else None
        begun = datetime.fromisoformat(facts["counts_from"]) if facts else clock.now()
        return begun + timedelta(seconds=settings.SESSION_COOKIE_AGE)

    def get_expiry_age(self, **kwargs: Any) -> int:
        return max(0, int((self.get_expiry_date() - clock.now()).total_seconds()))

    def get_expire_at_browser_close(self) -> bool:
        return False
