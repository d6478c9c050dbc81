"""What an editor works out from two values of the source, where the words announce it.

`35 more than a year before`, `the other $80 million`, `a third of the loan`, `17% over budget`,
`nearly three times as many`. In: a figure of the text; out: a derivation.
The operation must be one of this closed list, the words around the figure must name it, and the
values must belong together (see `operands`).
"""

from collections.abc import Iterator
from decimal import Decimal

from pipeline.figures.conflict import PERSONS
from pipeline.figures.derive import Derivation, is_counted_out
from pipeline.figures.fits import (
    around,
    fits,
    fits_multiple,
    fits_share,
    is_even,
    show,
    show_percent,
)
from pipeline.figures.headed import find_cell
from pipeline.figures.lazy_regex import lazy_regex
from pipeline.figures.operands import (
    Operand,
    counted,
    find_largest_group,
    find_operands,
    find_pairs,
    fraction_at,
    is_of_another,
)
from pipeline.figures.relate_values import EXACT_CONVERSIONS
from pipeline.figures.relation import LOOSE
from pipeline.figures.sentences import stems
from schemas.figure import Figure, Kind
from schemas.source import Role, Source


def derive_worked(index: int, text: Source, source: Source) -> Derivation | None:
    """The first operation of the list that gives figure `index` of `text`."""
    if len(text.figures[index].values) not in (1, 2):
        return None
    for rule in (_difference, _base, _same_points, _share, _change, _part, _ratio):
        found = rule(index, text, source)
        if found is not None:
            return found
    return None


_GAP = lazy_regex(
    r"\b(?:by|of it|of which|more|less|fewer|other|another|rest|remain\w*|remainder|balance|left|"
    r"still|further|gap|"
    r"difference|differ\w*|premium|discount|extra|additional|than|above|below|over|under|short of|"
    r"up|down|off|cut|add\w*|rais\w*|ris(?:e|es|en|ing)|rose|f[ae]ll\w*|gain\w*|los[est]\w*|lost|"
    r"gr[eo]w\w*|shr[aiu]nk\w*|widen\w*|narrow\w*|improv\w*|wors\w*|better|between|separat\w*|apart|"
    r"extend\w*|lengthen\w*|shorten\w*|increas\w*|decreas\w*|reduc\w*|lower\w*|declin\w*|drop\w*|"
    r"slip\w*|climb\w*|jump\w*|eas(?:e|es|ed|ing)|slid|trim\w*|shed\w*|lift\w*|swing|swung|all but|"
    r"(?:high|low|small|larg|great|few|long|short|wide|narrow|deep|shallow|strong|weak|fast|slow|old|"
    r"young|cheap|dear|heavi|light|thin|thick|earli|lat|rich|poor|bigg|tight|near|furth|tall)er)\b"
)
"""Words of change, comparison and remainder."""


def _difference(index: int, text: Source, source: Source) -> Derivation | None:
    """`41.6 points`, `35 more`, `the other $80 million`: one value less another."""
    figure, role = text.figures[index], text.roles[index]
    kinds = _taken(figure, around(role)) if len(figure.values) == 1 else frozenset()
    for one, two in find_pairs(index, text, source, kinds):
        gap = (one.value - two.value) * _factor(one, figure)
        if gap > 0 and fits(figure, gap) and is_even(figure, (one, two)) and _is_told(one, two):
            return Derivation((one.at, two.at), f"{one.text} - {two.text} = {show(gap, figure)}")
    return None


def _is_told(one: Operand, two: Operand) -> bool:
    """Does one of two values say what it is of, or neither: `from $3.25 to 3.10 billion`?"""
    return bool(one.unit) == bool(two.unit) or abs(one.sentence - two.sentence) == 0


_BASE = lazy_regex(
    r"\b(?:from|against|instead of|rather than|compared (?:with|to)|budget\w*|planned|before|"
    r"earlier|previous\w*)\b"
)


def _base(index: int, text: Source, source: Source) -> Derivation | None:
    """`against a budget of A$178 million` where the source has the cost and how far it was over."""
    figure, role = text.figures[index], text.roles[index]
    if figure.kind not in _BASED or len(figure.values) != 1 or not _BASE.search(around(role)):
        return None
    for one, two in find_pairs(index, text, source, frozenset({figure.kind})):
        step = around(source.roles[two.at])
        if not one.printed or one.value < two.value or one.sentence != two.sentence:
            continue
        for exact, words in ((one.value - two.value, _UP), (one.value + two.value, _DOWN)):
            if words.search(step) and fits(figure, exact) and is_even(figure, (one, two)):
                sign = "-" if words is _UP else "+"
                shown = f"{one.text} {sign} {two.text} = {show(exact, figure)}"
                return Derivation((one.at, two.at), shown)
    return None


