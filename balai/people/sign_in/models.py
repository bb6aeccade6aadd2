"""What signing in keeps: sessions, tries, invitations."""

import uuid

from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models


class DeviceSession(AbstractBaseSession):
    """A session. `session_key` holds the SHA-256 of the key in the cookie: who reads this table cannot take it over.

    The columns mirror what stands in the session's own data, so that sessions can be listed and ended.
    """

    handle = models.UUIDField(default=uuid.uuid4, editable=False, db_index=True)  # names it on pages and in the record
    person = models.ForeignKey("people.Person", models.CASCADE, null=True, related_name="device_sessions")
    device = models.CharField(max_length=80, blank=True)
    assurance = models.CharField(max_length=20, blank=True)
    signed_in_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.person_id} {self.device}"


class Try(models.Model):
    """One try to sign in that has not succeeded (yet). Whom it was for is kept as a keyed hash only."""

    subject = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=["subject", "at"], name="tries_of_a_subject"),)

    def __str__(self) -> str:
        return f"{self.subject[:8]} {self.at:%Y-%m-%d %H:%M}"


class Invitation(models.Model):
    """A link by which one person sets up how they sign in: once, for a time. Only its hash is kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey("people.Person", models.CASCADE, related_name="invitations")
    secret_hash = models.CharField(max_length=64, unique=True)
    ends = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.person_id} until {self.ends:%Y-%m-%d %H:%M}"


class OutsideIdentity(models.Model):
    """By which subject an identity provider names a person. The administrator enters it; nothing else is kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey("people.Person", models.CASCADE, related_name="outside_identities")
    provider = models.CharField(max_length=40)
    subject = models.CharField(max_length=255)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["provider", "subject"], name="one_person_a_subject"),)

    def __str__(self) -> str:
        return f"{self.provider} {self.person_id}"
