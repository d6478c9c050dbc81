"""Tests of `pipeline.read.jsonl`: one article a line, and a broken line loses no other."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.read.jsonl import read_json_lines
from pipeline.read.raw import Raw, Said
from schemas.errors import ReadError


def read(text: str) -> list[Raw]:
    """What is read of a text."""
    return read_json_lines(text.encode(), "in/x.jsonl")


def test_each_line_is_an_article() -> None:
    """Under its own id, else its line; blank lines count and hold nothing."""
    raws = read(
        '{"id": "a7", "title": "Orvane halves relapses", "text": "Of 38, 17 responded."}\n\n'
        '{"headline": "Mirvane fails", "body": "It was 5%.\\r\\n\\r\\nNo\\nmore."}\n'
    )

    assert [raw.name for raw in raws] == ["#a7", "#3"]
    assert raws[0].text == "Orvane halves relapses\n\nOf 38, 17 responded."
    assert raws[1].text == "Mirvane fails\n\nIt was 5%.\n\nNo\nmore."
    assert [raw.title for raw in raws] == ["Orvane halves relapses", "Mirvane fails"]
    assert [(mark.tag, mark.start, mark.end) for mark in raws[1].marks] == [("h1", 0, 13)]
    assert [origin.where for origin in raws[0].origins] == ["line 1: /title", "line 1: /text"]
    assert [origin[:4] for origin in raws[1].origins] == [
        (0, 13, "line 3: /headline", 0),
        (15, 25, "line 3: /body", 0),
        (27, 35, "line 3: /body", 14),
    ]


def test_a_line_that_is_broken_loses_no_other() -> None:
    """It has a fault with its line, and no text."""
    raws = read('{"text": "one"}\n{"text": "two\n[5]\n{"x": 1}\n{"text": "five"}')

    assert [raw.text for raw in raws] == ["one", "", "", "", "five"]
    assert [raw.name for raw in raws] == ["#1", "#2", "#3", "#4", "#5"]
    assert raws[1].fault == (
        "line 2: is no JSON (Unterminated string starting at, column 10); write one object a line"
    )
    assert raws[2].fault == "line 3: is no object but list; give objects with a `text`"
    assert raws[3].fault == "line 4: has no text among 'x'; call its text `text`"


@pytest.mark.parametrize(
    ("text", "name", "where"),
    [
        ('[{"text": "x 5"}, {"text": "y"}]', "#1", "line 1: /0/text"),
        ('\n\n[\n {"text": "x 5"},\n {"id": 9, "text": "y"}]', "#1", "line 3: /0/text"),
        ('{\n "articles": [{"content": "x 5"}, {"id": 1}]}', "#1", "line 1: /articles/0/content"),
        ('{"items": [{"content_html": "<p>x 5"}, {"content_text": "y"}]}', "#1",
         "line 1: /items/0/content_html /html/body/p/text()[1]"),
        ('{\n "text": "x 5"\n}', "", "line 1: /text"),
        ('{"article": {"body": "x 5"}}', "", "line 1: /article/body"),
        ('{"text": 7, "summary": "x 5"}', "", "line 1: /summary"),
    ],
)  # fmt: skip
def test_arrays_and_objects_are_read_as_well(text: str, name: str, where: str) -> None:
    """The place is the line where the value begins and the pointer into it."""
    raw = read(text)[0]

    assert raw.text == "x 5"
    assert raw.name == name
    assert raw.origins[0].where == where


def test_html_is_read_as_html() -> None:
    """Under its own name, or where the text has tags; what only looks like a tag has none."""
    html, tags, text = read(
        '{"html": "<title>T</title><h1>A</h1><p>58%<sup>2</sup>"}\n'
        '{"text": "<p>58%<sup>2</sup></p>"}\n{"text": "n <N and x> 3"}'
    )

    assert html.text == "A\n\n58%²"
    assert html.title == "T"
    assert tags.text == "58%²"
    assert text.text == "n <N and x> 3"


def test_a_title_that_the_text_repeats_stands_once() -> None:
    """A figure in it would else be told twice."""
    (raw,) = read('{"title": "Up 5%", "text": "Up 5%\\n\\nMore"}')

    assert raw.text == "Up 5%\n\nMore"
    assert raw.title == "Up 5%"


def test_what_an_object_says_is_kept_under_its_own_names() -> None:
    """Of an object its name; of a list each; an unknown key is passed over."""
    (raw,) = read(
        json.dumps(
            {
                "text": "x",
                "published_at": "2026-05-03T09:00:00+02:00",
                "author": [{"name": "Ada Vell"}, "Bo Ruun", None],
                "source": {"name": "Ruvanta Wire", "id": None},
                "id": 12,
                "secret": "s",
            }
        )
    )

    assert raw.said == (
        Said("json author", "Ada Vell"),
        Said("json author", "Bo Ruun"),
        Said("json source", "Ruvanta Wire"),
        Said("json published_at", "2026-05-03T09:00:00+02:00"),
        Said("json id", "12"),
    )


def test_ids_that_repeat_do_not_make_two_of_one_name() -> None:
    """The second is known by its line."""
    raws = read('{"id": "a", "text": "x"}\n{"id": "a", "text": "y"}')

    assert [raw.name for raw in raws] == ["#a", "#2"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[" * 100_000, "nested too deeply"),
        ('{"text": "x"', "is no JSON"),
        ('[{"text": "x"},\n{"text": "y"}', r"is no JSON \(Expecting ',' delimiter, line 2"),
        ("[]", "holds no object"),
        ('{"text": "  "}', "line 1: has no text among 'text'"),
        ('{"n": ' + "9" * 5000 + "}", "is no JSON"),
        ("7", "is no object but int"),
    ],
)
def test_what_holds_no_article_is_refused_in_a_sentence(text: str, says: str) -> None:
    """Deep nesting, truncation, empty arrays, numbers too long for Python: never a traceback."""
    with pytest.raises(ReadError, match=says) as refusal:
        read(text)

    assert str(refusal.value).startswith("in/x.jsonl: ")
    assert "\n" not in str(refusal.value)


@given(st.text(st.characters(), min_size=1))
def test_every_character_leads_back_into_its_string(text: str) -> None:
    """At its offset in the string; what nobody could read is a sign, of the same length."""
    line = json.dumps({"text": "x" + text, "title": "t"})
    (raw,) = read_json_lines(line.encode(), "x")

    for origin in raw.origins:
        if origin.where == "line 1: /text":
            words = raw.text[origin.start : origin.end]
            there = ("x" + text)[origin.offset :][: len(words)]
            assert len(words) == len(there)
            for is_now, was in zip(words, there, strict=True):
                assert is_now in {was, "\ufffd"} or is_now.isspace() == was.isspace() is True


@given(st.binary())
def test_whatever_the_bytes_nothing_but_a_refusal_comes_out(data: bytes) -> None:
    """A value or a ReadError."""
    try:
        read_json_lines(data, "x")
    except ReadError as error:
        assert "\n" not in str(error)