_BASED = frozenset({Kind.MONEY, Kind.COUNT, Kind.NUMBER, Kind.DURATION, Kind.QUANTITY})


def _factor(operand: Operand, figure: Figure) -> int:
    """What turns the operand's unit into the figure's: 100 from metres to centimetres."""
    if figure.kind not in (Kind.QUANTITY, Kind.DURATION):
        return 1
    return EXACT_CONVERSIONS.get((operand.unit, figure.unit), 1)


_PERCENT = frozenset({Kind.PERCENT})
_BARE = frozenset({Kind.NUMBER, Kind.COUNT})
"""What a value that leaves its unit to the one beside it is read as: `to 3.8 minutes from 6.1`."""


def _taken(figure: Figure, around: str) -> frozenset[Kind]:
    """The kinds of values that a difference like this figure is taken of; empty for none.

    Percentage points are a difference by nature; anything else must be called one.
    """
    if figure.kind is Kind.POINTS:
        return _PERCENT
    if not _GAP.search(around):
        return _PERCENT if figure.unit == "point" else frozenset()
    if figure.kind is Kind.MONEY:
        return _BARE | {Kind.MONEY}
    if figure.kind is Kind.DURATION:
        return _BARE | {Kind.DURATION, Kind.AGE}
    if figure.kind not in LOOSE or figure.kind is Kind.ORDINAL:
        return frozenset()
    plain = counted(frozenset({figure.kind}))
    return plain | _PERCENT if figure.unit == "point" else plain


_OF_NUMBER = lazy_regex(r" of (?:the |its |all |these )*(?P<n>\d[\d,]*)(?![\d.%]| (?:m|b)illion)")
"""`25% of the 34`: the whole that the text names itself."""
_SHARED = lazy_regex(r"^ (?:of|in)\b|^ \(\d+ of \d+\)")
_SHARE = lazy_regex(
    r"\b(?:made up|makes? up|accounted for|accounts for|represent\w*|share|were|are)\b"
)
_COUNTS = (frozenset({Kind.MONEY}), counted(frozenset({Kind.COUNT})), frozenset({Kind.PERCENT}))


def _same_points(index: int, text: Source, source: Source) -> Derivation | None:
    """`1.2 percentage points, against 0.3`: a bare number after points is in points, too."""
    figure, role = text.figures[index], text.roles[index]
    inside = text.indexes_by_sentence[role.sentence]
    if figure.kind is not Kind.NUMBER or len(figure.values) != 1 or figure.unit:
        return None
    if not any(text.figures[i].kind is Kind.POINTS for i in inside):
        return None
    for same in find_operands(index, text, source, frozenset({Kind.POINTS})):
        if fits(figure, same.value):
            return Derivation((same.at,), f"{same.text} = {figure.text} points")
    for one, two in find_pairs(index, text, source, _PERCENT):
        gap = one.value - two.value
        if gap > 0 and fits(figure, gap):
            return Derivation((one.at, two.at), f"{one.text} - {two.text} = {show(gap, figure)}")
    return None


def _share(index: int, text: Source, source: Source) -> Derivation | None:
    """`64% of its analyzers`, `a third of the loan`, `two in three`: a part by its whole."""
    figure, role = text.figures[index], text.roles[index]
    is_fraction = figure.kind is Kind.PROPORTION and not is_counted_out(figure)
    is_share = figure.kind is Kind.PERCENT and len(figure.values) == 1
    is_share = is_share and bool(_SHARED.search(role.after) or _SHARE.search(role.before))
    is_share = is_share or _restates(index, text)
    if not (is_fraction or is_share):
        return None
    of_rates = is_fraction and " in " not in figure.text
    named = _OF_NUMBER.match(role.after)
    for part, whole in _parts_and_wholes(index, text, source, of_rates=of_rates):
        if named and whole.value != Decimal(named["n"].replace(",", "")):
            continue
        if not _are_rows_told((part, whole), role, source):
            continue
        if 0 < part.value < whole.value and fits_share(figure, part.value / whole.value):
            shown = f"{part.text} of {whole.text} = {show_percent(part.value / whole.value)}"
            return Derivation((part.at, whole.at), shown)
    if is_fraction and (dealt := _dealt(figure, source)):
        return dealt
    rates = find_operands(index, text, source, _PERCENT) if is_fraction else ()
    for rate in rates:
        if is_of_another(role.measure, (rate,), source):
            continue
        if fits_share(figure, rate.value / 100):
            return Derivation((rate.at,), f"{rate.text} = {figure.text}")
    return None


def _are_rows_told(pair: tuple[Operand, Operand], role: Role, source: Source) -> bool:
    """Does the text name each of two rows of a table that it would divide one by the other?"""
    cells = [find_cell(source, one.at) for one in pair]
    named = [stems(found[0].names[found[1].row].lower()) for found in cells if found]
    if len(named) < 2 or named[0] == named[1]:
        return True
    return all(not name.isdisjoint(role.words) for name in named)


