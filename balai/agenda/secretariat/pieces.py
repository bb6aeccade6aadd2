"""The desk in pieces: each is one element with an id, the same for the page and for the live stream."""

from collections.abc import Callable
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from balai import clock
from balai.agenda.picture import Given, ItemPicture
from balai.agenda.secretariat.board import Board
from balai.agenda.secretariat.tags import tags_of
from balai.rules.stance import Track
from balai.web.fragments import fragment

PARTS = "agenda/secretariat/parts/"


@dataclass(frozen=True, slots=True)
class Cell:
    """One member on one item: the stance drawn, and what the cell says when it is pointed at."""

    drawn: SafeString
    opinion: str
    version: int | None  # the version of the papers that was answered, where it is not the present one


def overview(now: Board) -> SafeString:
    """State, the next step, the forecast, who has not answered: `<section id="desk-overview">`."""
    context = {
        "board": now,
        "meeting": now.meeting,
        "goal": now.meeting.body.rules.goal_minutes,
        "answering": clock.now() <= now.meeting.positions_close_at,
    }
    return render_to_string(f"{PARTS}overview.html", context)


def column(now: Board, track: Track) -> SafeString:
    """The items that the triage sends one way: `<div id="column-...">`."""
    lines = [_line(now, one) for one in now.on(track)]
    return render_to_string(f"{PARTS}column.html", {"track": track.value, "lines": lines})


def _line(now: Board, one: ItemPicture) -> SafeString:
    def draw() -> str:
        tags = () if one.closed else tags_of(one, now.members, now.labels)
        return render_to_string(f"{PARTS}line.html", {"one": one, "tags": tags, "labels": now.labels})

    return _kept("desk-line", now, one, draw)


def matrix_row(now: Board, one: ItemPicture) -> SafeString:
    """An item and what each member says: `<tr id="answers-...">`."""

    def draw() -> str:
        cells = [_cell(one.given.get(seat.pk), recused=str(seat.pk) in one.apart) for seat in now.whole.members]
        return render_to_string(f"{PARTS}matrix_row.html", {"item": one.item, "cells": cells, "closed": one.closed})

    return _kept("desk-row", now, one, draw)


def _cell(given: Given | None, *, recused: bool) -> Cell:
    if given is None or recused:
        return Cell(_shape("recused" if recused else "none"), "", None)
    version = given.item_version if given.stale else None
    return Cell(_shape(given.stance.value, stale=given.stale), given.opinion, version)


def _shape(value: str, *, stale: bool = False) -> SafeString:
    context = {"value": value, "stale": stale}
    return fragment(("desk-shape", value, stale), lambda: render_to_string(f"{PARTS}shape.html", context))


def _kept(what: str, now: Board, one: ItemPicture, draw: Callable[[], str]) -> SafeString:
    return fragment((what, *one.key, *now.key), draw)
