"""The register: every field of every table, classified. A field that stands nowhere here fails the suite.

People review this table. One line for each kind of personal data in a table (balai/personal/kinds.py), and `none` for
what is about no person. To add a table, write

    "room.Model": of("person", title=_("..."), go=True, notes="text", none="id")

- the first words: the ways from a row to its person, as Django's lookups. By them the rows are exported and erased.
- `go=True`: the whole row goes when its person is erased (all its kinds must be ERASED); otherwise single fields are
  emptied as their kinds say.
- `inner`: values within a secret JSON field that an export has all the same (`data.name`: how a key was called).
- `author`: the field that names who wrote the texts (kind `texts`), where a row can be about somebody else's seat.
"""

from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db.models import Model
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from balai.personal.kinds import KINDS, End, Kind

NONE = "none"


@dataclass(frozen=True, slots=True)
class Table:
    whose: tuple[str, ...] = ()
    title: str | Promise = ""
    go: bool = False
    author: str = ""
    inner: tuple[str, ...] = ()
    fields: dict[str, str] = field(default_factory=dict)  # field: kind, or NONE

    def of_kind(self, *ends: End, exported: bool | None = None) -> list[str]:
        """The fields whose kind ends so."""
        found = ((name, KINDS[kind]) for name, kind in self.fields.items() if kind != NONE)
        return [name for name, kind in found if kind.end in ends and exported in (None, kind.exported)]

    @property
    def shown(self) -> list[str]:
        """The fields that an export has."""
        return self.of_kind(*End, exported=True)


def of(
    *whose: str,
    title: str | Promise = "",
    go: bool = False,
    author: str = "",
    inner: tuple[str, ...] = (),
    **fields: str,
) -> Table:
    by_field = {name: kind for kind, names in fields.items() for name in names.split()}
    return Table(whose, title, go, author, inner, by_field)


