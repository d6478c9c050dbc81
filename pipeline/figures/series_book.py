"""The labels and words of a text's sentences, each read when a figure first asks for it."""

from collections.abc import Sequence
from typing import NamedTuple

from pipeline.figures.glyphs import shade_once
from pipeline.figures.series import Labels, read_series
from pipeline.figures.series_chains import blot
from pipeline.figures.series_phrases import Label, words_of
from schemas.source import Source


class Shelf(NamedTuple):
    """One sentence: its figures, as indexes, and the labels of each."""

    indexes: Sequence[int]
    labels: tuple[Labels, ...]


class SeriesBook:
    """What is read of a text's sentences; kept with it, so read once however often asked."""

    def __init__(self, source: Source) -> None:
        """Open the book of one text; nothing is read yet."""
        self._source = source
        self._low = shade_once(source).low
        self._shelves: dict[int, Shelf] = {}
        self._words: dict[tuple[int, bool], Label] = {}

    def shelf(self, number: int) -> Shelf:
        """The figures of a sentence and whose words are whose."""
        if number not in self._shelves:
            indexes = self._source.indexes_by_sentence[number]
            figures = [self._source.figures[i] for i in indexes]
            span = self._source.sentences[number]
            alone = len(figures) < 2
            labels = (Labels(),) if alone else read_series(self._low, span, figures)
            self._shelves[number] = Shelf(indexes, labels)
        return self._shelves[number]

    def words(self, number: int, *, keeps_dates: bool) -> Label:
        """The words of a sentence, but for those of its figures; its dates' where they are kept."""
        key = number, keeps_dates
        if key not in self._words:
            figures = [self._source.figures[i] for i in self._source.indexes_by_sentence[number]]
            span = self._source.sentences[number]
            blank = blot(self._low, span, figures, keeps_dates=keeps_dates)
            self._words[key] = words_of(blank)
        return self._words[key]


def open_book(source: Source) -> SeriesBook:
    """The book of a text, made on first use."""
    book = source.kept.get(SeriesBook)
    if not isinstance(book, SeriesBook):
        book = source.kept[SeriesBook] = SeriesBook(source)
    return book
