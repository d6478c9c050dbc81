"""`evenbrief check`: a text and its sources in, the figure report out in the form asked for."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import click

from pipeline.cli.output import is_colourful, put, say, width
from schemas.exits import Exit

if TYPE_CHECKING:
    from schemas.checked import CheckedText

FORMATS = ("text", "json", "sarif", "github", "html")


class _Options(NamedTuple):
    """What the command line said."""

    text: str
    sources: tuple[str, ...]
    story: int | None
    format: str
    explain: bool
    config: str | None


class _ManySources(click.Command):
    """Lets `--source` take several paths once TEXT has been given: `TEXT --source A B`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Write `--source` before each path that follows another `--source` path."""
        return super().parse_args(ctx, _spread(args))


def _spread(args: Sequence[str]) -> list[str]:
    """Example: `t --source a b --story 2` becomes `t --source a --source b --story 2`.

    Before TEXT nothing is spread: in `--source a t`, `t` is the text.
    """
    spread: list[str] = []
    takes_value = text_seen = in_sources = False
    for arg in args:
        is_option = arg.startswith("-") and arg != "-"
        if takes_value or is_option:
            in_sources = in_sources and not is_option
        elif text_seen and in_sources:
            spread.append("--source")
        else:
            text_seen = True
        in_sources = in_sources or arg == "--source"
        takes_value = is_option and "=" not in arg and arg not in {"--explain", "-h", "--help"}
        spread.append(arg)
    return spread


@click.command(cls=_ManySources)
@click.argument("text", required=False)
@click.option(
    "--source", "sources", multiple=True, metavar="ARTICLE...", help="What to check against."
)
@click.option(
    "--story", type=click.IntRange(min=1), metavar="N", help="One story of the source's page."
)
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", show_default=True)
@click.option(
    "--explain",
    is_flag=True,
    help="What was considered for each figure and why it was taken or not; rules; all notes.",
)
@click.option(
    "--pairs",
    metavar="P.jsonl",
    help="Many at once: {id, source or source_id, summary}. Sources are text, taken whole: "
    "nothing in them is set aside as boilerplate.",
)
@click.option("--sources", "texts", metavar="S.jsonl", help="Sources of the pairs: {id, text}.")
@click.option("--config", metavar="FILE", help="Settings; without it ./evenbrief.toml, if there.")
def command(
    text: str | None,
    sources: tuple[str, ...],
    story: int | None,
    form: str,
    explain: bool,  # noqa: FBT001 - click hands a flag over as a bool
    pairs: str | None,
    texts: str | None,
    config: str | None,
) -> Exit:
    """Check every figure of TEXT (a path, or - for standard input) against its sources.

    \b
    evenbrief check summary.txt --source article.html
    evenbrief check --pairs pairs.jsonl --sources sources.jsonl
    """  # noqa: D301 - the mark by which click keeps lines as they are
    # One parameter an option is click's way; they become one value before anything is done.
    if pairs is not None:
        if text is not None or sources or story is not None or form != "text" or explain:
            raise click.UsageError("--pairs goes with --sources and --config only")
        from pipeline.cli.pairs import check_pairs
        from pipeline.settings import load_settings

        return check_pairs(pairs, texts, load_settings(config))
    if texts is not None:
        raise click.UsageError("--sources goes with --pairs; one article is --source")
    if text is None or not sources:
        raise click.UsageError("give a TEXT and at least one --source ARTICLE, or --pairs")
    return _check(_Options(text, sources, story, form, explain, config))


def _check(options: _Options) -> Exit:
    if [options.text, *options.sources].count("-") > 1:
        raise click.UsageError("only one of TEXT and --source can be - (standard input)")
    if options.story is not None and len(options.sources) > 1:
        raise click.UsageError("--story picks a story of one source; give one --source")
    from pipeline.cli.checking import check_text
    from pipeline.settings import apply_settings, load_settings

    settings = load_settings(options.config)
    checked = check_text(options.text, options.sources, options.story, explain=options.explain)
    checked = checked.model_copy(update={"report": apply_settings(checked.report, settings)})
    put(_render(checked, options))
    return Exit.FINE if checked.report.ok else Exit.FAILED


def _render(checked: "CheckedText", options: _Options) -> str:
    """The report in one form; each form's libraries are imported for that form only."""
    if options.format == "text":
        from pipeline.show.terminal import Paper, render_check

        return render_check(checked, Paper(width(), is_colourful(), options.explain))
    for remark in checked.remarks:
        say(remark)
    if options.format == "github":
        from pipeline.show.github import render_github

        return render_github(checked)
    if options.format == "html":
        from pipeline.show.page import render_check_page

        return render_check_page(checked)
    from pipeline.show.documents import check_document
    from pipeline.show.plain import to_json
    from pipeline.show.sarif import sarif_document

    is_sarif = options.format == "sarif"
    return to_json(sarif_document(checked) if is_sarif else check_document(checked)) + "\n"