_OR = lazy_regex(r"\bor (?:about |around |roughly |some |nearly |just over |just under )?$")


def _restates(index: int, text: Source) -> bool:
    """`187 of 420, or around 45%`: does the text give the n of N beside the percentage?"""
    figure, role = text.figures[index], text.roles[index]
    inside = (text.figures[i] for i in text.indexes_by_sentence[role.sentence])
    return (
        figure.kind is Kind.PERCENT
        and len(figure.values) == 1
        and bool(_OR.search(role.before))
        and any(f.kind is Kind.PROPORTION and is_counted_out(f) for f in inside)
    )


def _dealt(figure: Figure, source: Source) -> Derivation | None:
    """`two-thirds of them got the drug` where patients were assigned two to one."""
    for at in source.indexes_by_kind.get(Kind.RATIO, ()):
        sides = source.figures[at].values
        assigned = _ASSIGNED.search(source.roles[at].before + source.roles[at].after)
        if len(sides) == 2 and assigned and any(fits_share(figure, s / sum(sides)) for s in sides):
            return Derivation((at,), f"assigned {source.figures[at].text}")
    return None


_ASSIGNED = lazy_regex(r"\b(?:randomi[sz]ed|assign\w*|allocat\w*|divided|split)\b")
_OF_ALL = lazy_regex(r"^ of (?:the |all |all the )?(?:participants|patients|people|subjects)\b")


_OF_EVERYBODY = lazy_regex(r" of all (?:the )?(?:\w+ )?(?:participants|patients|people|subjects)\b")
FEWEST = 5
"""Of fewer, nobody says a share: `1 of two` data cuts is no half of anything."""


def _parts_and_wholes(
    index: int, text: Source, source: Source, *, of_rates: bool
) -> Iterator[tuple[Operand, Operand]]:
    """Parts with their wholes; a share `of participants` is one of the largest group."""
    of_all = _OF_EVERYBODY.match(text.roles[index].after) is not None
    for kinds in () if of_all else _COUNTS[: 3 if of_rates else 2]:
        few = FEWEST if kinds is _COUNTS[1] else 0
        pairs = find_pairs(index, text, source, kinds)
        yield from ((part, whole) for part, whole in pairs if whole.value >= few)
    everybody = find_largest_group(source)
    if everybody and _OF_ALL.search(text.roles[index].after):
        for part in find_operands(index, text, source, _COUNTS[1]):
            if part.unit in PERSONS:
                yield part, everybody


_UP = lazy_regex(
    r"\b(?:rose|ris\w+|up|gain\w*|grew|grow\w*|increas\w*|climb\w*|jump\w*|more|higher|above|over|"
    r"added|expan\w*|larger|bigger|longer)\b"
)
_DOWN = lazy_regex(
    r"\b(?:f[ae]ll\w*|down|los[st]\w*|cut\w*|declin\w*|drop\w*|decreas\w*|reduc\w*|lower\w*|less|"
    r"fewer|below|under|shr[aiu]nk\w*|slip\w*|slid|eas\w+|trim\w*|shed\w*|smaller|shorter|brought)\b"
)


_COMPARES = lazy_regex(
    r" (?:less|lower|fewer|more|higher|down|up|below|above|smaller|larger|bigger|cheaper|dearer)\b"
)


def _is_rate(figure: Figure, after: str) -> bool:
    """`17%`, and `a fifth` in `a fifth less`; neither `two-thirds of them` nor an n of N."""
    if figure.kind is Kind.PROPORTION:
        return not is_counted_out(figure) and _COMPARES.match(after) is not None
    return figure.kind is Kind.PERCENT and len(figure.values) == 1


def _change(index: int, text: Source, source: Source) -> Derivation | None:
    """`cut its loss by 45%`, `17% over budget`: a difference in percent of what it is said from."""
    figure, role = text.figures[index], text.roles[index]
    words = around(role)
    if not _is_rate(figure, role.after):
        return None
    up, down = bool(_UP.search(words)), bool(_DOWN.search(words))
    if not (up or down):
        return None
    for kinds in (*_COUNTS, frozenset({Kind.DURATION})):
        for new, old in find_pairs(index, text, source, kinds):
            if not old.value or not (up if new.value > old.value else down):
                continue
            change = abs(new.value - old.value) / old.value
            if fits_share(figure, change):
                shown = f"from {old.text} to {new.text} is {show_percent(change)}"
                return Derivation((old.at, new.at), shown)
    return None


_OF_SOME = lazy_regex(r"(?: [\w'-]+)? (?:of|in|among|from)\b")
_TIMED = lazy_regex(r"(?: (?:and|or|to) [\w-]+)? (?:day|week|month|year|hour)s?\b")
_OF_THAT = lazy_regex(r" of (?:that|it|this|them|which|those)\b")
_ACCOUNTS = lazy_regex(r"\b(?:accounted for|accounts for|as much as|up to|share|part|portion)\b")


