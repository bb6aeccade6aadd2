"""The demonstration's data is complete: three languages everywhere, every reference resolves, labels are short."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterator
from datetime import date, timedelta
from decimal import Decimal

import pytest

from balai.demo.files import Table, items, table
from balai.programme.lights import Course, Light, light

LANGUAGES = {"en", "et", "id"}
FILES = ("government.toml", "meetings.toml", "programme.toml")
LABEL_LIMIT = 12

# What a table must have and may have besides; anything else is a slip of the pen.
SCHEMA: dict[str, tuple[str, str]] = {
    "country": ("name capital description", ""),
    "bodies": ("slug name short_name country level time_zone language rules", "parent"),
    "organizations": ("body key name label", ""),
    "people": ("username name email language", "clearance"),
    "memberships": ("body person organization role title", ""),
    "substitutions": ("body absent substitute starts_days ends_days reason", ""),
    "mandates": ("body member adviser starts_days", ""),
    "sections": ("key title", ""),
    "meetings": (
        "key body kind state weekday occurrence time title place",
        "absent block_minutes answers minutes pause extraordinary",
    ),
    "minutes": ("state", "remarks dissents objections"),
    "remarks": ("text", "item"),
    "dissents": ("member item text", ""),
    "objections": ("member text", "item correction"),
    "answers": ("rest", "rest_before_changes"),
    "items": (
        "key meeting number section kind submitter touches planned_minutes reading_minutes goals title summary ask",
        "access complete papers positions prepared briefings recusals speakers outcome way minutes votes decision"
        " because invited carried_to secret_votes closed_part motions",
    ),
    "papers": ("key kind title versions", "access"),
    "access": ("level ground", "clearance readers"),
    "versions": ("text", ""),
    "positions": ("member stance", "opinion before_change"),
    "invited": ("person may_speak", ""),
    "motions": ("member text", "because votes"),
    "prepared": ("member stance", "opinion before_change"),
    "briefings": ("member text", ""),
    "recusals": ("member reason", ""),
    "goals": (
        "key number title description responsible begins_days due_days indicator measurements",
        "",
    ),
    "indicator": ("name unit baseline target direction", ""),
    "measurements": ("days value", ""),
    "tasks": ("key title responsible due_days", "goal item done_days report"),
}
WORDS = {"name", "short_name", "label", "title", "place", "summary", "ask", "text", "opinion", "reason", "decision"}
WORDS |= {"extraordinary", "because", "correction", "description", "unit", "report", "capital"}
WHO = (("memberships", "person"), ("mandates", "adviser"))
PLAIN = {"people"}  # their `name` is a person's name


def everything() -> Iterator[tuple[str, str, Table]]:
    """Each table of the data with its kind and a path that a reader can follow."""
    for name in FILES:
        yield from _tables(table(name), name)
    yield from _tables({"items": list(items())}, "items")


def _tables(parent: Table, path: str) -> Iterator[tuple[str, str, Table]]:
    for kind, value in parent.items():
        for place, one in enumerate(value if isinstance(value, list) else [value]):
            if kind in SCHEMA and isinstance(one, dict):
                here = f"{path} {kind}[{one.get('key', one.get('username', place))}]"
                yield kind, here, one
                yield from _tables(one, here)


def texts() -> Iterator[tuple[str, Table]]:
    for kind, path, one in everything():
        for key, value in one.items():
            if key in WORDS and kind not in PLAIN:
                yield f"{path}.{key}", value


def keys(name: str, kind: str, key: str = "key") -> list[str]:
    return [one[key] for one in table(name)[kind]]


def organizations(body: str) -> set[str]:
    return {one["key"] for one in table("government.toml")["organizations"] if one["body"] == body}


def body_of(item: Table) -> str:
    return next(str(one["body"]) for one in table("meetings.toml")["meetings"] if one["key"] == item["meeting"])


def test_every_table_has_what_it_must_and_nothing_else() -> None:
    for kind, path, one in everything():
        must, may = (set(part.split()) for part in SCHEMA[kind])
        assert not must - set(one), f"{path} lacks {must - set(one)}"
        assert not set(one) - must - may, f"{path} has the unknown {set(one) - must - may}"


def test_every_text_stands_in_all_three_languages() -> None:
    found = list(texts())
    assert len(found) > 400
    for path, words in found:
        assert isinstance(words, dict), f"{path} has no languages"
        assert set(words) == LANGUAGES, f"{path} has {sorted(words)}"
        for language, text in words.items():
            assert text == text.strip() != "", f"{path}.{language} is empty or has white space around it"
            assert "  " not in text, f"{path}.{language} has two spaces in a row"


def test_a_translation_is_a_translation() -> None:
    """A sentence is not the same in two languages, and all have as many paragraphs."""
    for path, words in texts():
        if len(words["en"]) > 30:
            assert len(set(words.values())) == len(LANGUAGES), f"{path} says the same in two languages"
        assert len({text.count("\n\n") for text in words.values()}) == 1, f"{path} differs in paragraphs"


def test_labels_fit_into_a_matrix_and_are_told_apart() -> None:
    for language in sorted(LANGUAGES):
        labels = Counter((one["body"], one["label"][language]) for one in table("government.toml")["organizations"])
        assert all(len(label) <= LABEL_LIMIT for _body, label in labels), language
        assert max(labels.values()) == 1, f"{language}: two organisations share a label"


@pytest.mark.parametrize(
    ("what", "found"),
    [
        ("person", lambda: keys("government.toml", "people", "username")),
        ("organisation", lambda: [(o["body"], o["key"]) for o in table("government.toml")["organizations"]]),
        ("seat", lambda: [(m["body"], m["person"]) for m in table("government.toml")["memberships"]]),
        ("meeting", lambda: keys("meetings.toml", "meetings")),
        ("item", lambda: [one["key"] for one in items()]),
        ("item's number", lambda: [(one["meeting"], one["number"]) for one in items()]),
        ("paper", lambda: [paper["key"] for one in items() for paper in one.get("papers", ())]),
        ("goal", lambda: keys("programme.toml", "goals")),
        ("goal's number", lambda: keys("programme.toml", "goals", "number")),
        ("task", lambda: keys("programme.toml", "tasks")),
    ],
)
def test_nothing_is_named_twice(what: str, found: Callable[[], list[Hashable]]) -> None:
    assert [name for name, times in Counter(found()).items() if times > 1] == [], what


def test_seats_belong_to_known_people_and_organisations() -> None:
    government = table("government.toml")
    for seat in government["memberships"]:
        assert seat["organization"] in organizations(seat["body"]), seat
    seated, advising = ({one[key] for one in government[kind]} for kind, key in WHO)
    assert seated | advising == set(keys("government.toml", "people", "username"))
    assert not seated & advising, "who has a seat advises nobody"
    for one in government["substitutions"]:
        seats = {seat["person"] for seat in government["memberships"] if seat["body"] == one["body"]}
        assert {one["absent"], one["substitute"]} <= seats
        assert one["starts_days"] <= 0 < one["ends_days"], "the substitution is in force on the day of loading"


def test_what_is_prepared_is_prepared_for_a_member_with_an_adviser_who_has_not_answered() -> None:
    advised = {(one["body"], one["member"]) for one in table("government.toml")["mandates"]}
    for one in items():
        answered = {given["member"] for given in one.get("positions", ())}
        for laid in one.get("prepared", ()):
            assert (body_of(one), laid["member"]) in advised, one["key"]
            assert laid["member"] not in answered, one["key"]
        assert {(body_of(one), note["member"]) for note in one.get("briefings", ())} <= advised, one["key"]


def test_a_body_stands_under_another_one_that_is_there() -> None:
    slugs = keys("government.toml", "bodies", "slug")
    under = {one["slug"]: one["parent"] for one in table("government.toml")["bodies"] if "parent" in one}
    assert under
    assert set(under.values()) <= set(slugs) - set(under)


def test_every_body_has_one_chair_and_a_secretary() -> None:
    for body in keys("government.toml", "bodies", "slug"):
        roles = Counter(seat["role"] for seat in table("government.toml")["memberships"] if seat["body"] == body)
        assert roles["chair"] == 1
        assert roles["secretary"] >= 1
        assert set(roles) <= {"chair", "member", "secretary", "speaker"}


def test_items_name_known_meetings_sections_organisations_and_goals() -> None:
    meetings, sections = keys("meetings.toml", "meetings"), keys("meetings.toml", "sections")
    assert {one["meeting"] for one in items()} == set(meetings), "every meeting has items"
    for one in items():
        assert one["section"] in sections, one["key"]
        assert {one["submitter"], *one["touches"]} <= organizations(body_of(one)), one["key"]
        assert one["submitter"] not in one["touches"], one["key"]
        assert set(one["goals"]) <= set(keys("programme.toml", "goals")), one["key"]


def test_titles_are_as_long_as_in_life() -> None:
    for language in sorted(LANGUAGES):
        lengths = [len(one["title"][language]) for one in items()]
        assert max(lengths) >= 360
        assert sum(120 <= length <= 220 for length in lengths) >= 8, language


def test_goals_show_every_light() -> None:
    """The report on the programme (item 'programme-report') says in words what the lights say."""
    today = date(2030, 6, 15)
    lights: Counter[Light] = Counter()
    for goal in table("programme.toml")["goals"]:
        indicator, values = goal["indicator"], goal["measurements"]
        assert goal["responsible"] in organizations("lumara")
        assert 4 <= len(values) <= 8
        assert [one["days"] for one in values] == sorted(one["days"] for one in values)
        assert goal["begins_days"] <= values[0]["days"] < values[-1]["days"] <= 0 < goal["due_days"]
        assert (indicator["target"] > indicator["baseline"]) == (indicator["direction"] == "up"), goal["key"]
        course = Course(
            begins=today + timedelta(days=goal["begins_days"]),
            due=today + timedelta(days=goal["due_days"]),
            baseline=Decimal(str(indicator["baseline"])),
            target=Decimal(str(indicator["target"])),
        )
        lights[light(course, (today + timedelta(days=values[-1]["days"]), Decimal(str(values[-1]["value"]))))] += 1
    assert lights == {Light.GREEN: 5, Light.AMBER: 4, Light.RED: 3}


def test_tasks_follow_from_decisions_and_are_done_late_and_running() -> None:
    by_key = {one["key"]: one for one in items()}
    goals = set(keys("programme.toml", "goals"))
    states: Counter[str] = Counter()
    for task in table("programme.toml")["tasks"]:
        assert task["responsible"] in organizations("lumara"), task["key"]
        assert task.get("goal") in {None, *goals}, task["key"]
        if "item" in task:
            assert by_key[task["item"]]["outcome"] in ("adopted", "amended", "rejected"), task["key"]
        assert ("done_days" in task) == ("report" in task), task["key"]
        assert task.get("done_days", 0) <= 0
        states["done" if "done_days" in task else "late" if task["due_days"] < 0 else "running"] += 1
    assert min(states["done"], states["late"], states["running"]) >= 3
