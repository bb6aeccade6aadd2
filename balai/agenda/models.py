"""The agenda: meetings, their items and papers, and what the members say before the meeting."""

import uuid
from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.db.models import Q

from balai.people.models import Body, Membership, Organization, Person
from balai.rules.access import Clearance, Level, Restriction
from balai.rules.stance import Stance
from balai.words import WordsField


class MeetingKind(models.TextChoices):
    FORMAL = "formal"
    CONSULTATIVE = "consultative"
    ELECTRONIC = "electronic"


class MeetingState(models.TextChoices):
    DRAFT = "draft"  # the secretariat builds the agenda
    PUBLISHED = "published"  # members read and answer
    CONFIRMED = "confirmed"  # the chair has confirmed the agenda; the public sees it
    OPEN = "open"
    SUSPENDED = "suspended"  # between two sittings of one meeting
    CLOSED = "closed"


BEGUN = (MeetingState.OPEN, MeetingState.SUSPENDED, MeetingState.CLOSED)


class Stage(models.TextChoices):
    """Where an item stands. Everything after TAKEN_UP is an outcome."""

    LISTED = "listed"
    TAKEN_UP = "taken_up"
    ADOPTED = "adopted"
    AMENDED = "amended"
    POSTPONED = "postponed"
    WITHDRAWN = "withdrawn"
    REJECTED = "rejected"
    AGREED = "agreed"  # consultative meeting: political agreement, no formal decision


PENDING = (Stage.LISTED, Stage.TAKEN_UP)


class PaperKind(models.TextChoices):
    DRAFT_ACT = "draft_act"
    MEMORANDUM = "memorandum"
    ATTACHMENT = "attachment"


