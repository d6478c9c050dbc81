"""Arguments in, an exit code out; each subcommand's file is imported only when it runs.

click alone costs a start about 50 ms. typer was weighed and left out: it starts click, reads every
signature through `typing` and, for its help, rich: 0.091 s against 0.073 s merely to import, and
it must import every subcommand to know its options (measured 2026-11-21).
"""

import gc
import os
import sys

import click

from pipeline.cli.groups import LazyGroup
from schemas.errors import EvenbriefError
from schemas.exits import MEANINGS, Exit

COMMANDS = {
    "check": "Check every figure of a text against its sources.",
    "brief": "Write a balanced brief whose figures are tied to the article.",
    "batch": "Brief thousands of articles into a folder; a stopped run goes on.",
    "diff": "Show how the figures of two versions of a story differ.",
    "figures": "List the figures of a text, with their values.",
    "evals": "Measure engines, prompts and the checker on golden articles; gate a change.",
    "prompts": "List, show, compare and lock what a model is told.",
    "doctor": "Say what is installed, configured and missing.",
}
"""Subcommands in the order of `--help`; each lives in `pipeline.cli.<name>` as `command`."""


class _Commands(LazyGroup):
    """All subcommands, and the one table of exit codes under them."""

    table = COMMANDS

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The one table of exit codes."""
        with formatter.section("Exit codes (of several, the highest in this list wins)"):
            formatter.write_dl([(str(int(code)), MEANINGS[code]) for code in Exit])


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="evenbrief", message="%(prog)s %(version)s")
def cli() -> None:
    """Checks figures against their article, and writes briefs whose figures are tied to it.

    What a figure matches is the article; whether the article is true, evenbrief does not know.
    """


OBJECTS_BETWEEN_COLLECTIONS = 50_000
"""Python's own 700 has a checked pair's objects walked over and over, for a tenth of its time."""


def main() -> None:
    """The `evenbrief` command."""
    gc.set_threshold(OBJECTS_BETWEEN_COLLECTIONS)
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # else all packages are looked at
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    code = run(sys.argv[1:])
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader has gone, and what Python flushes at exit must go nowhere, too.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(int(code))


def run(arguments: list[str], group: click.Group = cli) -> Exit:
    """Run one command and answer with its exit code; every kind of end becomes a code here."""
    try:
        outcome = group.main(arguments, prog_name="evenbrief", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return Exit.BAD_INPUT
    except EvenbriefError as error:
        click.echo(f"evenbrief: {error}", err=True)
        return Exit.BAD_INPUT
    except (KeyboardInterrupt, click.Abort):
        click.echo("evenbrief: interrupted", err=True)
        return Exit.INTERRUPTED
    except Exception as error:  # noqa: BLE001 - the edge: a fault of ours ends as one sentence
        click.echo(
            f"evenbrief: our own fault ({type(error).__name__}: {error}); "
            "please report it with the command you ran",
            err=True,
        )
        return Exit.OUR_FAULT
    return Exit(outcome) if isinstance(outcome, int) else Exit.FINE
