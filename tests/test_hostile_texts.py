"""Texts that are written to be slow: four times the text takes some four times the work."""

import time
from collections.abc import Callable
from functools import partial

import pytest

from pipeline.balance.instructions import find_orders, find_templates
from pipeline.figures.scan import find_figures
from pipeline.figures.sentences import split_sentences
from pipeline.read.make import Original, make_page
from pipeline.read.raw import Raw
from pipeline.split import split_page, told_text
from schemas.article import Media, Page

MOST_TIMES = 8.0
"""Linear work grows four times, quadratic work sixteen times."""

PIECES = {
    "one word": "a",
    "capitals": "Ab",
    "digits": "1",
    "commas": "1,1,",
    "points": "1.1.",
    "brackets": "((",
    "initials": "a. ",
    "dashes": "-",
    "tildes": "~<",
    "related": "Related articles\n",
    "related with titles": "Related articles\nHarl 3\n",
    "comments": "Comments\n",
    "counted comments": "3 Comments\n\n",
    "short lines": "ab\n",
    "menus": "Home | News\n",
    "rows": "a | b\n",
    "headings": "# Harl gains\n\n",
    "quotes": "“a ",
    "authors": "A. Bell, ",
    "braces": "{{",
}


def page_of(text: str) -> Page:
    """The page of a plain text."""
    return make_page(Raw(text, "utf-8"), Original("a.txt", "0" * 64, Media.TEXT))


def told(text: str) -> None:
    """A page is cut into its stories, and each is read."""
    page = page_of(text)
    for article in split_page(page):
        told_text(page, article)


def orders(text: str) -> None:
    """Orders and templates are found in a text."""
    sentences = split_sentences(text)
    find_orders(text, sentences)
    find_templates(text, sentences)


def seconds(work: Callable[[], object]) -> float:
    """What the work takes this process, the least of three."""
    taken = []
    for _ in range(3):
        start = time.process_time()
        work()
        taken.append(time.process_time() - start)
    return min(taken)


def growth(step: Callable[[str], object], piece: str, length: int) -> float:
    """How many times the work grows where the text grows four times; small work counts as 10 ms."""
    short, long = ((piece * (n // len(piece) + 1))[:n] for n in (length, 4 * length))
    return seconds(partial(step, long)) / max(0.01, seconds(partial(step, short)))


@pytest.mark.slow
@pytest.mark.parametrize("step", [told, orders, find_figures])
@pytest.mark.parametrize("name", PIECES)
def test_four_times_the_text_is_not_sixteen_times_the_work(
    step: Callable[[str], object], name: str
) -> None:
    """Whatever is repeated: a letter, a figure, a heading, a line of a menu."""
    assert growth(step, PIECES[name], 3_000) < MOST_TIMES


@pytest.mark.parametrize("name", ["one word", "commas"])
def test_a_line_of_one_long_word_is_read_at_its_ends(name: str) -> None:
    """The patterns of our lists are for words, and no word has a hundred letters."""
    assert growth(told, PIECES[name], 3_000) < MOST_TIMES
