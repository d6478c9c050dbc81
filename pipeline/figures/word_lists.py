"""The word lists in `lexicons/`, for the code that applies them; docs/lexicons.md tells the form.

In: the names of a file and of a table in it. Out: its words as plain values. Every table says what
it means and where its words come from; a file that does not is refused with a sentence.
"""

import tomllib
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from schemas.errors import LexiconError

FOLDER = Path(__file__).parent / "lexicons"
_ABOUT = {"meaning", "source", "repeats"}
_SHAPES = ("words", "terms", "values", "pairs")
Spellings = tuple[str, ...]


class Table(NamedTuple):
    """One table of a lexicon; it has words, terms, values or pairs, and the others are empty."""

    meaning: str
    """What it means that a word stands here, in a sentence."""
    source: str
    """Where the words come from."""
    repeats: str = ""
    """Why a word may stand in it twice; empty where none may."""
    words: Spellings = ()
    terms: Mapping[str, Spellings] = {}
    """What something is called, to all the ways in which articles write it."""
    values: Mapping[str, int | Decimal] = {}
    """A word to its number."""
    pairs: tuple[tuple[Spellings, Spellings], ...] = ()
    """Two sides that mean the opposite of each other."""


def words(lexicon: str, table: str) -> Spellings:
    """A plain list, in the order of its file."""
    return _read(lexicon)[table].words


def either(lexicon: str, table: str) -> str:
    """A plain list as one pattern, which matches any of its words."""
    return "|".join(words(lexicon, table))


def terms(lexicon: str, table: str) -> dict[str, Spellings]:
    """Terms, each with its spellings, in the order of their file."""
    return dict(_read(lexicon)[table].terms)


def spelled(lexicon: str, table: str) -> dict[str, str]:
    """A table of terms the other way round: each spelling with its term."""
    by_term = _read(lexicon)[table].terms.items()
    return {spelling: term for term, spellings in by_term for spelling in spellings}


def values(lexicon: str, table: str) -> dict[str, int | Decimal]:
    """Words with their numbers, in the order of their file."""
    return dict(_read(lexicon)[table].values)


def counts(lexicon: str, table: str) -> dict[str, int]:
    """Words with their numbers where all of these are whole."""
    return {word: int(value) for word, value in _read(lexicon)[table].values.items()}


def pairs(lexicon: str, table: str) -> tuple[tuple[Spellings, Spellings], ...]:
    """Pairs of sides, each side with its words."""
    return _read(lexicon)[table].pairs


def read_lexicon(path: Path) -> dict[str, Table]:
    """A file's tables by name.

    Raises:
        LexiconError: If the file is not TOML or has no date, or a table has no meaning, no source,
            not exactly one of words, terms, values and pairs, or a word twice without saying why.
    """
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise LexiconError(f"{path.name}: cannot be read as TOML ({error}); mend it") from error
    if not isinstance(found.pop("read", None), str):
        raise LexiconError(f'{path.name} has no date; say when its sources were read: read = "…"')
    return {name: _table(f"{path.name}, [{name}]", said) for name, said in found.items()}


@cache
def _read(lexicon: str) -> dict[str, Table]:
    return read_lexicon(FOLDER / f"{lexicon}.toml")


def _table(where: str, said: object) -> Table:
    if not isinstance(said, dict):
        raise LexiconError(f"{where} stands in no table; put it below a heading in brackets")
    for name in ("meaning", "source"):
        if not isinstance(said.get(name), str) or not said[name].strip():
            raise LexiconError(f"{where} has no {name}; say it in a sentence: {name} = '…'")
    shapes = sorted(said.keys() - _ABOUT)
    if len(shapes) != 1 or shapes[0] not in _SHAPES:
        raise LexiconError(f"{where} has {shapes}; give it exactly one of {', '.join(_SHAPES)}")
    table = _filled(where, shapes[0], said)
    if not table.repeats:
        _refuse_repeats(where, table)
    return table


def _filled(where: str, shape: str, said: Mapping[str, object]) -> Table:
    """The table with its one shape read."""
    table = Table(str(said["meaning"]), str(said["source"]), str(said.get("repeats", "")))
    body = said[shape]
    if shape == "words":
        return table._replace(words=_spellings(where, body))
    if shape == "pairs" and isinstance(body, list):
        return table._replace(pairs=tuple(_pair(where, pair) for pair in body))
    if shape == "terms" and isinstance(body, dict):
        return table._replace(terms={k: _spellings(f"{where} {k}", v) for k, v in body.items()})
    if shape == "values" and isinstance(body, dict):
        for word, value in body.items():
            if type(value) not in (int, Decimal):
                raise LexiconError(f"{where} {word}: {value!r} is no number; write it in digits")
        return table._replace(values=body)
    raise LexiconError(f"{where}: {shape} has another form; copy that of a table beside it")


def _spellings(where: str, said: object) -> Spellings:
    """A text with commas between; a list of texts where a spelling itself holds a comma."""
    if isinstance(said, str) and "{" not in said:
        found = map(str.strip, " ".join(said.split()).split(","))
        return tuple(filter(None, found))
    if isinstance(said, list) and all(isinstance(word, str) and word for word in said):
        return tuple(said)
    raise LexiconError(
        f"{where}: {said!r} is neither a text without braces nor a list of texts; write such a list"
    )


def _pair(where: str, said: object) -> tuple[Spellings, Spellings]:
    if not isinstance(said, list) or len(said) != 2:
        raise LexiconError(f"{where}: {said!r} is no pair; write two texts in brackets")
    return _spellings(where, said[0]), _spellings(where, said[1])


def _refuse_repeats(where: str, table: Table) -> None:
    listed = _all_words(table)
    if len(set(listed)) < len(listed):
        word = next(word for i, word in enumerate(listed) if word in listed[:i])
        raise LexiconError(
            f"{where}: {word!r} stands in it twice; strike one out, or say why: repeats = '…'"
        )


def _all_words(table: Table) -> Spellings:
    """The words of a list, or all spellings of all terms, or all sides of all pairs."""
    sides = chain.from_iterable(table.pairs)
    return (*table.words, *chain(*table.terms.values(), *sides))
