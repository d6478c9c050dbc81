"""`evenbrief evals`: what engines do on golden articles, and whether a change may be merged."""

import click

from pipeline.cli.groups import LazyGroup

COMMANDS = {
    "run": "Brief every golden story and judge each brief by its labels.",
    "compare": "Set two runs side by side, document by document.",
    "gate": "Stop a change that lets one more wrong figure through.",
    "power": "Break true sentences on purpose and count what the checker catches.",
    "probe": "Swap a source's figures and see that the brief's follow.",
    "lint": "Check the golden folder: slices, values, hashes, references, splits.",
    "agreement": "How far two labellers agree who did not see each other's work.",
    "rescore": "Judge a stored run again by today's labels; nobody is asked.",
    "report": "Print a stored run again, in any form.",
    "export": "Write goldens as JSON lines.",
    "import": "Read labels of other tools, each offset verified.",
}
"""Subcommands in the order of `--help`; each lives in `pipeline.cli.evals_<name>` as `command`."""


class _Commands(LazyGroup):
    table = COMMANDS
    prefix = "evals_"


@click.group(cls=_Commands)
def command() -> None:
    """Measure on golden articles: an engine, a prompt, a model, or the checker itself."""
