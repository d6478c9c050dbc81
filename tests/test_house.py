"""What holds of the whole project, whatever its rooms do: clean files, one version, one lock."""

import ast
import re
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from schemas.version import VERSION

ROOT = Path(__file__).resolve().parent.parent
SHIPPED = ("schemas", "pipeline", "evals", "prompts")
SEEDS = ROOT.parent / "shared" / "seeds"

FOREIGN = re.compile(
    "|".join(
        [
            r"py" + r"pi\.org",
            r"python" + r"hosted\.org",
            r"registry\.npm" + r"js",
            r"deb\.deb" + r"ian\.org",
            r"(?<![\w.])/(?:home|Users|root|opt|mnt)/" + r"\w",
            r"(?<![\w.])/(?:wo" + r"rk|fa" + r"rm)/",
        ]
    )
)
"""A package index, or a place on somebody's machine."""

EDGES = {
    "pipeline/cli/main.py": 1,
    "evals/runs.py": 1,
    "pipeline/batch/work.py": 1,
    "pipeline/batch/apart.py": 1,
}
"""Where any error at all may be caught, once each: it becomes exit 70 or a recorded loss, or goes
from one thread to another and rises there."""


def tracked() -> list[Path]:
    """The files git knows of that are here, as paths below the root."""
    listing = subprocess.run(
        ["git", "-c", "safe.directory=*", "ls-files", "-z"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if listing.returncode:
        pytest.skip("not a git checkout, so there is no list of files to look through")
    return [Path(name) for name in listing.stdout.split("\0") if name and (ROOT / name).is_file()]


def tracked_texts() -> Iterator[tuple[Path, str]]:
    """Each tracked file that is text, with its text."""
    for path in tracked():
        try:
            yield path, (ROOT / path).read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue


def shipped_modules() -> list[Path]:
    """Every Python file that goes into the wheel, as a path below the root."""
    found = [path.relative_to(ROOT) for room in SHIPPED for path in (ROOT / room).rglob("*.py")]
    assert found
    return sorted(found)


def parse(path: Path) -> ast.Module:
    """The syntax tree of a file below the root."""
    return ast.parse((ROOT / path).read_text(encoding="utf-8"), filename=str(path))


def is_import(node: ast.AST) -> bool:
    """Is this an `import` or a `from … import`?"""
    return isinstance(node, ast.Import | ast.ImportFrom)


def runs(text: str, length: int = 9) -> Iterator[tuple[str, ...]]:
    """Every run of that many words, in lower case and without punctuation around them."""
    words = re.findall(r"[a-z0-9$%.]+", text.lower())
    return (tuple(words[i : i + length]) for i in range(len(words) - length + 1))


def broad_handlers(tree: ast.Module) -> list[int]:
    """Lines of the handlers that would catch any error at all."""
    lines = []
    for node in ast.walk(tree):
        if isinstance(node, ast.ExceptHandler):
            caught = node.type.elts if isinstance(node.type, ast.Tuple) else [node.type]
            names = {c.id for c in caught if isinstance(c, ast.Name)}
            if node.type is None or names & {"Exception", "BaseException"}:
                lines.append(node.lineno)
    return lines


def test_no_file_names_a_machine_or_a_package_index() -> None:
    """Paths of one machine and hosts of an index help nobody who has another."""
    found = [
        f"{path}: {hit.group()}" for path, text in tracked_texts() if (hit := FOREIGN.search(text))
    ]

    assert found == []


@pytest.mark.parametrize(
    ("line", "foreign"),
    [
        ("see https://py" + "pi.org/simple", True),
        ("open /ho" + "me/anna/article.txt", True),
        ("cd /wo" + "rk/main", True),
        ("docs/example/article.html", False),
        ("make PYTHON=/path/to/python3", False),
        ("#!/usr/bin/env bash", False),
    ],
)
def test_the_search_for_machine_names_sees_them_and_only_them(line: str, foreign: bool) -> None:
    """A search that finds nothing proves something only if it can find."""
    assert bool(FOREIGN.search(line)) is foreign


def test_no_file_repeats_nine_words_of_a_seed() -> None:
    """The articles we learn from belong to others; what stands here is written for this project."""
    if not SEEDS.is_dir():
        pytest.skip(f"no {SEEDS.relative_to(ROOT.parent)} beside this checkout, nothing to compare")
    seeds = {r for path in SEEDS.glob("*.txt") for r in runs(path.read_text(encoding="utf-8"))}
    assert seeds

    copied = [
        f"{path}: {' '.join(run)}"
        for path, text in tracked_texts()
        for run in runs(text)
        if run in seeds
    ]

    assert copied == []


def test_package_files_hold_prose_and_import_nothing() -> None:
    """`import pipeline.figures.check` must not drag in what some `__init__` felt like importing."""
    inits = [path for path in shipped_modules() if path.name == "__init__.py"]
    assert inits

    for path in inits:
        tree = parse(path)
        assert ast.get_docstring(tree), f"{path} should say what the package is"
        assert not [n for n in ast.walk(tree) if is_import(n)], f"{path} imports something"


def test_imports_inside_functions_stand_in_the_command_line_only() -> None:
    """There they keep `--help` quick; anywhere else they hide a circle."""
    hidden = [
        f"{path}:{inner.lineno}"
        for path in shipped_modules()
        if not path.is_relative_to("pipeline/cli")
        for node in ast.walk(parse(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        for inner in ast.walk(node)
        if isinstance(inner, ast.Import | ast.ImportFrom)
    ]

    assert hidden == []


def test_any_error_at_all_is_caught_at_the_edges_only() -> None:
    """Inside, an error is named or it rises; at an edge it becomes exit 70 or a recorded loss."""
    for path in shipped_modules():
        lines = broad_handlers(parse(path))
        allowed = EDGES.get(path.as_posix(), 0)
        assert len(lines) <= allowed, f"{path} catches everything at line {lines[allowed]}"


@pytest.mark.parametrize(
    ("clause", "broad"),
    [
        ("except Exception:", True),
        ("except (ValueError, Exception):", True),
        ("except BaseException as e:", True),
        ("except:", True),
        ("except ValueError:", False),
        ("except (OSError, UnicodeDecodeError):", False),
    ],
)
def test_the_search_for_broad_handlers_sees_them_and_only_them(clause: str, broad: bool) -> None:
    """Bare, named and hidden in a tuple."""
    tree = ast.parse(f"try:\n    pass\n{clause}\n    pass\n")

    assert bool(broad_handlers(tree)) is broad


def test_every_package_is_listed_for_the_wheel() -> None:
    """Packages are listed by hand, so a new room would be left out in silence."""
    listed = set(project()["tool"]["setuptools"]["packages"])
    here = {".".join(path.parent.parts) for path in shipped_modules() if path.name == "__init__.py"}

    assert listed == here


def test_the_lock_pins_every_declared_library_within_its_bounds() -> None:
    """A lock older than pyproject.toml would install what the code was not tested with."""
    declared = [Requirement(line) for line in project()["project"]["dependencies"]]
    pins = locked("requirements/lock.txt")

    for need in declared:
        version = pins[canonicalize_name(need.name)]
        assert need.specifier.contains(version), f"{need} is locked at {version}; run `make lock`"


def test_the_libraries_of_a_model_are_declared_apart_and_locked_for_tests() -> None:
    """What no code imports yet is not put on every desk; its bounds are tried all the same."""
    extra = [Requirement(line) for line in project()["project"]["optional-dependencies"]["model"]]
    run_time, tools = locked("requirements/lock.txt"), locked("requirements/dev.txt")

    assert {need.name for need in extra} == {"openai", "instructor", "tenacity", "sqlalchemy"}
    for need in extra:
        assert need.name not in run_time
        assert need.specifier.contains(tools[need.name]), f"{need}; run `make lock`"


def test_the_two_locks_agree() -> None:
    """Tests run against the very versions that `make brief` installs."""
    run_time, tools = locked("requirements/lock.txt"), locked("requirements/dev.txt")

    assert {name: tools.get(name) for name in run_time} == run_time


def test_the_changelog_begins_with_this_version() -> None:
    """The newest entry is the version in pyproject.toml."""
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    newest = re.search(r"^## \[(.+?)\]", changelog, re.MULTILINE)

    assert newest is not None
    assert newest.group(1) == VERSION


def project() -> dict[str, Any]:
    """pyproject.toml."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def locked(path: str) -> dict[str, str]:
    """Name and version of every line of a lock file."""
    pins = {}
    for line in (ROOT / path).read_text(encoding="utf-8").splitlines():
        name, _, rest = line.partition("==")
        pins[str(canonicalize_name(name))] = rest.partition(";")[0].strip()
    return pins