class Meeting(models.Model):
    """One sitting of a body and its agenda (OParl: Meeting). `stamp` rises with every change, keys cached fragments."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    body = models.ForeignKey(Body, models.PROTECT, related_name="meetings")
    kind = models.CharField(max_length=12, choices=MeetingKind, default=MeetingKind.FORMAL)
    state = models.CharField(max_length=12, choices=MeetingState, default=MeetingState.DRAFT)
    extraordinary = models.BooleanField(default=False)  # called out of turn
    emergency = models.BooleanField(default=False)  # it sits with the quorum of an emergency
    because = models.TextField(blank=True)  # why it was called out of turn
    title = WordsField(blank=True)
    place = WordsField(blank=True)
    starts_at = models.DateTimeField()
    positions_close_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True, blank=True)
    suspended_at = models.DateTimeField(null=True, blank=True)  # this, when it resumes and why: while it is suspended
    resumes_at = models.DateTimeField(null=True, blank=True)
    suspended_because = models.TextField(blank=True)
    paused = models.DurationField(default=timedelta)  # how long it was suspended so far: its clocks stood still
    closed_part_since = models.DateTimeField(null=True, blank=True)  # while a part of it is closed to the public
    closed_at = models.DateTimeField(null=True, blank=True)
    chaired_by = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True, related_name="chaired_meetings")
    source = models.TextField(blank=True)  # where an imported agenda was published
    source_key = models.CharField(max_length=200, blank=True)  # what a second import of the same agenda finds
    stamp = models.PositiveBigIntegerField(default=0)

    class Meta:
        ordering = ("-starts_at",)
        indexes = (models.Index(fields=["body", "starts_at"], name="meetings_of_a_body"),)
        constraints = (
            models.CheckConstraint(condition=Q(state__in=MeetingState.values), name="meeting_state_known"),
            models.CheckConstraint(condition=Q(kind__in=MeetingKind.values), name="meeting_kind_known"),
            models.CheckConstraint(
                condition=Q(extraordinary=True) | Q(emergency=False), name="emergency_is_extraordinary"
            ),
            models.UniqueConstraint(
                fields=["body", "source_key"], condition=~Q(source_key=""), name="meeting_imported_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.body_id} {self.starts_at:%Y-%m-%d}"

    @property
    def next_at(self) -> datetime:
        """When people come together next: at its beginning, or when it is resumed."""
        return self.resumes_at or self.starts_at

    @property
    def clock_from(self) -> datetime | None:
        """Where the clock of an open meeting counts from, so that pauses do not count."""
        return self.opened_at + self.paused if self.opened_at else None


class Guarded(models.Model):
    """Something whose access can be restricted (balai.rules.access.Restriction)."""

    access = models.CharField(max_length=12, choices=[(one.value, one.value) for one in Level], default=Level.PUBLIC)
    access_ground = models.CharField(max_length=300, blank=True)
    access_ends_at = models.DateTimeField(null=True, blank=True)
    clearance = models.PositiveSmallIntegerField(default=Clearance.NONE)  # what a reader must be cleared for
    readers = models.ManyToManyField(Person, blank=True, related_name="+")  # who may read it, where it names them

    class Meta:
        abstract = True

    @property
    def restriction(self) -> Restriction:
        """One query for the readers, where it names them."""
        named = self.readers.values_list("pk", flat=True) if self.access == Level.NAMED else ()
        return self.restriction_for(frozenset(map(str, named)))

    def restriction_for(self, readers: frozenset[str]) -> Restriction:
        """`readers`: keys of persons, read elsewhere."""
        clearance = Clearance(self.clearance)
        return Restriction(Level(self.access), self.access_ground, self.access_ends_at, clearance, readers)

    def level_at(self, at: datetime) -> Level:
        return Restriction(Level(self.access), ends_at=self.access_ends_at).level_at(at)


def open_to_all(at: datetime, prefix: str = "") -> Q:
    """What is, or has become, public. `prefix`: the way to the item or paper, such as 'item__'."""
    return Q(**{f"{prefix}access": Level.PUBLIC}) | Q(**{f"{prefix}access_ends_at__lte": at})


class AgendaItemQuerySet(models.QuerySet["AgendaItem"]):
    def in_order(self) -> Self:
        return self.order_by("place_in_order", "id")


class AgendaItem(Guarded):
    """One matter on an agenda (OParl: AgendaItem).

    `version` counts the content that members answer on: new papers or new text raise it and make earlier positions
    stale. `stamp` rises with every change of any kind and keys cached fragments.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="items")
    number = models.CharField(max_length=200)  # as printed: '12', '4.1', 'M 0123-2025'
    place_in_order = models.PositiveIntegerField()
    section = WordsField(blank=True)
    title = WordsField(blank=True)
    summary = WordsField(blank=True)
    ask = WordsField(blank=True)  # the text of the decision that is asked for
    kind = models.CharField(max_length=300, blank=True)
    submitter = models.ForeignKey(Organization, models.PROTECT, null=True, blank=True, related_name="submitted_items")
    submitter_name = models.TextField(blank=True)  # where the submitter is not an organisation we know
    touches = models.ManyToManyField(Organization, blank=True, related_name="touching_items")
    planned_minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    reading_minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    to_be_debated = models.BooleanField(default=False)  # carried over since it could not be decided without debate
    complete = models.BooleanField(null=True, default=None)  # None: not checked yet
    urgent = models.BooleanField(default=False)  # added by the chair at the start of the meeting
    carried_from = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="carried_to"
    )  # the same matter in an electronic session that did not decide it
    report_of = models.OneToOneField(
        Meeting, models.PROTECT, null=True, blank=True, related_name="report"
    )  # the meeting of a committee whose results are to be confirmed here
    stage = models.CharField(max_length=12, choices=Stage, default=Stage.LISTED)
    taken_up_at = models.DateTimeField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    source_note = models.TextField(blank=True)  # the outcome as a foreign source prints it
    source_key = models.CharField(max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)
    stamp = models.PositiveBigIntegerField(default=0)

    objects = AgendaItemQuerySet.as_manager()

    class Meta:
        ordering = ("place_in_order", "id")
        constraints = (
            models.CheckConstraint(condition=Q(stage__in=Stage.values), name="item_stage_known"),
            models.CheckConstraint(condition=Q(access__in=list(Level)), name="item_access_known"),
        )

    def __str__(self) -> str:
        return f"{self.number} of {self.meeting_id}"

    @property
    def pending(self) -> bool:
        return self.stage in PENDING


class AgendaVersion(models.Model):
    """The agenda as it stood when it was published or confirmed."""

    id = models.BigAutoField(primary_key=True)
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    confirmed = models.BooleanField(default=False)
    lines = models.JSONField(default=list)  # balai.rules.agenda_diff.Line as mappings
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ("number",)
        constraints = (models.UniqueConstraint(fields=["meeting", "number"], name="agenda_version_once"),)

    def __str__(self) -> str:
        return f"agenda {self.number} of {self.meeting_id}"