# fmt: off
TABLES: dict[str, Table] = {
    # people
    "people.Person": of("id", title=_("Account"),
        account="username last_login email language is_active is_administrator item_order",
        name="name", number="id", secrets="password"),
    "people.Membership": of("person", title=_("Seats"),
        seats="id body person organization role title rank starts ends"),
    "people.Substitution": of("substitute", "absent__person", title=_("Substitutions"),
        seats="absent substitute starts ends ended_at", none="id"),
    "people.Mandate": of("adviser", "seat__person", title=_("Mandates of advisers"),
        seats="seat adviser starts ends ended_at", none="id"),
    "people.Clearance": of("person", title=_("Clearance"), access="person level ends", none="id"),
    "people.Body": of(none="id slug name short_name country level time_zone language rules_text people_stamp parent"),
    "people.Organization": of(none="id body key name label"),
    # signing in
    "people.DeviceSession": of("person", title=_("Sessions"), go=True,
        sessions="person handle device assurance signed_in_at used_at expire_date", secrets="session_key session_data"),
    "people.Invitation": of("person", title=_("Invitations"), go=True,
        invitations="person ends used_at", secrets="secret_hash", none="id"),
    "people.OutsideIdentity": of("person", title=_("Links to an identity provider"), go=True,
        keys="person provider subject", none="id"),
    "people.Try": of(tries="subject at", none="id"),
    "mfa.Authenticator": of("user", title=_("Keys"), go=True, inner=("data.name",),
        keys="user type created_at last_used_at", secrets="data", none="id"),
    # tables of the sign-in library that stay empty here; were something in them, it would be exported and erased
    "account.EmailAddress": of("user", title=_("E-mail addresses"), go=True,
        account="user email verified primary", none="id"),
    "account.EmailConfirmation": of("email_address__user", go=True,
        secrets="email_address created sent key", none="id"),
    "socialaccount.SocialAccount": of("user", title=_("Accounts elsewhere"), go=True,
        keys="user provider uid last_login date_joined extra_data", none="id"),
    "socialaccount.SocialToken": of("account__user", go=True,
        secrets="account token token_secret expires_at app", none="id"),
    "socialaccount.SocialApp": of(none="id provider provider_id name client_id secret key settings"),
    "auth.Permission": of(none="id name content_type codename"),
    "auth.Group": of(none="id name permissions"),
    "auth.Group_permissions": of(none="id group permission"),
    "contenttypes.ContentType": of(none="id app_label model"),
    # the record
    "ledger.Entry": of(record="act at about_kind about_id leaf canonical seal salt content apart",
        none="index body_id completed peaks"),
    "ledger.Checkpoint": of(none="size note at enough"),
    "ledger.Cosignature": of(none="id checkpoint witness line at"),
    "ledger.Alarm": of(alarms="detail", none="id event source stops at ended_at"),
    "live.Announcement": of("person_id", title=_("News for your screens"), go=True,
        announcements="meeting_id item_ids person_id personal act at", none="id"),
    "live.DoneOnce": of("person_id", title=_("What your screens have sent"), go=True,
        sent="key person_id at", none="id"),
    # before the meeting
    "agenda.Meeting": of("chaired_by__person", title=_("Meetings that you chaired"),
        sitting="id chaired_by", documents="title place source suspended_because because",
        none="body kind state starts_at positions_close_at opened_at suspended_at resumes_at paused closed_at"
             " extraordinary emergency closed_part_since source_key stamp"),
    "agenda.AgendaItem": of(documents="section title summary ask submitter_name source_note",
        access="readers",
        none="id meeting number place_in_order kind submitter planned_minutes reading_minutes complete urgent"
             " carried_from report_of to_be_debated stage taken_up_at settled_at source_key version stamp touches"
             " access access_ground access_ends_at clearance"),
    "agenda.AgendaItem_readers": of("person", title=_("Items for named readers, you among them"),
        access="agendaitem person", none="id"),
    "agenda.AgendaItem_touches": of(none="id agendaitem organization"),
    "agenda.AgendaVersion": of("made_by", title=_("Agendas that you published or confirmed"),
        acts="meeting number made_by made_at", documents="lines", none="id confirmed"),
    "agenda.Paper": of(documents="title", access="readers",
        none="id item kind place_in_order access access_ground access_ends_at clearance"),
    "agenda.Paper_readers": of("person", title=_("Papers for named readers, you among them"),
        access="paper person", none="id"),
    "agenda.Reading": of("person", title=_("Restricted items and papers that you opened"),
        access="item person item_version papers at", none="id"),
    "agenda.PaperVersion": of("added_by", title=_("Papers that you added"),
        acts="paper number added_by added_at", documents="text", none="id item_version"),
    "agenda.Position": of("given_by", "seat__person", title=_("Positions"), author="given_by",
        answers="item seat stance item_version given_by given_at batch current", texts="opinion", none="id"),
    "agenda.PreparedPosition": of("prepared_by", "seat__person", title=_("Positions that advisers prepared"),
        author="prepared_by", answers="item seat stance item_version prepared_by prepared_at current",
        texts="opinion", none="id"),
    "agenda.Briefing": of("written_by", "seat__person", title=_("Briefings by advisers"), author="written_by",
        answers="item seat item_version written_by written_at", texts="text", none="id"),
    "agenda.FloorRequest": of("seat__person", title=_("Requests for the floor"), answers="item seat at", none="id"),
    "agenda.OpeningRequest": of("seat__person", title=_("Requests to open an item"), answers="item seat at", none="id"),
    "agenda.Recusal": of("declared_by", "seat__person", title=_("Recusals"), author="declared_by",
        answers="item seat declared_by at", texts="reason", none="id"),
    "agenda.ItemInvitation": of("person", "invited_by", title=_("Invitations to items of an agenda"),
        sitting="item person may_speak invited_by invited_at called_at ended_at", none="id"),
    "agenda.Motion": of("proposed_by", "seat__person", title=_("Motions"),
        sitting="item number seat proposed_by proposed_at because state settled_at settled_because",
        documents="text", none="id"),
    "agenda.PrivateNote": of("person", title=_("Private notes"), go=True, notes="item person text", none="id"),
    "agenda.Look": of("person", title=_("Items that you opened"), go=True,
        looks="item person item_version at", none="id"),
    # the meeting
    "meetings.Attendance": of("person", "seat__person", title=_("Attendance"),
        sitting="meeting seat person presence since until", none="id"),
    "meetings.Vote": of("cast_by", "seat__person", title=_("Votes"),
        sitting="voting seat choice cast_by noted at taken_back_at", none="id"),
    "meetings.Voting": of(documents="reasons text because broken_off_because",
        none="id item meeting motion form repeats opened_at seconds closed_at carried for_count against_count"
             " abstain_count"),
    "meetings.RollCall": of("seat__person", title=_("Roll calls that you were on"),
        sitting="voting seat place passed_at", none="id"),
    "meetings.BallotGiven": of("seat__person", title=_("Secret ballots in which you voted"),
        sitting="voting seat", none="id"),
    "meetings.SealedBallot": of(none="id voting sealed"),
    "meetings.BallotBox": of(none="voting engine content trackers"),
    "meetings.Speech": of("person", "noted_by", "seat__person", title=_("Speeches"),
        sitting="item meeting seat invitation person kind asked_at noted_by began_at ended_at", none="id"),
    "meetings.DecisionDraft": of("written_by", title=_("Texts of decisions that you typed"),
        acts="written_by at", documents="text", none="item number"),
    "meetings.ClosedSpeakingList": of(none="item closed_at"),
    "meetings.HallLink": of("made_by", title=_("Links to the hall screen that you made"),
        acts="meeting made_by made_at", none="id secret_hash revoked_at"),
    "minutes.Minutes": of(documents="circulated confirmed",
        none="id meeting circulated_at objections_until confirmed_at"),
    "minutes.Remark": of(documents="text", none="id meeting item"),
    "minutes.Dissent": of("attached_by", "seat__person", title=_("Dissents in the minutes"),
        sitting="item decision seat text attached_by at", none="id"),
    "minutes.Objection": of("raised_by", "seat__person", title=_("Objections to minutes"),
        sitting="id minutes item seat text raised_by at accepted correction because answered_at"),
    "decisions.Decision": of(documents="text reasons",
        none="id item body year sequence outcome way rule taken_at replaced_at undone_at"),
    # the programme
    "programme.Goal": of(documents="title description",
        none="id body number responsible begins due indicator unit baseline target public items"),
    "programme.Goal_items": of(none="id goal agendaitem"),
    "programme.Measurement": of("reported_by", title=_("Figures that you reported"),
        acts="goal on value reported_by", none="id"),
    "programme.Task": of(documents="title report", none="id body decision goal responsible due state done_on"),
}

# What entries of the record say of a person in their contents; which of it can be closed: balai/ledger/closing.py.
OWN_CONTENTS = frozenset({  # besides what can be closed: contents that are about nobody but who acted
    "agenda.position.taken_back", "agenda.item.read", "agenda.rest.marked", "agenda.rest.taken_back",
    "meetings.vote.cast", "meetings.secret_vote.cast",
})
# fmt: on


def model_of(label: str) -> type[Model]:
    return apps.get_model(label)


def personal_tables() -> list[tuple[type[Model], Table]]:
    """Tables with rows that are about one person each."""
    return [(model_of(label), table) for label, table in TABLES.items() if table.whose]


def kinds_in(table: Table) -> dict[str, Kind]:
    return {kind: KINDS[kind] for kind in dict.fromkeys(table.fields.values()) if kind != NONE}


def emptied(model: type[Model], name: str) -> Any:
    """What stands in a field that was emptied."""
    found = model._meta.get_field(name)
    if getattr(found, "null", False):
        return None
    return found.get_default() if hasattr(found, "get_default") else ""
