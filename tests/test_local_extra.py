"""The libraries of the real llama.cpp: declared apart, locked, and demanded where CI runs."""

import tomllib
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parent.parent
NEEDED = {"xllamacpp", "gguf", "numpy"}


def _locked(name: str) -> dict[str, str]:
    """Library and version of each line of a lock file."""
    lines = (ROOT / "requirements" / name).read_text(encoding="utf-8").splitlines()
    return {line.partition("==")[0]: line.partition("==")[2].split()[0] for line in lines}


def test_what_serves_the_tiny_model_is_an_extra_and_locked_within_its_bounds() -> None:
    """Nobody but the slow tests needs it, so neither the run-time nor the test tools bring it."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    extra = [Requirement(line) for line in project["project"]["optional-dependencies"]["local"]]
    locked, tools = _locked("local.txt"), _locked("dev.txt")

    assert {need.name for need in extra} == NEEDED
    for need in extra:
        assert need.specifier.contains(locked[need.name]), f"{need}; run `make lock`"
        assert need.name not in tools


def test_the_lock_of_the_tiny_model_agrees_with_that_of_the_tests() -> None:
    """Both are installed into one environment, one after the other."""
    locked, tools = _locked("local.txt"), _locked("dev.txt")
    shared = locked.keys() & tools.keys()

    assert shared
    assert {name: locked[name] for name in shared} == {name: tools[name] for name in shared}


def test_ci_installs_it_and_demands_it() -> None:
    """A test that is skipped everywhere is no test."""
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")

    assert "\nmake local\n" in script
    assert "\nEVENBRIEF_LOCAL=required make test-slow\n" in script
