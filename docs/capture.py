"""Runs the commands shown in README.md and prints their real output into it: `make docs`.

A block between `<!-- run: COMMAND -->` and `<!-- end -->` holds what COMMAND prints when run in
docs/example; the picture docs/check.svg is the first of them, in colour, and docs/rules.md is the
table of rules. Between `<!-- measured -->` and `<!-- end -->` stand the targets of docs/evals.md
and the times of benchmarks/README.md. `--check` changes nothing and exits 1 where one of them is
not what is printed now; measures are left to a test, which holds that none promises too much.
"""

import difflib
import os
import re
import shlex
import subprocess
import sys
import sysconfig
from pathlib import Path

from rich.console import Console
from rich.text import Text

from schemas.rule import RULES, Family

DOCS = Path(__file__).resolve().parent
EXAMPLE = DOCS / "example"
README = DOCS.parent / "README.md"
PICTURE = DOCS / "check.svg"
SCRIPTS = sysconfig.get_path("scripts")
TABLE = DOCS / "rules.md"
COLUMNS = 92

RULES_HEAD = """\
# The rules, by the ids that reports print

Printed from `schemas/rule.py` by `make docs`. *Severity* is the heaviest a rule comes with by
itself; where less is lost, the same rule is milder: a dropped bound is a note where the article
prints the figure plain elsewhere. `none` means that the figure matches and nothing is said. A desk
weighs figures and claims anew in `evenbrief.toml`; notes on the article (`EB_SOURCE_…`) never fail
and cannot be set.

| rule | severity | what it says |"""

MEASURED = re.compile(r"<!-- measured -->\n.*?<!-- end -->", re.DOTALL)
TARGETS = re.compile(r"^## Targets, on `test`\n\n(?P<table>(?:\|.*\n)+)", re.MULTILINE)
TIMES = ("`check`, a 20 kB article", "`brief`, a 20 kB article", "`check --pairs`, 300 pairs")
"""Rows of benchmarks/README.md that the README repeats."""

BLOCK = re.compile(r"<!-- run: (?P<command>.+?) -->\n.*?<!-- end -->", re.DOTALL)


def main() -> int:
    """Writes README.md and the picture anew, or with `--check` says what would change."""
    old = README.read_text(encoding="utf-8")
    commands = [match["command"] for match in BLOCK.finditer(old)]
    shown = BLOCK.sub(lambda match: block(match["command"]), old)
    wanted = {
        README: shown if "--check" in sys.argv else MEASURED.sub(lambda _: measured(), shown),
        PICTURE: picture(commands[0]),
        TABLE: rules(),
    }
    stale = {path: text for path, text in wanted.items() if read(path) != text}
    if "--check" not in sys.argv:
        for path, text in stale.items():
            path.write_text(text, encoding="utf-8")
        return 0
    for path, text in stale.items():
        show_difference(path, text)
    return 1 if stale else 0


def block(command: str) -> str:
    """The marks, and between them the command and its plain output as a terminal shows them."""
    shown = f"$ {command}\n{output(command, colour=False).rstrip()}"
    return f"<!-- run: {command} -->\n```text\n{shown}\n```\n<!-- end -->"


def measured() -> str:
    """The targets of the evals, and the times that were last measured."""
    targets = TARGETS.search(read(DOCS / "evals.md"))
    table = targets["table"].strip() if targets else ""
    lines = read(DOCS.parent / "benchmarks" / "README.md").splitlines()
    times = [line for line in lines if line.startswith(tuple(f"| {what}" for what in TIMES))]
    kept = [row for row in times if "memory" not in row]
    head = "| time (benchmarks) | measured | target | |\n| --- | --- | --- | --- |"
    return "\n".join(("<!-- measured -->", table, "", head, *kept, "<!-- end -->"))


def rules() -> str:
    """The table of rules as a page."""
    rows = [
        f"| `{rule.id}` | {rule.severity.value} | {rule.sentence} |"
        for family in Family
        for rule in RULES.values()
        if rule.family is family
    ]
    return "\n".join((RULES_HEAD, "| --- | --- | --- |", *rows)) + "\n"


def picture(command: str) -> str:
    """The command and its output as a picture of a terminal, in colour."""
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        console = Console(record=True, width=COLUMNS, file=nowhere, force_terminal=True)
        console.print(Text(f"$ {command}", style="bold"))
        console.print(Text.from_ansi(output(command, colour=True)))
        drawn = console.export_svg(title="evenbrief", unique_id="check")
    # The fonts rich names stand on another machine; the reader's own monospace will do.
    return re.sub(r"@font-face \{.*?\}\s*", "", drawn, flags=re.DOTALL)


def output(command: str, *, colour: bool) -> str:
    """What the command prints to standard output in the folder of the example."""
    clean = {k: v for k, v in os.environ.items() if k not in {"NO_COLOR", "FORCE_COLOR", "CI"}}
    paint = {"FORCE_COLOR": "1", "TERM": "xterm-256color"} if colour else {"NO_COLOR": "1"}
    path = os.pathsep.join([SCRIPTS, os.environ["PATH"]])
    done = subprocess.run(
        shlex.split(command),
        cwd=EXAMPLE,
        env={**clean, **paint, "COLUMNS": str(COLUMNS), "PATH": path, "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode not in {0, 1}:
        sys.exit(f"`{command}` ended with {done.returncode}: {done.stderr.strip()}")
    return done.stdout


def read(path: Path) -> str:
    """The text of a file, empty where there is none."""
    return path.read_text(encoding="utf-8") if path.exists() else ""


def show_difference(path: Path, text: str) -> None:
    """Prints what would change in a file, and what to do about it."""
    name = path.relative_to(DOCS.parent)
    print(f"{name} is not what the commands print today; run `make docs` and read the change:")
    if path.suffix == ".md":
        lines = difflib.unified_diff(read(path).splitlines(), text.splitlines(), lineterm="", n=0)
        print("\n".join(lines))


if __name__ == "__main__":
    sys.exit(main())
