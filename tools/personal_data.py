"""docs/PERSONAL_DATA.md, made from the register: python -m tools.personal_data writes it; a test compares."""

import os
from collections.abc import Iterator
from pathlib import Path

PAGE = Path(__file__).resolve().parent.parent / "docs" / "PERSONAL_DATA.md"
HEAD = """\
# Personal data: what is kept, why, how long

*Made by `make personal-data` from `balai/personal/kinds.py` and `balai/personal/register.py`, which people
review; a test fails where a field of any table is not classified there, or where this page is not current.*

Who deploys Balai is the controller (GDPR art. 4(7)). The grounds below are those of a government body: a task in the
public interest (art. 6(1)(e)) and a legal obligation (art. 6(1)(c)); nothing rests on consent. Your own law decides
in the end: have the table looked at by your data protection officer.

## Kinds
"""
ENDS = {
    "erased": "erased",
    "on_ground": "taken out on a ground of art. 17(1)",
    "kept": "stays",
}
TAIL = """\

## For the person

Under your name, 'My data' shows the same, with how much of it there is about you, and [Download everything]: one JSON
file. Where your sign-in is older than ten minutes you show first that it is you. That it was given out stands in the
record.

## The file: `balai-person/1`

| key | what |
|---|---|
| `schema`, `made_at` | `balai-person/1`; when |
| `person` | number, user name, name |
| `kinds` | the table above by key, in the language of the reader |
| `tables` | `table`, `title`, `kinds`, `rows` for each table; a row has its personal fields (see below) |
| `decisions` | of meetings in which they sat; with text where they may read it |
| `record` | entries that they made or that are about them: `entry`, `act`, `at`, `by_you`, and more (see below) |

In rows, other persons stand as `"another person"`, and an item has its title where the person may read it. An entry
that they made has `text`, `seal` and `leaf`, so that they can prove it ([VERIFY.md](VERIFY.md)); `content` is there
where it is about nobody else and has not been closed. What is read under a clearance or by name is in no such file, nor
what the person wrote on an item whose access is restricted and closed to them.

Fields are added under the same name; one that changes its meaning makes `balai-person/2`.

## For administrators

    balai people export ana --to ana.json
    balai people erase ana --because 'Left office; asked on 3 May'
    balai people erase former-3f2a1b9c0d4e --because 'Decision 12/2026 of the data protection officer' \\
        --name --texts --ground c
    balai people prune                     # once a day, by a timer of the system

Erasing is refused while the person holds a seat, stands in for somebody, is cleared for
what is restricted, or administers the installation. Without
`--name` the name stays on what binds. `--name` (a pseudonym takes its place everywhere) and `--texts` (opinions and
reasons for recusals; refused until all their meetings are closed) need a ground: `a` no longer necessary, `c`
objection, `d` unlawful, `e` a law asks for it. `--because` stays for good: name nobody in it.

Afterwards the command rewrites the database's files (SQLite: VACUUM; PostgreSQL: VACUUM FULL of the tables
concerned), so that the old bytes are gone from them. What it cannot reach: backups and archived logs of the database
(give them a time of their own, and erase again after restoring one), files that were downloaded or printed, and texts
of agendas, papers and decisions that name somebody.

## The record stands

An entry of the record is a leaf that commits to what was done, which commits to its content with a salt. A personal
text within a content (an opinion beside a stance) is committed to on its own. Closing a content destroys text and
salt: what is left is a hash that nobody can open. Leaf, tree, proofs and checkpoints are as before. The entry
`people.person.erased` (or `people.data.pruned`) names each content that was closed, by whom, on which ground.

`balai verify --database` accepts a missing content only where a later entry of that kind names it and where it does
not bind. So it finds: a content taken away by SQL; a content that binds and was closed all the same; an opinion
emptied in its table while the entry still opens; a content that came back from a backup. What can be closed stands in
`balai/ledger/closing.py`; everything else binds.
"""


def text() -> str:
    from django.utils import translation

    with translation.override("en"):
        return "\n".join((HEAD, *_kinds(), "", "## Fields", "", *_fields(), TAIL))


def _kinds() -> Iterator[str]:
    from balai.personal.kinds import KINDS

    yield "| key | what | why | ground (GDPR) | how long | at erasure |"
    yield "|---|---|---|---|---|---|"
    for key, kind in KINDS.items():
        yield f"| `{key}` | {kind.title} | {kind.why} | {kind.ground} | {kind.kept} | {ENDS[kind.end]} |"


def _fields() -> Iterator[str]:
    from balai.personal.register import NONE, TABLES

    yield "| table | personal fields, by kind | about no person |"
    yield "|---|---|---|"
    for label, table in TABLES.items():
        by_kind: dict[str, list[str]] = {}
        for name, kind in table.fields.items():
            by_kind.setdefault(kind, []).append(f"`{name}`")
        none = " ".join(by_kind.pop(NONE, []))
        personal = "; ".join(f"{kind}: {' '.join(names)}" for kind, names in by_kind.items())
        yield f"| `{label}` | {personal} | {none} |"


if __name__ == "__main__":
    os.environ.setdefault("BALAI_ENVIRONMENT", "test")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "balai.settings")
    import django

    django.setup()
    PAGE.write_text(text(), encoding="utf-8")
