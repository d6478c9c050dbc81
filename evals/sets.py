"""`python -m evals.sets FILE... [--scope FILE] [--show]`: the finder on labelled sets of others.

In: JSON lines, plain or gzipped, each `{"id", "text", "figures": [{"start", "end", "value"}]}` with
half-open offsets in code points. Out: a line a set with the share of labels found and of values
read, once of all labels and once of those in scope; `--show` adds the rules and every fault.

What the sets call a number and a news editor would not is named in `scope.toml`, with the reason;
both denominators are always shown.
"""

import argparse
import gzip
import json
import re
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from functools import reduce
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import ValidationError

from evals.figures import show_in_context
from pipeline.figures.scan import find_figures
from schemas.errors import EvenbriefError, GoldenError
from schemas.figure import Figure
from schemas.scope import LeftOut, ScopeRule, SetScore
from schemas.score import Share
from schemas.text import Span

SCOPE = Path(__file__).parent / "scope.toml"
_CLOSE = Decimal("0.000001")


class Label(NamedTuple):
    """One labelled figure of a set: its place, and its value where the set gives one."""

    text: str
    span: Span
    value: Decimal | None

    @property
    def words(self) -> str:
        """The labelled characters."""
        return self.span.cut(self.text)


class Outcome(NamedTuple):
    """What became of one label; `rule` left it out, wholly or its value, where it is set."""

    label: Label
    is_found: bool
    is_right: bool | None
    """`None` where the label has no value or nothing was found."""
    rule: ScopeRule | None


def read_scope(path: Path) -> tuple[ScopeRule, ...]:
    """The rules of a scope file; raises `GoldenError` with the first thing that is wrong in it."""
    try:
        rows = tomllib.loads(path.read_text("utf-8"))["rule"]
        return tuple(ScopeRule.model_validate(row) for row in rows)
    except OSError as error:
        raise GoldenError(
            f"{path}: cannot be read ({error.strerror}); name a scope file"
        ) from error
    except (tomllib.TOMLDecodeError, KeyError, ValidationError) as error:
        raise GoldenError(f"{path}: {error}; mend the scope file") from error


