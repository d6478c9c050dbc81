"""Subcommands that are imported only when one is asked for. In: a table of names; out: a group."""

from collections.abc import Mapping
from importlib import import_module
from typing import cast

import click


class LazyGroup(click.Group):
    """Knows its subcommands by name and imports one when it is asked for.

    `table` has a line of help for each name; each lives in `pipeline.cli.<prefix><name>` as
    `command`.
    """

    table: Mapping[str, str] = {}
    prefix = ""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names, without importing anything."""
        return list(self.table)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The one subcommand that is to run."""
        if cmd_name not in self.table:
            return None
        module = f"pipeline.cli.{self.prefix}{cmd_name.replace('-', '_')}"
        return cast(click.Command, import_module(module).command)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of subcommands, from the table rather than from their files."""
        with formatter.section("Commands"):
            formatter.write_dl(list(self.table.items()))
