"""The README tells the truth about what the commands print and offer."""

import re
import subprocess
import sys
import tomllib
from decimal import Decimal
from pathlib import Path

from evals.__main__ import LENGTH
from evals.read import read_goldens
from evals.summary import sum_up
from pipeline.cli.main import COMMANDS
from pipeline.embedded.engine import EmbeddedEngine
from pipeline.settings import Settings
from schemas.exits import MEANINGS

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_readme_shows_what_the_commands_print_today() -> None:
    """Shown output and picture come from running the commands; `make docs` renews them."""
    command = [sys.executable, str(ROOT / "docs" / "capture.py"), "--check"]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)

    assert done.returncode == 0, done.stdout + done.stderr


def test_the_readme_promises_no_more_than_is_measured_today() -> None:
    """Every share in the table is one of `python -m evals`, and not better than it is now."""
    shown = re.findall(r"^\| (.+?) \| (\d+) of (\d+) \|", README, re.MULTILINE)
    golden = read_goldens(ROOT / "golden")
    today = {m.what: m.share.value for m in sum_up(golden, EmbeddedEngine(), LENGTH)}

    assert [what for what, _, _ in shown] == list(today)
    for what, hits, of in shown:
        assert Decimal(hits) / Decimal(of) <= (today[what] or 0), f"{what}: run `make docs`"


def test_the_times_the_readme_shows_are_those_last_measured() -> None:
    """Three rows of the benchmarks' own table, word for word, the missed target among them."""
    table = (ROOT / "benchmarks" / "README.md").read_text(encoding="utf-8").splitlines()
    shown = [line for line in README.splitlines() if re.match(r"\| `(check|brief)\b", line)]

    assert len(shown) == 3
    assert set(shown) <= set(table)


def test_every_setting_the_readme_shows_is_read() -> None:
    """The example of evenbrief.toml is a file that the command takes."""
    example = re.search(r"```toml\n(.*?)```", README, re.DOTALL)
    assert example is not None
    settings = Settings.model_validate(tomllib.loads(example[1]))

    assert len(settings.severity) == 2
    assert [d.rule for d in settings.dismiss] == ["EB_ALTERED"]


def test_every_file_the_readme_points_to_is_there() -> None:
    """A link to a file of the project leads somewhere."""
    targets = re.findall(r"(?:\]\(|src=\")(?!https?:|#)([^)#\"]+)", README)
    assert targets

    assert [t for t in targets if not (ROOT / t).exists()] == []


def test_every_make_command_the_readme_names_exists() -> None:
    """`make brief` and its sisters are targets of the Makefile."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    named = set(
        re.findall(r"\bmake ([a-z-]+)\b", " ".join(re.findall(r"`[^`]+`|^    .+$", README, re.M)))
    )
    assert {"brief", "test"} <= named

    assert [n for n in sorted(named) if not re.search(rf"^{n}:", makefile, re.M)] == []


def test_the_readme_says_what_every_exit_code_means() -> None:
    """The table is the one that `--help` prints, in the order of the codes."""
    rows = re.findall(r"^\| (\d+) \| (.+?) \|$", README, re.MULTILINE)

    assert rows == [(str(int(code)), MEANINGS[code]) for code in sorted(MEANINGS)]


def test_the_readme_shows_every_command_in_use() -> None:
    """A command nobody shows is a command nobody finds."""
    assert [name for name in COMMANDS if f"    evenbrief {name}" not in README] == []
