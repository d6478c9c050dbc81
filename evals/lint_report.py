"""The whole lint of a golden folder. In: the folder; out: faults, overruled complaints, remarks."""

from collections.abc import Sequence
from pathlib import Path

from evals.contamination import lint_contamination, read_answer_shapes, read_prompts
from evals.lint import lint_golden
from evals.lint_disputes import read_disputes, set_apart
from evals.lint_second import lint_second
from evals.read import find_article_ids, read_unheld
from evals.seeds import lint_seeds, seed_paths
from schemas.errors import EvenbriefError
from schemas.golden import Dispute, LintFinding, LintReport


def report_golden(
    folder: Path, prompts: Sequence[Path] = (), seeds: Path | None = None
) -> LintReport:
    """Every fault of a golden folder, and apart from them what a person has overruled.

    `prompts` are folders of what a model is shown, `seeds` the folder of the texts that
    `seeds/*.json` point into; what is not given is not looked at, and a remark says so.
    """
    disputes, unread = _disputes(folder)
    findings = [
        *lint_golden(folder),
        *lint_second(folder),
        *lint_seeds(folder, seeds),
        *_contamination(folder, prompts),
        *unread,
    ]
    faults, accepted, stale = set_apart(findings, disputes)
    return LintReport(
        golden=str(folder),
        articles=len(find_article_ids(folder)),
        faults=faults,
        accepted=accepted,
        stale=stale,
        remarks=tuple(_remarks(folder, prompts, seeds)),
    )


def _disputes(folder: Path) -> tuple[tuple[Dispute, ...], list[LintFinding]]:
    try:
        return read_disputes(folder), []
    except EvenbriefError as error:
        file = str(folder / "disputes.toml")
        return (), [LintFinding(rule="dispute", text=str(error), file=file)]


def _contamination(folder: Path, prompts: Sequence[Path]) -> list[LintFinding]:
    """Leaks into prompts; a golden that cannot be read is a finding of its own already."""
    try:
        goldens = read_unheld(folder) if prompts else ()
    except EvenbriefError:
        return []
    shots = folder / "shots"
    return lint_contamination(goldens, read_prompts(*prompts, shots) | read_answer_shapes())


def _remarks(folder: Path, prompts: Sequence[Path], seeds: Path | None) -> list[str]:
    remarks = []
    if not prompts:
        remarks.append("prompts were not searched for goldens; name their folder")
    pointed = len(seed_paths(folder))
    if pointed and seeds is None:
        remarks.append(
            f"{pointed} files of labels into texts kept elsewhere were not held against them; "
            "name their folder with --seeds"
        )
    return remarks