def _part(index: int, text: Source, source: Source) -> Derivation | None:
    """`about 600 of its 1,460 systems` from 41%: a share of a number that the text prints, too.

    `Europe accounted for some 185 million` from 38% of 486 million: called a share, in money.
    """
    figure, role = text.figures[index], text.roles[index]
    if len(figure.values) != 1:
        return None
    if figure.kind is Kind.MONEY and (_ACCOUNTS.search(role.before) or _OF_THAT.match(role.after)):
        return _share_of(figure, index, text, source)
    if figure.kind not in _COUNTED:
        return None
    if _TIMED.match(role.after):
        return None
    beside = {text.figures[i].values[:1] for i in text.indexes_by_sentence[role.sentence]}
    for at in source.indexes_by_kind.get(Kind.PROPORTION, ()):
        other = source.figures[at]
        if other.part == figure.values[0] and other.whole and (other.whole,) in beside:
            return Derivation((at,), f"the part of {other.text}")
    return _share_of(figure, index, text, source) if _OF_SOME.match(role.after) else None


_COUNTED = frozenset({Kind.COUNT, Kind.NUMBER})


def _share_of(figure: Figure, index: int, text: Source, source: Source) -> Derivation | None:
    """A printed rate or fraction of a number that stands with it; the text prints a count, too."""
    money = figure.kind is Kind.MONEY
    kinds = frozenset({Kind.MONEY}) if money else counted(frozenset({Kind.COUNT}))
    sizes = [o for o in find_operands(index, text, source, kinds) if money or o.printed]
    rates = find_operands(index, text, source, _PERCENT)
    shares = [(o, o.value / 100, source.figures[o.at].step / 200) for o in rates]
    if money:
        fractions = source.indexes_by_kind.get(Kind.PROPORTION, ())
        sentences = {o.sentence for o in sizes}
        shares += [
            (fraction_at(at, source), f.part / f.whole, Decimal(0))
            for at in fractions
            if (f := source.figures[at]).part
            and f.whole
            and source.sentence_numbers[at] in sentences
        ]
    for rate, share, half in shares:
        for size in sizes:
            part, width = share * size.value, max(half * size.value, figure.step / 2)
            near = abs(rate.sentence - size.sentence) <= 1
            if near and (fits(figure, part) or abs(part - figure.values[0]) <= width):
                return Derivation((rate.at, size.at), f"{rate.text} of {size.text} = {part:,.0f}")
    return None


def _ratio(index: int, text: Source, source: Source) -> Derivation | None:
    """`nearly three times as many`, `doubled`: one value by another."""
    figure = text.figures[index]
    if figure.kind is not Kind.MULTIPLE or len(figure.values) != 1:
        return None
    for kinds in (*_COUNTS, frozenset({Kind.DURATION})):
        for one, two in find_pairs(index, text, source, kinds):
            if two.value > 0 and fits_multiple(figure, one.value / two.value):
                ratio = (one.value / two.value).quantize(Decimal("0.01"))
                return Derivation((one.at, two.at), f"{one.text} / {two.text} = {ratio:f}")
    return None


_CALLED = lazy_regex(
    r"^ (?:\w+ ){0,2}?(?:more|fewer|less|higher|lower|longer|shorter|above|below|under|over|apart|"
    r"later|earlier|deeper|better|worse|smaller|larger|short of|of (?:it|that|which))\b"
)
_CALLS = lazy_regex(
    r"\b(?:by|gap of|difference of|total of|between them|in all|altogether|combined|swing of|other|"
    r"remaining|rest) (?:about |some |around |nearly |roughly )?$"
)


def may_be_worked_out(index: int, text: Source, source: Source) -> bool:
    """Does the text call a figure a calculation, and has the source more than one pair for it?

    With a single pair the calculation is known, and another result is wrong; with several it may be
    one that this list does not hold, and a person has to look.
    """
    figure, role = text.figures[index], text.roles[index]
    is_called = figure.kind in (Kind.POINTS, Kind.MULTIPLE) or (
        figure.kind is Kind.PROPORTION and not is_counted_out(figure)
    )
    if not is_called and not (_CALLED.match(role.after) or _CALLS.search(role.before)):
        return False
    kinds = _taken(figure, f"more {around(role)}") or counted(frozenset({Kind.COUNT}))
    if figure.kind is Kind.MULTIPLE or figure.kind is Kind.PROPORTION:
        kinds = kinds | _PERCENT | {Kind.MONEY}
    pairs = {frozenset((a.at, b.at)) for a, b in find_pairs(index, text, source, kinds)}
    return len(pairs) > 1
