"""The command as a user runs it, and a desk to run it at."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

COMMAND = [sys.executable, "-c", "from pipeline.cli.main import main; main()"]
ROOT = Path(__file__).resolve().parent.parent

ARTICLE = """\
Qorvex halves relapses in a small trial

Lindqvist Bio said on Tuesday that Qorvex was given to 30 people with Darrow's syndrome.

The relapse rate was 25% with Qorvex. No serious adverse events were reported.
"""
RIGHT = "The relapse rate was 25% with Qorvex."
WRONG = "The relapse rate was 52% with Qorvex."
GERMAN = """\
Die Studie mit dem Mittel wurde am Montag vorgestellt und ist nicht groß.

Bei 25% der Patienten kam es zu einem Rückfall, und das ist für die Firma ein Erfolg.
"""


def run(*arguments: str, cwd: Path, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """Run the command in a folder, as a user would."""
    environment = {k: v for k, v in os.environ.items() if k not in {"FORCE_COLOR", "NO_COLOR"}}
    done = subprocess.run(
        [*COMMAND, *arguments],
        cwd=cwd,
        input=given,
        capture_output=True,
        env=environment | {"PYTHONPATH": str(ROOT)},
        check=False,
        timeout=60,
    )
    assert b"Traceback" not in done.stderr
    return done


def lay_out(tmp_path: Path) -> Path:
    """Put an article, a right and a wrong summary into a folder."""
    (tmp_path / "article.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "right.txt").write_text(RIGHT, encoding="utf-8")
    (tmp_path / "wrong.txt").write_text(WRONG, encoding="utf-8")
    return tmp_path


def write_lines(path: Path, *values: object) -> None:
    """A file of JSON lines; a value that is bytes is written as it is."""
    lines = [v if isinstance(v, bytes) else json.dumps(v).encode() for v in values]
    path.write_bytes(b"\n".join(lines) + b"\n")


def answers(done: subprocess.CompletedProcess[bytes]) -> list[dict[str, Any]]:
    """The JSON lines of an answer."""
    return [json.loads(line) for line in done.stdout.decode().splitlines()]
