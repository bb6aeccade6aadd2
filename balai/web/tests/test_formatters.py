"""How minutes, moments, dates, numbers and texts are written, by language."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.template import Context, Template
from django.utils import timezone, translation

from balai import clock
from balai.programme.templatetags.programme import amount
from balai.web.templatetags import balai as tags

MOMENT = datetime(2026, 11, 5, 22, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (None, ""),
        (0, "0 min"),
        (1, "1 min"),
        (59, "59 min"),
        (59.4, "59 min"),
        (59.6, "1 h"),
        (60, "1 h"),
        (61, "1 h 1 min"),
        (85.2, "1 h 25 min"),
        (1440, "24 h"),
    ],
)
def test_minutes(value, written):
    assert tags.minutes(value) == written


@pytest.mark.parametrize(
    ("ahead", "written"),
    [
        (timedelta(seconds=20), "in 1 min"),
        (timedelta(minutes=20), "in 20 min"),
        (timedelta(minutes=59), "in 59 min"),
        (timedelta(hours=1, minutes=10), "in 1 h"),
        (timedelta(hours=47), "in 47 h"),
        (timedelta(hours=50), "in 2 days"),
        (timedelta(days=30), "in 30 days"),
        (timedelta(minutes=-5), "5 min ago"),
        (timedelta(hours=-26), "26 h ago"),
        (timedelta(days=-9), "9 days ago"),
    ],
)
def test_how_far_away_a_moment_is(ahead, written):
    assert tags.relative_time(clock.now() + ahead + timedelta(seconds=1)) == written


def test_no_moment_is_written_as_nothing():
    assert tags.relative_time(None) == tags.spelled(None, "j F Y") == ""
    assert tags.in_zone(None, "UTC") is None


def test_how_far_away_follows_the_demonstrations_clock():
    with clock.as_if(MOMENT):
        assert tags.relative_time(MOMENT + timedelta(hours=3, seconds=1)) == "in 3 h"


@pytest.mark.parametrize(
    ("zone", "written"),
    [("UTC", "2026-11-05 22:30"), ("Europe/Tallinn", "2026-11-06 00:30"), ("Asia/Jakarta", "2026-11-06 05:30")],
)
def test_a_moment_in_a_bodys_own_zone(zone, written):
    found = tags.in_zone(MOMENT, zone)
    assert found is not None
    assert f"{found:%Y-%m-%d %H:%M}" == written


@pytest.mark.parametrize(
    ("language", "written"),
    [("en", "6 November 2026, 00:30"), ("et", "6. november 2026, 00:30"), ("id", "6 November 2026, 00:30")],
)
def test_a_date_as_the_language_writes_it(language, written):
    with translation.override(language), timezone.override("Europe/Tallinn"):
        assert tags.spelled(MOMENT, "j F Y, H:i") == written
        assert (
            tags.spelled(date(2026, 5, 1), "j F Y")
            == {
                "en": "1 May 2026",
                "et": "1. mai 2026",
                "id": "1 Mei 2026",
            }[language]
        )


@pytest.mark.parametrize(
    ("value", "english", "estonian", "indonesian"),
    [
        ("12.500", "12.5", "12,5", "12,5"),
        ("12.000", "12", "12", "12"),
        ("0.000", "0", "0", "0"),
        ("100.000", "100", "100", "100"),
        ("-3.250", "-3.25", "-3,25", "-3,25"),
        ("0.001", "0.001", "0,001", "0,001"),
        ("12345.600", "12,345.6", "12\xa0345,6", "12.345,6"),
    ],
)
def test_numbers_as_the_language_writes_them(value, english, estonian, indonesian):
    for language, written in (("en", english), ("et", estonian), ("id", indonesian)):
        with translation.override(language):
            assert amount(Decimal(value)) == written, language
    assert amount(None) == ""


@pytest.mark.parametrize(
    ("words", "language", "html"),
    [
        ({"en": "Ships", "et": "Laevad"}, "et", "Laevad"),
        ({"en": "Ships", "et": "Laevad"}, "id", '<span lang="en" dir="auto">Ships</span>'),
        ({"ar": "سفن"}, "en", '<span lang="ar" dir="auto">سفن</span>'),
        ({"en": "<b>Ships</b>"}, "en", "&lt;b&gt;Ships&lt;/b&gt;"),
        ({"ar": "<script>"}, "en", '<span lang="ar" dir="auto">&lt;script&gt;</span>'),
        ({"en": "", "et": "Laevad"}, "en", '<span lang="et" dir="auto">Laevad</span>'),
        ("A & B", "en", "A &amp; B"),
        ({}, "en", ""),
        (None, "en", ""),
    ],
)
def test_a_text_in_the_readers_language_or_in_the_best_there_is(words, language, html):
    with translation.override(language):
        assert tags.said(words) == html
        drawn = Template("{{ words|said }}|{{ words|said_plain }}").render(Context({"words": words}))
    said, plain = drawn.split("|")
    assert said == html
    assert "<" not in plain


def test_who_is_meant_stands_by_label_and_many_as_a_number():
    from balai.rules.words import about

    labels = {key: key.title() for key in ("finance", "interior", "justice", "sea", "war")}
    few, many = about("Objection: {members}", "", ["finance", "sea"]), about("Objection: {members}", "", list(labels))
    assert tags.in_words(few, labels) == "Objection: Finance, Sea"
    assert tags.in_words(many, labels) == "Objection: 5"
    assert tags.in_words(few) == "Objection: 2"
    assert tags.in_words(few.as_dict(), labels) == "Objection: Finance, Sea"
