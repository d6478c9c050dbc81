"""Where a command prints: data on standard output, prose on standard error."""

import os
import shutil
import sys

import click

WIDEST = 110
NARROWEST = 40
PLAIN_WIDTH = 100
"""Where nobody's terminal tells us how wide it is."""


def say(text: str) -> None:
    """Progress and prose."""
    click.echo(text, err=True)


def put(text: str) -> None:
    """Data, exactly as it is and at once, so that a reader of many lines need not wait.

    A reader who has gone, as with `| head`, has what he wanted: the command ends quietly with 0.
    """
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError as error:
        raise click.exceptions.Exit(0) from error


def is_colourful() -> bool:
    """Is somebody looking, at a terminal that shows colour, who has not said no to it?"""
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return sys.stdout.isatty() or bool(os.environ.get("FORCE_COLOR"))


def width() -> int:
    """Columns to print on."""
    columns = shutil.get_terminal_size((PLAIN_WIDTH, 24)).columns
    return max(NARROWEST, min(columns, WIDEST))
