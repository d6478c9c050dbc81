"""A comparison in, what a person reads of it out: what is amiss, what came, went and moved."""

from collections import Counter
from collections.abc import Sequence

from evals.gate_blocks import Block, Grid, Items, Title, Words, render_blocks
from schemas.gate import Comparison, DocumentChange, Move, Slip, Sort

_HEAD = ("", "draft wrong", "released wrong", "draft fails", "released fails", "forbidden",
         "must said", "must lost", "withheld", "no brief")  # fmt: skip
KEY = (
    "Before → after. wrong: figures that the labels do not bear out. fails: figures that our own "
    "checker fails. must said: must-say sentences in the released brief, of those owed. must lost: "
    "said by the first draft, not by the brief. no brief: cases that errored or abstained."
)


def render_comparison(comparison: Comparison, *, markdown: bool = False) -> str:
    """Everything that changed, worst first; documents that did not change are only counted."""
    blocks: list[Block] = [
        Title(f"{comparison.base} → {comparison.new}"),
        Words(summary_of(comparison)),
        *amiss_blocks(comparison),
        *slip_blocks(comparison),
        *document_blocks(comparison.documents),
    ]
    return render_blocks(blocks, markdown=markdown)


def summary_of(comparison: Comparison) -> str:
    """How many documents went which way, and whether that is all of them."""
    moves = Counter(change.move for change in comparison.documents)
    counted = ", ".join(f"{moves[move]} {move}" for move in Move)
    state = "" if comparison.is_complete else " INCOMPLETE: the two runs are not of the same cases."
    return f"{len(comparison.documents)} documents: {counted}.{state}"


def amiss_blocks(comparison: Comparison) -> list[Block]:
    """Why it is incomplete, and what else must be known."""
    told = [*comparison.unpaired, *comparison.unlike, *comparison.told]
    return [Items(tuple(told))]


def slip_blocks(comparison: Comparison) -> list[Block]:
    """Slips that came, those that went, and those that went at a price."""
    changes = comparison.documents
    came = [slip for change in changes for slip in change.added]
    went = [slip for c in changes if not c.unpaid for slip in c.gone]
    unpaid = [slip for c in changes if c.unpaid for slip in c.gone]
    blocks: list[Block] = []
    for title, slips in (
        ("New in released briefs", came),
        ("Gone, with nothing lost for it", went),
        ("Gone only with what was withheld, lost or not briefed: no improvement", unpaid),
    ):
        if slips:
            blocks += [Title(f"{title}: {len(slips)}"), Items(tuple(map(tell_slip, slips)))]
    return blocks


def tell_slip(slip: Slip) -> str:
    """`tavrocel-two-cuts#s1: "52%" is misattributed. The article has …`."""
    match slip.sort:
        case Sort.FIGURE:
            truth = slip.truth.value if slip.truth else "wrong"
            return f'{slip.case}: "{slip.text}" is {truth} by the labels. {slip.why}'.rstrip()
        case Sort.FORBIDDEN:
            return f'{slip.case}: says what must not be said: "{slip.text}" ({slip.why})'
        case Sort.ERRORED:
            return f"{slip.case}: no brief came: {slip.text}"
        case Sort.ABSTAINED:
            return f"{slip.case}: nothing of the brief was left: {slip.text}"


def document_blocks(changes: Sequence[DocumentChange]) -> list[Block]:
    """Sums over all, then every document that changed."""
    moved = [change for change in changes if change.move is not Move.SAME]
    if not moved:
        return []
    rows = tuple(_row(change) for change in moved)
    return [Title("Documents that changed"), Grid(_HEAD, rows), Words(KEY)]


def _row(change: DocumentChange) -> tuple[str, ...]:
    base, new = change.base, change.new
    pairs = (
        (base.wrong_first, new.wrong_first),
        (base.wrong, new.wrong),
        (base.failed_first, new.failed_first),
        (base.failed, new.failed),
        (base.forbidden, new.forbidden),
        (base.must, new.must),
        (base.lost, new.lost),
        (base.withheld, new.withheld),
        (base.errored + base.abstained, new.errored + new.abstained),
    )
    cells = [_change(before, after) for before, after in pairs]
    cells[5] += f" of {new.owed}"
    return (f"{change.move}: {change.document}", *cells)


def _change(before: int, after: int) -> str:
    return str(after) if before == after else f"{before} → {after}"
