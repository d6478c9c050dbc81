"""The README tells the truth about what the commands print and offer."""

import re
import subprocess
import sys
from pathlib import Path

from pipeline.cli.main import COMMANDS
from schemas.exits import MEANINGS

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_readme_shows_what_the_commands_print_today() -> None:
    """Shown output and picture come from running the commands; `make docs` renews them."""
    command = [sys.executable, str(ROOT / "docs" / "capture.py"), "--check"]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)

    assert done.returncode == 0, done.stdout + done.stderr


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
