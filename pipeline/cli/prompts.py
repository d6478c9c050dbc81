"""`evenbrief prompts`: what a model is told, shown, compared with what it was told, and locked."""

from typing import TYPE_CHECKING

import click

from pipeline.cli.output import put, say
from schemas.exits import Exit

if TYPE_CHECKING:
    from schemas.article import Article, Page
    from schemas.prompt import Prompt

FORMATS = click.Choice(("text", "json"))


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def command() -> None:
    """Show what a model is told, what changed in it, and lock its wording."""


@command.command("list")
@click.option("--format", "form", type=FORMATS, default="text", show_default=True)
def list_(form: str) -> Exit:
    """List the prompts: version, hash of every word, how they stand to their lock, what is new."""
    from pipeline.model.prompt_lock import judge_lock, read_lock
    from pipeline.model.prompts import list_names, read_wording

    lock = read_lock()
    rows = []
    for name in list_names():
        wording = read_wording(name)
        rows.append(
            {
                "name": name,
                "version": wording.header.version,
                "sha": wording.ref.sha,
                "lock": judge_lock(wording.ref, lock).value,
                "inputs": list(wording.header.inputs),
                "answer": wording.header.answer,
                "change": wording.header.changes[str(wording.header.version)],
            }
        )
    if form == "json":
        from pipeline.show.plain import plain, to_json

        put(to_json(plain({"schema": "evenbrief.prompts/1", "prompts": rows})) + "\n")
        return Exit.FINE
    for row in rows:
        label = f"{row['name']}@{row['version']}"
        put(f"{label:<21} {row['sha']}  {row['lock']:<8} {row['change']}\n")
    return Exit.FINE


@command.command
@click.argument("name")
@click.argument("article")
@click.option("--story", type=click.IntRange(min=1), metavar="N", help="One story of the page.")
@click.option("--length", type=click.IntRange(min=1), default=120, show_default=True)
@click.option("--format", "form", type=FORMATS, default="text", show_default=True)
def show(name: str, article: str, story: int | None, length: int, form: str) -> Exit:
    """Render prompt NAME for ARTICLE (a path, or - for standard input); nothing is sent.

    The facts are those the rules find. `draft` and `failures`, which come of a first draft, are
    empty.
    """
    from pipeline.cli.opening import open_page, open_reader
    from pipeline.given import pick_stories
    from pipeline.model.prompts import read_wording
    from pipeline.model.tokens import estimate_tokens
    from pipeline.split import split_page

    read_wording(name)
    with open_reader() as parse:
        page = open_page(article, parse)
    stories = pick_stories(split_page(page), article, story)
    if len(stories) > 1:
        say(f"evenbrief: {article}: story 1 of {len(stories)}; choose with --story N")
    prompt = _render(name, page, stories[0], length)
    tokens = {"system": estimate_tokens(prompt.system), "user": estimate_tokens(prompt.user)}
    if form == "json":
        _put_json(prompt, tokens)
    else:
        put(f"--- system\n{prompt.system}\n--- user\n{prompt.user}\n")
    say(
        f"{prompt.ref.label} {prompt.ref.sha}: about {sum(tokens.values())} tokens "
        f"({tokens['system']} system, {tokens['user']} user; an estimate, see docs/prompts.md)"
    )
    return Exit.FINE


def _render(name: str, page: "Page", article: "Article", length: int) -> "Prompt":
    """The prompt for one story, its facts read by the rules."""
    import asyncio

    from pipeline.embedded.engine import EmbeddedEngine
    from pipeline.model.inputs import choose_inputs
    from pipeline.model.prompts import read_wording, render_prompt
    from pipeline.summarise import read_story

    source = read_story(page, article)
    record = asyncio.run(EmbeddedEngine().extract(page, article, source))
    wanted = read_wording(name).header.inputs
    return render_prompt(name, choose_inputs(wanted, record, source, length))


def _put_json(prompt: "Prompt", tokens: dict[str, int]) -> None:
    from pipeline.show.plain import plain, to_json

    put(
        to_json(
            plain(
                {
                    "schema": "evenbrief.prompt/1",
                    "name": prompt.ref.name,
                    "version": prompt.ref.version,
                    "sha": prompt.ref.sha,
                    "messages": [
                        {"role": "system", "content": prompt.system},
                        {"role": "user", "content": prompt.user},
                    ],
                    "estimated_tokens": {**tokens, "total": sum(tokens.values())},
                }
            )
        )
        + "\n"
    )


@command.command
@click.argument("name")
@click.argument("when", required=False)
def diff(name: str, when: str | None) -> Exit:
    """Show what changed in prompt NAME since WHEN: a version, or a commit of git.

    Without WHEN, since its newest locked version. Template, parts and the answer's schema are
    compared, in the checkout they came from.
    """
    from pipeline.model.prompt_history import find_changes
    from pipeline.model.prompt_lock import highest_version, read_lock
    from pipeline.model.prompts import read_wording

    read_wording(name)
    newest = highest_version(name, read_lock())
    if when is None and not newest:
        raise click.UsageError(f"{name} has no locked version yet; name a commit of git")
    since = when or str(newest)
    changes = find_changes(name, since)
    put(changes)
    if not changes:
        what = f"{name}@{since}" if since.isdecimal() else since
        say(f"{name}: no word has changed since {what}.")
    return Exit.FINE


@command.command
def lock() -> Exit:
    """Add the line of each prompt whose version was raised; refuse where it should have been."""
    from pipeline.model.prompt_lock import add_lines

    lines = add_lines()
    for line in lines:
        put(f"{line}\n")
    if not lines:
        say("Every prompt is locked as it is.")
    return Exit.FINE
