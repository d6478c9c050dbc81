"""A gate's report in, what a person reads of it out: the verdict, why, what blocks, the rates."""

from evals.compare_show import document_blocks, slip_blocks, summary_of, tell_slip
from evals.gate import tell
from evals.gate_blocks import Block, Grid, Items, Title, Words, render_blocks
from schemas.gate import GateReport, Outcome, Recurrence, SoftTest

_SAYS = {
    Outcome.PASSED: "PASSED: the change may be merged as far as these documents can tell",
    Outcome.BLOCKED: "BLOCKED: the change makes something worse",
    Outcome.INCONCLUSIVE: "INCONCLUSIVE: no verdict could have been reached",
    Outcome.INCOMPLETE: "INCOMPLETE: the two sides did not answer the same",
}
_HEAD = ("rate", "documents", "worse", "better", "loss", "95%", "p", "needs", "sees", "")
_KEY = (
    "loss: summed over documents, above 0 is worse; 95%: documents drawn again. p: exact, "
    "one-sided, held against Holm's steps over this family. needs: documents that must get worse, "
    "none better, before it can block. sees: the share of documents getting worse that is seen "
    "four times in five."
)


def render_gate(report: GateReport, *, markdown: bool = False) -> str:
    """The verdict first, then what it rests on."""
    comparison = report.comparison
    blocks: list[Block] = [
        Title(_SAYS[report.outcome]),
        Items(report.why),
        Words(f"{comparison.base} → {comparison.new}. {summary_of(comparison)}"),
        *_slips(report),
        *_again("Recur: the new side again and again, the base never", report.recurring),
        *_again("Single: listed, and counted in the rate test", report.single),
        *_rates(report.soft),
        *document_blocks(comparison.documents),
        *_beside(report),
    ]
    return render_blocks(blocks, markdown=markdown)


def _slips(report: GateReport) -> list[Block]:
    """What blocks; with an engine that samples, what came and went by chance is left to counts."""
    blocks: list[Block] = []
    if report.blocking:
        told = tuple(tell_slip(slip) for slip in report.blocking)
        blocks = [Title(f"What blocks: {len(told)}"), Items(told)]
    return blocks if report.sampling else [*blocks, *slip_blocks(report.comparison)[-4:]]


def _again(title: str, found: tuple[Recurrence, ...]) -> list[Block]:
    told = tuple(
        f"{tell_slip(one.slip)} Again in {one.new} of {one.times}, base {one.base} of {one.times}."
        for one in found
    )
    return [Title(f"{title}: {len(told)}"), Items(told)] if told else []


def _rates(soft: tuple[SoftTest, ...]) -> list[Block]:
    if not soft:
        return []
    return [
        Title("Rates of the declared family"),
        Grid(_HEAD, tuple(map(_rate, soft))),
        Words(_KEY),
    ]


def _rate(test: SoftTest) -> tuple[str, ...]:
    sees = "nothing" if test.detectable is None else f"{100 * test.detectable:.1f}%"
    says = "BLOCKS" if test.blocks else "" if test.reachable else "could not have blocked"
    return (
        test.title,
        str(test.documents),
        str(test.worse),
        str(test.better),
        f"{test.loss:+d}",
        f"{test.low:+d} to {test.high:+d}",
        f"{test.p:.4f}",
        str(test.fewest),
        sees,
        says,
    )


def _beside(report: GateReport) -> list[Block]:
    """Whether the gate can fire, waivers, and what else must be known."""
    waived = tuple(
        f"waived until {one.expires} by {one.name}: {one.case or one.text}: {one.reason}"
        for one in report.waived
    )
    proof = () if report.proof is None else (f"Can this gate fire? {tell(report.proof)}.",)
    return [Items((*proof, *waived, *report.told, *report.comparison.told))]
