"""The built wheel, installed outside the checkout, does the job on its own."""

import os
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
INPUTS = ("pyproject.toml", "README.md", "LICENSE", "schemas", "pipeline", "prompts", "evals")
ARTICLE = """Orvantis reports first results of its Phase 1 LANTERN-2 trial

Orvantis Bio said on 3 March 2026 that 9 of 21 evaluable patients (42.9%) responded to orvacel.
Median follow-up was 6.2 months. Grade 3 or higher infections occurred in 2 patients.
"""
SUMMARY = "Orvacel led to responses in 9 of 24 evaluable patients (42.9%)."

pytestmark = pytest.mark.slow


def run(*command: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Runs a command away from the checkout, with nothing of ours on the path."""
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "COV_"))}
    return subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env={**clean, "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from a copy so that old build folders of the checkout cannot leak in."""
    tree, out = tmp_path_factory.mktemp("tree"), tmp_path_factory.mktemp("wheel")
    skip = shutil.ignore_patterns("__pycache__")
    for name in INPUTS:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, tree / name, ignore=skip)
        else:
            shutil.copy(ROOT / name, tree / name)

    built = run(sys.executable, "-m", "build", "--wheel", "--outdir", out, ".", cwd=tree)

    assert built.returncode == 0, built.stdout + built.stderr
    (found,) = out.glob("*.whl")
    return found


@pytest.fixture(scope="module")
def command(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """`evenbrief` in an environment that has the wheel, its libraries and nothing of the checkout.

    The libraries are lent by this environment through a `.pth` line; its own `.pth` files, and with
    them the editable checkout, are not followed from there.
    """
    home = tmp_path_factory.mktemp("elsewhere") / "env"
    python = home / "bin" / "python"
    made = run(sys.executable, "-m", "venv", home, cwd=home.parent)
    assert made.returncode == 0, made.stderr
    installed = run(python, "-m", "pip", "install", "--no-deps", wheel, cwd=home.parent)
    assert installed.returncode == 0, installed.stderr
    (packages,) = home.glob("lib/python*/site-packages")
    lent = sysconfig.get_path("purelib")
    (packages / "lent.pth").write_text(f"{lent}\n", encoding="utf-8")
    return home / "bin" / "evenbrief"


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder with an article and a summary of it that gets the denominator wrong."""
    (tmp_path / "article.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "summary.txt").write_text(SUMMARY, encoding="utf-8")
    return tmp_path


def test_the_wheel_holds_the_packages_and_their_data(wheel: Path) -> None:
    """Templates, lexicons and type markers ship; every data file beside the code does."""
    names = set(zipfile.ZipFile(wheel).namelist())
    data = {
        path.relative_to(ROOT).as_posix()
        for room in ("pipeline/show/templates", "pipeline/balance/lexicons", "evals/templates")
        for path in (ROOT / room).rglob("*")
        if path.is_file()
    }

    assert data, "no templates and no lexicons to ship"
    assert data <= names
    assert {f"{package}/py.typed" for package in ("schemas", "pipeline", "evals")} <= names


def test_the_wheel_leaves_goldens_and_tests_at_home(wheel: Path) -> None:
    """They are for those who build evenbrief, not for those who use it."""
    names = zipfile.ZipFile(wheel).namelist()
    tops = {name.partition("/")[0] for name in names}

    assert {top for top in tops if not top.endswith(".dist-info")} == {
        "schemas",
        "pipeline",
        "prompts",
        "evals",
    }
    assert any(name.endswith("licenses/LICENSE") for name in names)


def test_the_installed_code_is_the_wheel_not_the_checkout(command: Path, desk: Path) -> None:
    """Otherwise the tests below would prove nothing."""
    where = run(
        command.parent / "python", "-c", "import pipeline; print(pipeline.__file__)", cwd=desk
    )

    assert where.stdout.startswith(str(command.parent.parent)), where.stdout + where.stderr


def test_the_installed_command_helps(command: Path, desk: Path) -> None:
    """`--help` names the subcommands."""
    done = run(command, "--help", cwd=desk)

    assert done.returncode == 0, done.stderr
    assert all(word in done.stdout for word in ("check", "brief", "figures", "doctor"))


def test_the_installed_command_flags_a_wrong_denominator(command: Path, desk: Path) -> None:
    """24 for 21 is an error: exit code 1, and the article's own 21 beside it."""
    done = run(command, "check", "summary.txt", "--source", "article.txt", cwd=desk)

    assert done.returncode == 1, done.stdout + done.stderr
    assert "24" in done.stdout
    assert "21" in done.stdout


def test_the_installed_command_writes_a_brief(command: Path, desk: Path) -> None:
    """The brief holds the result with the article's denominator."""
    done = run(command, "brief", "article.txt", "--format", "json", cwd=desk)

    assert done.returncode in {0, 1}, done.stderr
    assert "Traceback" not in done.stderr
    assert '"summary"' in done.stdout
    assert "21" in done.stdout


def test_the_installed_command_draws_a_page(command: Path, desk: Path) -> None:
    """The HTML form needs the templates that ship as package data."""
    done = run(command, "brief", "article.txt", "--format", "html", cwd=desk)

    assert done.returncode in {0, 1}, done.stderr
    assert "<html" in done.stdout
