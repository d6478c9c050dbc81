"""One value printed in two units: what the one is in the other.

In: a source. Out: notes where the value in brackets is not what the value before it makes.
Factors: NIST Special Publication 811 for length, mass and temperature; the molar masses of
cholesterol (386.65), triglycerides (885.7 as triolein), glucose (180.16), creatinine (113.12),
bilirubin (584.66) and urate (168.11) for blood values. Read 2026-11-22.
"""

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from pipeline.figures.arithmetic_reading import Sheet, is_point, note, plain
from pipeline.figures.lazy_regex import lazy_regex
from schemas.figure import Figure, Kind
from schemas.verdict import SourceNote

_BESIDE = lazy_regex(r" ?[(\[,/] ?(?:or |about |i\.e\.,? )?")
_PLAIN = {
    ("kg", "lb"): "2.20462", ("kg", "pound"): "2.20462", ("g", "ounce"): "0.035274",
    ("cm", "inch"): "0.393701", ("cm", "in"): "0.393701", ("m", "foot"): "3.28084",
    ("m", "feet"): "3.28084", ("m", "ft"): "3.28084", ("km", "mile"): "0.621371",
    ("g/dl", "g/l"): "10", ("mg/dl", "mg/l"): "10", ("stone", "kg"): "6.35029",
    ("ng/ml", "nmol/l"): "", ("mg", "g"): "0.001", ("mcg", "mg"): "0.001", ("µg", "mg"): "0.001",
}  # fmt: skip
"""How many of the second unit one of the first is; empty where it hangs on the substance."""
_BLOOD = {
    ("mg/dl", "mmol/l"): (
        (lazy_regex(r"cholesterol|\bldl|\bhdl|lipoprotein"), "38.67"),
        (lazy_regex(r"triglycerid"), "88.57"),
        (lazy_regex(r"glucose|sugar|glyc"), "18.016"),
    ),
    ("mg/dl", "µmol/l"): (
        (lazy_regex(r"creatinine"), "0.011312"),
        (lazy_regex(r"bilirubin"), "0.058466"),
        (lazy_regex(r"urate|uric"), "0.016811"),
    ),
}
"""What one of the second unit is in the first, by the substance that the words before name."""
_SLACK = Decimal("0.02")
_REACH = 200


def check_units(sheet: Sheet) -> Iterator[SourceNote]:
    """`18 kg (34 pounds)`: a value in brackets that is not the value before it in another unit."""
    for first, second in pairwise(sheet.source.figures):
        if first.kind is not Kind.QUANTITY or second.kind is not Kind.QUANTITY:
            continue
        if not (
            is_point(first) and is_point(second) and _BESIDE.fullmatch(sheet.between(first, second))
        ):
            continue
        true = _convert(sheet, first, second)
        if true is not None and not _fits(true, first, second):
            shown = plain(true.quantize(min(second.step, Decimal(1))))
            reason = f"{first.text} is {shown} {second.unit}; the article prints {second.text}."
            yield note(sheet, "EB_SOURCE_ABOVE", reason, (first.span, second.span))


def _convert(sheet: Sheet, first: Figure, second: Figure) -> Decimal | None:
    """The first value in the second's unit; `None` where the factor is not known."""
    value, units = first.values[0], (_unit(first), _unit(second))
    for pair, turned in ((units, False), (units[::-1], True)):
        factor = Decimal(_PLAIN.get(pair) or 0)
        if factor:
            return value / factor if turned else value * factor
        before = sheet.before(first, _REACH)
        named = [
            (found[-1].start(), Decimal(size))
            for pattern, size in _BLOOD.get(pair, ())
            if (found := list(pattern.finditer(before)))
        ]
        if named:
            factor = max(named)[1]
            return value * factor if turned else value / factor
    return None


def _unit(figure: Figure) -> str:
    """A unit in lower case, micro written in one way."""
    return figure.unit.lower().replace("μ", "µ").replace("umol", "µmol").removesuffix("s")


def _fits(true: Decimal, first: Figure, second: Figure) -> bool:
    """Is the printed value the true one, but for the rounding of both?"""
    loose = abs(true) * (first.step / 2 / abs(first.values[0]) if first.values[0] else 0)
    slack = second.step / 2 + loose + abs(true) * _SLACK
    return abs(true - second.values[0]) <= slack
