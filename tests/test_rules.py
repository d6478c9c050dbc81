"""The one table of rules: all that anything gives is in it, and nothing else."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from schemas.rule import RULES, Family, Rule
from schemas.verdict import Severity

ROOT = Path(__file__).resolve().parent.parent
JUDGES = ROOT / "pipeline" / "figures"
"""The room where every finding and note is made."""


def rule_ids(folder: Path) -> Iterator[str]:
    """Every string of the code below a folder that is a rule id and nothing else."""
    for path in sorted(folder.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and re.fullmatch("EB_[A-Z0-9_]+", str(node.value)):
                yield str(node.value)


def test_every_rule_that_a_judge_gives_is_in_the_table_and_no_other() -> None:
    """An id without a sentence would reach an editor bare; one that nothing gives misleads."""
    assert sorted(set(rule_ids(JUDGES))) == sorted(RULES)


def test_every_rule_that_anything_asks_for_is_in_the_table() -> None:
    """A gate that answers for a rule nobody gives would never fail."""
    for folder in ("pipeline", "evals", "schemas"):
        assert set(rule_ids(ROOT / folder)) <= RULES.keys()


def test_no_rule_id_is_put_together_from_parts() -> None:
    """What is built from parts, the two tests above cannot see."""
    for path in sorted((ROOT / "pipeline").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.JoinedStr):
                texts = [v.value for v in node.values if isinstance(v, ast.Constant)]
                assert not any("EB_" in str(text) for text in texts), path


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.id)
def test_a_rule_has_one_sentence_and_a_weight_of_its_family(rule: Rule) -> None:
    """Short enough for one line of a report; a note on the source never fails."""
    assert RULES[rule.id] is rule
    assert re.fullmatch(r"[A-Z].+\.", rule.sentence)
    assert len(rule.sentence) <= 80
    assert (rule.family is Family.SOURCE) == (rule.severity is Severity.NOTE)
    assert (rule.family is Family.SOURCE) == rule.id.startswith("EB_SOURCE_")
