"""What a person has overruled of a lint. In: findings and `disputes.toml`; out: faults apart.

Only a complaint of the checker about a reference brief can be overruled: there a person judges
whether the brief or the checker is wrong. A wrong offset, value or hash is never a matter of taste.
"""

import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from evals.read import read_text
from schemas.errors import GoldenError
from schemas.golden import Accepted, Dispute, LintFinding

DISPUTABLE = frozenset({"checker"})
"""Rules whose findings a person may overrule."""


def read_disputes(folder: Path) -> tuple[Dispute, ...]:
    """What `disputes.toml` of a golden folder overrules; nothing where there is no such file."""
    path = folder / "disputes.toml"
    if not path.exists():
        return ()
    try:
        rows = tomllib.loads(read_text(path)).get("dispute", [])
    except tomllib.TOMLDecodeError as error:
        raise GoldenError(f"{path}: {error}; write tables [[dispute]]") from error
    if not isinstance(rows, list):
        raise GoldenError(f"{path}: 'dispute' is {rows!r:.40}; write tables [[dispute]]")
    return tuple(_dispute(path, number, row) for number, row in enumerate(rows, start=1))


def _dispute(path: Path, number: int, row: Any) -> Dispute:
    """One entry, which must say why and may overrule nothing that a machine can settle."""
    try:
        dispute = Dispute.model_validate(row)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        field = ".".join(str(part) for part in first["loc"])
        raise GoldenError(f"{path}: dispute {number}: {field}: {first['msg']}; mend it") from error
    if dispute.rule not in DISPUTABLE:
        names = ", ".join(sorted(DISPUTABLE))
        raise GoldenError(
            f"{path}: dispute {number} overrules {dispute.rule!r}; only {names} can be overruled, "
            "mend the label"
        )
    for name in ("article", "words", "why"):
        if not getattr(dispute, name).strip():
            raise GoldenError(f"{path}: dispute {number} has an empty {name!r}; fill it in")
    return dispute


def is_overruled(finding: LintFinding, dispute: Dispute) -> bool:
    """Does the dispute speak of this very complaint?"""
    return (
        finding.article == dispute.article
        and finding.rule == dispute.rule
        and dispute.words in finding.text
    )


def set_apart(
    findings: Sequence[LintFinding], disputes: Sequence[Dispute]
) -> tuple[tuple[LintFinding, ...], tuple[Accepted, ...], tuple[Dispute, ...]]:
    """Faults that stand, complaints that are overruled, and disputes that overrule nothing."""
    faults: list[LintFinding] = []
    accepted: list[Accepted] = []
    for finding in findings:
        why = next((d.why for d in disputes if is_overruled(finding, d)), "")
        if why:
            accepted.append(Accepted(finding=finding, why=why))
        else:
            faults.append(finding)
    stale = tuple(d for d in disputes if not any(is_overruled(f, d) for f in findings))
    return tuple(faults), tuple(accepted), stale