class Paper(Guarded):
    """A document of an item (OParl: Paper); its text stands in its versions."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="papers")
    kind = models.CharField(max_length=12, choices=PaperKind)
    title = WordsField()
    place_in_order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("place_in_order", "id")

    def __str__(self) -> str:
        return f"{self.kind} of {self.item_id}"


class PaperVersion(models.Model):
    """One state of a paper. `item_version` is the item's version that it began."""

    id = models.BigAutoField(primary_key=True)
    paper = models.ForeignKey(Paper, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    item_version = models.PositiveIntegerField()
    text = WordsField()
    added_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        ordering = ("number",)
        constraints = (models.UniqueConstraint(fields=["paper", "number"], name="paper_version_once"),)

    def __str__(self) -> str:
        return f"version {self.number} of {self.paper_id}"


class PositionQuerySet(models.QuerySet["Position"]):
    def current(self) -> Self:
        return self.filter(current=True)


class Position(models.Model):
    """What a member says about an item before the meeting. Rows are added, never changed, but for losing `current`.

    A position counts for the version of the item that it was given on: it is stale when `item_version < item.version`.
    """

    id = models.BigAutoField(primary_key=True)
    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="positions")
    seat = models.ForeignKey(Membership, models.PROTECT, related_name="positions")
    stance = models.CharField(max_length=16, choices=[(s.value, s.value) for s in Stance])
    opinion = models.TextField(blank=True)
    item_version = models.PositiveIntegerField()
    given_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    given_at = models.DateTimeField()
    batch = models.UUIDField(null=True, blank=True)  # 'no objection to all the rest': what one undo takes back
    current = models.BooleanField(default=True)

    objects = PositionQuerySet.as_manager()

    class Meta:
        ordering = ("id",)
        indexes = (models.Index(fields=["batch"], name="positions_of_a_batch", condition=~Q(batch=None)),)
        constraints = (
            models.UniqueConstraint(fields=["item", "seat"], condition=Q(current=True), name="one_current_position"),
            models.CheckConstraint(condition=Q(stance__in=[s.value for s in Stance]), name="position_stance_known"),
        )

    def __str__(self) -> str:
        return f"{self.stance} on {self.item_id}"


class FloorRequest(models.Model):
    """A participant with the right to speak asks for the floor on an item."""

    id = models.BigAutoField(primary_key=True)
    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="floor_requests")
    seat = models.ForeignKey(Membership, models.PROTECT, related_name="floor_requests")
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["item", "seat"], name="one_floor_request"),)

    def __str__(self) -> str:
        return f"{self.seat_id} on {self.item_id}"


class Recusal(models.Model):
    """A member takes no part in an item."""

    id = models.BigAutoField(primary_key=True)
    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="recusals")
    seat = models.ForeignKey(Membership, models.PROTECT, related_name="recusals")
    reason = models.TextField()
    declared_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["item", "seat"], name="one_recusal"),)

    def __str__(self) -> str:
        return f"{self.seat_id} from {self.item_id}"


class OpeningRequest(models.Model):
    """A member asks in the meeting that an item be opened, so it leaves the block."""

    id = models.BigAutoField(primary_key=True)
    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="opening_requests")
    seat = models.ForeignKey(Membership, models.PROTECT, related_name="opening_requests")
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["item", "seat"], name="one_opening_request"),)

    def __str__(self) -> str:
        return f"{self.seat_id} opens {self.item_id}"


class Reading(models.Model):
    """Somebody opened an item or paper whose access is restricted by clearance or by name. Rows are only added."""

    id = models.BigAutoField(primary_key=True)
    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="readings")
    person = models.ForeignKey(Person, models.PROTECT, related_name="readings")
    item_version = models.PositiveIntegerField()
    papers = models.JSONField(default=list)  # keys of the papers that were shown
    at = models.DateTimeField()

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.person_id} read {self.item_id}"


class PrivateNote(models.Model):
    """A person's own note on an item; nobody else reads it."""

    id = models.BigAutoField(primary_key=True)
    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="private_notes")
    person = models.ForeignKey(Person, models.CASCADE, related_name="private_notes")
    text = models.TextField(blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["item", "person"], name="one_private_note"),)

    def __str__(self) -> str:
        return f"note on {self.item_id}"


class Look(models.Model):
    """Which version of an item a person last opened; 'what changed since I last looked' follows from it."""

    id = models.BigAutoField(primary_key=True)
    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="looks")
    person = models.ForeignKey(Person, models.CASCADE, related_name="looks")
    item_version = models.PositiveIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["item", "person"], name="one_look"),
            models.CheckConstraint(condition=Q(item_version__gte=1), name="look_at_a_version"),
        )

    def __str__(self) -> str:
        return f"{self.person_id} at {self.item_id}"


# What advisers prepare, who is invited, and motions have files of their own; Django looks for their tables here.
from balai.agenda.advising import models as advising  # noqa: E402, F401
from balai.agenda.guests import models as guests  # noqa: E402, F401
from balai.agenda.motions import models as motions  # noqa: E402, F401
