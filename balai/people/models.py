"""Who there is: bodies that decide, organisations, persons, and the seats that persons hold."""

import uuid
from datetime import datetime
from typing import ClassVar, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.hashers import check_password
from django.db import models
from django.db.models import Q

from balai.people.procedure import rules_of
from balai.rules.access import Clearance as Level
from balai.rules.procedure import Rules
from balai.words import WordsField


class Role(models.TextChoices):
    """What a seat in a body is for."""

    CHAIR = "chair"
    MEMBER = "member"
    SECRETARY = "secretary"
    SPEAKER = "speaker"  # participates with the right to speak, does not decide


DECIDING = (Role.CHAIR, Role.MEMBER)


class Body(models.Model):
    """A body that decides: a cabinet, a state secretaries' meeting, a council (OParl: Organization within a Body)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField(max_length=80, unique=True)
    name = WordsField()
    short_name = WordsField(blank=True)
    country = models.CharField(max_length=2)
    level = models.CharField(max_length=20)  # national | regional | municipal
    time_zone = models.CharField(max_length=60, default="UTC")
    language = models.CharField(max_length=8, default="en")
    rules_text = models.TextField()  # the body's rules of procedure, TOML
    people_stamp = models.PositiveBigIntegerField(default=0)  # rises with every change of its seats and substitutes
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="committees"
    )  # the body that confirms its results

    def __str__(self) -> str:
        return self.slug

    @property
    def rules(self) -> Rules:
        """The body's rules of procedure; parsed once for each text."""

        return rules_of(self.slug, self.rules_text)


def seats_changed(body: Body) -> None:
    """Standings kept in memory are read anew."""
    Body.objects.filter(pk=body.pk).update(people_stamp=models.F("people_stamp") + 1)


class Organization(models.Model):
    """A ministry, an office, a faction: what submits items and what a member stands for (OParl: Organization)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    body = models.ForeignKey(Body, models.CASCADE, related_name="organizations")
    key = models.SlugField(max_length=80)
    name = WordsField()
    label = WordsField()  # at most 12 characters: for matrices and tags

    class Meta:
        constraints = (models.UniqueConstraint(fields=["body", "key"], name="organization_key_once_in_a_body"),)

    def __str__(self) -> str:
        return self.key


class PersonManager(BaseUserManager["Person"]):
    def get_by_natural_key(self, username: str | None) -> "Person":
        return self.get(username=username)


class Person(AbstractBaseUser):
    """A human being (OParl: Person). Rights come from seats, not from the person."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    username = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=200)
    email = models.EmailField(blank=True)
    language = models.CharField(max_length=8, default="en")
    is_active = models.BooleanField(default=True)
    is_administrator = models.BooleanField(default=False)  # founds bodies and appoints; reads nothing by this
    item_order = models.CharField(max_length=10, default="for_me")  # for_me | official | kind

    USERNAME_FIELD = "username"
    objects: ClassVar[PersonManager] = PersonManager()

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        return self.name

    def check_password(self, raw_password: str | None) -> bool:
        """Unlike Django's own, changes nothing: an older hash is made anew by an action (`rehash_password`)."""
        return check_password(raw_password, self.password)


class MembershipQuerySet(models.QuerySet["Membership"]):
    def in_force(self, at: datetime) -> Self:
        """Seats held at this moment."""
        return self.filter(Q(starts=None) | Q(starts__lte=at), Q(ends=None) | Q(ends__gt=at))


class Membership(models.Model):
    """A seat: one person in one body, in one role, for a time (OParl: Membership)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    body = models.ForeignKey(Body, models.CASCADE, related_name="memberships")
    person = models.ForeignKey(Person, models.PROTECT, related_name="memberships")
    organization = models.ForeignKey(Organization, models.PROTECT, null=True, blank=True, related_name="memberships")
    role = models.CharField(max_length=12, choices=Role)
    title = WordsField(blank=True)  # 'Minister of Finance'
    rank = models.PositiveSmallIntegerField(default=100)  # order of precedence
    starts = models.DateTimeField(null=True, blank=True)
    ends = models.DateTimeField(null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ("rank", "id")
        constraints = (
            models.CheckConstraint(condition=Q(role__in=Role.values), name="membership_role_known"),
            models.UniqueConstraint(
                fields=["body", "person", "role"], condition=Q(ends=None), name="one_open_seat_a_role"
            ),
        )

    def __str__(self) -> str:
        return f"{self.person_id} {self.role}"

    @property
    def decides(self) -> bool:
        return self.role in DECIDING


class SubstitutionQuerySet(models.QuerySet["Substitution"]):
    def in_force(self, at: datetime) -> Self:
        return self.filter(Q(ends=None) | Q(ends__gt=at), starts__lte=at, ended_at=None)


class Substitution(models.Model):
    """Who stands in for whom, from when to when."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    absent = models.ForeignKey(Membership, models.CASCADE, related_name="substitutions")
    substitute = models.ForeignKey(Person, models.PROTECT, related_name="substitutions")
    starts = models.DateTimeField()
    ends = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)  # ended before its time

    objects = SubstitutionQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(ends=None) | Q(ends__gt=models.F("starts")), name="substitution_ends_later"
            ),
        )

    def __str__(self) -> str:
        return f"{self.substitute_id} for {self.absent_id}"


class Clearance(models.Model):
    """What a person may be trusted with, and until when. Given by the administrator of the installation."""

    id = models.BigAutoField(primary_key=True)
    person = models.OneToOneField(Person, models.CASCADE, related_name="clearance")
    level = models.PositiveSmallIntegerField(choices=[(one.value, one.name.lower()) for one in Level])
    ends = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.person_id} {self.level}"


class MandateQuerySet(models.QuerySet["Mandate"]):
    def in_force(self, at: datetime) -> Self:
        """Mandates that hold at this moment, of seats that are held."""
        held = self.filter(Q(seat__starts=None) | Q(seat__starts__lte=at), Q(seat__ends=None) | Q(seat__ends__gt=at))
        return held.filter(Q(ends=None) | Q(ends__gt=at), starts__lte=at, ended_at=None)


class Mandate(models.Model):
    """An adviser prepares for a seat, from when to when; the adviser gives no position and passes nothing on."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    seat = models.ForeignKey(Membership, models.CASCADE, related_name="mandates")
    adviser = models.ForeignKey(Person, models.PROTECT, related_name="mandates")
    starts = models.DateTimeField()
    ends = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)  # ended before its time

    objects = MandateQuerySet.as_manager()

    class Meta:
        ordering = ("starts", "id")
        constraints = (
            models.CheckConstraint(condition=Q(ends=None) | Q(ends__gt=models.F("starts")), name="mandate_ends_later"),
        )

    def __str__(self) -> str:
        return f"{self.adviser_id} for {self.seat_id}"


# The tables of signing in stand in files of their own; Django looks for them here.
from balai.people.sign_in.models import DeviceSession, Invitation, OutsideIdentity, Try  # noqa: E402

__all__ = [
    "DECIDING",
    "Body",
    "Clearance",
    "DeviceSession",
    "Invitation",
    "Mandate",
    "MandateQuerySet",
    "Membership",
    "MembershipQuerySet",
    "Organization",
    "OutsideIdentity",
    "Person",
    "PersonManager",
    "Role",
    "Substitution",
    "SubstitutionQuerySet",
    "Try",
    "seats_changed",
]
