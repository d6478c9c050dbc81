"""A batch that is killed at any moment loses nothing, doubles nothing and pays nothing twice."""

import random
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.batch_runs import ARTICLES, Batch, batch, template
from tests.batch_template import STAGES

KILLS = 200
"""At least, in all."""
MOST_KILLS = 40
"""Of one batch, before its articles must be done."""


def check_end(one: Batch, expected: list[dict[str, Any]]) -> None:
    """After all kills a last run brings everything to its end, and nothing was paid for twice."""
    under_way = one.under_way()
    assert one.run() == 0, one.said

    assert one.briefs() == expected
    assert one.lines("failures.jsonl") == []
    questions = one.questions()
    assert len(questions) == 2 * ARTICLES
    assert questions.total() <= 2 * ARTICLES + under_way
    assert not list((one.folder / "out").glob(".*.part"))


@pytest.mark.slow
def test_200_kills_at_every_stage_and_at_random_lose_nothing(tmp_path: Path) -> None:
    """The same briefs as those of a run that nobody killed; see `batch_template.STAGES`."""
    chance = random.Random(7)
    killed: Counter[str] = Counter()
    with template() as runner:
        with batch(tmp_path / "whole", runner) as whole:
            assert whole.run() == 0, whole.said
            expected = whole.briefs()
            assert len(whole.server.requests) == 2 * ARTICLES
        number = 0
        while killed.total() < KILLS or set(STAGES) - set(killed):
            number += 1
            assert number < 40
            with batch(tmp_path / str(number), runner) as one:
                killed += kill_to_the_end(one, chance)
                check_end(one, expected)

    assert min(killed[stage] for stage in ("at random", *STAGES)) >= 3, killed


def kill_to_the_end(one: Batch, chance: random.Random) -> Counter[str]:
    """Kill it until no article is left to do, and then at its files; how often at which stage."""
    killed: Counter[str] = Counter()
    for stage in chance.choices(("", *STAGES[: STAGES.index("drafted")]), k=MOST_KILLS):
        crossing = 1 if stage in {"begun", "listed"} else chance.randint(1, 3)
        seconds = 0.0 if stage else chance.uniform(0.02, 0.2)
        code = one.run(stage=stage, crossing=crossing, seconds=seconds)
        assert code in {0, -9}, one.said
        killed[stage or "at random"] += code == -9
        if code == 0:
            break
    for stage, crossing in (("drafted", 1), ("written", 1), ("drafted", 2), ("ended", 1)):
        killed[stage] += one.run(stage=stage, crossing=crossing) == -9
    return killed