def read_set(path: Path) -> tuple[tuple[Label, ...], ...]:
    """The labels of a set, text by text; raises `GoldenError` naming the line it cannot read."""
    opener = gzip.open if path.suffix == ".gz" else open
    texts = []
    try:
        with opener(path, "rt", encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    texts.append(_read_line(line, f"{path}:{number}"))
    except (OSError, UnicodeDecodeError) as error:
        raise GoldenError(f"{path}: cannot be read ({error}); name JSON lines, or .gz") from error
    return tuple(texts)


def _read_line(line: str, place: str) -> tuple[Label, ...]:
    try:
        row: dict[str, Any] = json.loads(line, parse_float=Decimal, parse_int=Decimal)
        text = str(row["text"])
        return tuple(
            Label(text, Span(start=int(f["start"]), end=int(f["end"])), _value(f.get("value")))
            for f in row["figures"]
        )
    except (ValueError, KeyError, TypeError) as error:
        raise GoldenError(f"{place}: {error!r}; a line needs id, text and figures") from error


def _value(value: object) -> Decimal | None:
    return abs(value) if isinstance(value, Decimal) else None


def score_set(name: str, texts: Iterable[Sequence[Label]], rules: Sequence[ScopeRule]) -> SetScore:
    """Find the figures of every text and set them beside its labels, one to one."""
    outcomes: list[Outcome] = []
    reported = 0
    for labels in texts:
        figures = find_figures(labels[0].text)[0] if labels else ()
        reported += len(figures)
        outcomes += _outcomes(labels, figures, rules)
    inside = [o for o in outcomes if o.rule is None or o.rule.leaves_out is LeftOut.VALUE]
    valued = [o for o in inside if o.rule is None]
    counts = Counter(o.rule.id for o in outcomes if o.rule is not None)
    return SetScore(
        name=name,
        found=_share(o.is_found for o in outcomes),
        found_in_scope=_share(o.is_found for o in inside),
        values=_share(o.is_right for o in outcomes),
        values_in_scope=_share(o.is_right for o in valued),
        reported=reported,
        left_out=tuple((rule.id, counts[rule.id]) for rule in rules if counts[rule.id]),
        missed=tuple(_shown(o.label) for o in inside if not o.is_found),
        wrong=tuple(_shown(o.label) for o in valued if o.is_right is False),
    )


def _outcomes(
    labels: Sequence[Label], figures: Sequence[Figure], rules: Sequence[ScopeRule]
) -> Iterator[Outcome]:
    free = list(figures)
    for label in labels:
        over = [figure for figure in figures if figure.span.overlaps(label.span)]
        mine = next((figure for figure in over if figure in free), None)
        if mine is not None:
            free.remove(mine)
        is_right = _is_read(label.value, over) if over and label.value is not None else None
        yield Outcome(label, mine is not None, is_right, find_rule(label, rules))


def _is_read(value: Decimal, figures: Iterable[Figure]) -> bool:
    """Is the value among the figures', give or take a millionth, or a percentage of one?"""
    got = [abs(read) for figure in figures for read in figure.values]
    return any(
        abs(value * factor - read) <= _CLOSE * max(Decimal(1), value)
        for read in got
        for factor in (1, 100)
    ) or any(abs(value - read * 100) <= _CLOSE * max(Decimal(1), value) for read in got)


def find_rule(label: Label, rules: Sequence[ScopeRule]) -> ScopeRule | None:
    """The first rule that leaves this label or its value out; `None` where it is in scope."""
    before, after = label.text[: label.span.start], label.text[label.span.end :]
    for rule in rules:
        if (
            re.fullmatch(rule.text, label.words.strip(), re.IGNORECASE)
            and (not rule.before or re.search(rf"(?:{rule.before})\Z", before))
            and (not rule.after or re.match(rule.after, after))
        ):
            return rule
    return None


def _share(hits: Iterable[bool | None]) -> Share:
    counted = [hit for hit in hits if hit is not None]
    return Share(hits=sum(counted), of=len(counted))


def _shown(label: Label) -> str:
    return show_in_context(label.text, label.span)


def pool(scores: Sequence[SetScore]) -> SetScore:
    """All sets as one, by their counts."""
    none = Share(hits=0, of=0)
    return SetScore(
        name="pooled",
        found=reduce(Share.__add__, (s.found for s in scores), none),
        found_in_scope=reduce(Share.__add__, (s.found_in_scope for s in scores), none),
        values=reduce(Share.__add__, (s.values for s in scores), none),
        values_in_scope=reduce(Share.__add__, (s.values_in_scope for s in scores), none),
        reported=sum(s.reported for s in scores),
    )


def render_score(score: SetScore) -> str:
    """One line, both denominators."""
    return (
        f"{score.name}: found {score.found} of all, {score.found_in_scope} in scope; "
        f"values {score.values} of all, {score.values_in_scope} in scope; "
        f"reported {score.reported}"
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the shares of each set and of all together; 2 where a file cannot be read."""
    parser = argparse.ArgumentParser(prog="python -m evals.sets", description=__doc__)
    parser.add_argument("sets", type=Path, nargs="+", metavar="FILE")
    parser.add_argument("--scope", type=Path, default=SCOPE)
    parser.add_argument("--show", action="store_true", help="the rules and every fault in scope")
    given = parser.parse_args(arguments)
    try:
        rules = read_scope(given.scope)
        scores = [score_set(path.name.split(".")[0], read_set(path), rules) for path in given.sets]
    except EvenbriefError as error:
        print(error, file=sys.stderr)
        return 2
    for score in scores:
        print(render_score(score))
        for line in _details(score, rules) if given.show else ():
            print(line)
    if len(scores) > 1:
        print(render_score(pool(scores)))
    return 0


def _details(score: SetScore, rules: Sequence[ScopeRule]) -> Iterator[str]:
    said = {rule.id: f"{rule.leaves_out.value}: {rule.why}" for rule in rules}
    for name, count in score.left_out:
        yield f"    left out {count} by {name}, {said[name]}"
    for word, lines in (("missed", score.missed), ("wrong", score.wrong)):
        for line in lines:
            yield f"    {word}: {line}"


if __name__ == "__main__":
    sys.exit(main())
