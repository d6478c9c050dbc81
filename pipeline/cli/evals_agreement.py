"""`evenbrief evals agreement`: a golden folder in, how far two blind labellers agree out."""

from pathlib import Path

import click

from pipeline.cli.output import put, say
from schemas.exits import Exit


@click.command
@click.argument("golden", type=click.Path(path_type=Path), default=Path("golden"))
@click.option(
    "--format", "form", type=click.Choice(("text", "markdown")), default="text", show_default=True
)
@click.option("--write", "page", type=click.Path(path_type=Path),
              help="Put the numbers into this page, between its two marks.")  # fmt: skip
@click.option("--differences", is_flag=True, help="List what the two say otherwise, to settle it.")
def command(
    golden: Path,
    form: str,
    page: Path | None,
    differences: bool,  # noqa: FBT001 - click gives flags by name
) -> Exit:
    """Compare labels of articles in the GOLDEN folder with their second labels.

    Second labels are `second/<id>.json`, by somebody who has not seen the first.
    """
    from evals.agreement import measure_agreement
    from evals.agreement_differ import find_differences
    from evals.agreement_read import read_twice
    from evals.agreement_show import render_agreement, write_numbers

    twice = read_twice(golden)
    if not twice:
        say(f"{golden}: no second labels; put them at second/<id>.json")
        return Exit.NOTHING
    if differences:
        put("".join(f"{line}\n" for line in find_differences(twice)))
        return Exit.FINE
    written = measure_agreement(twice)
    settled = measure_agreement(read_twice(golden, settled=True))
    if page:
        numbers = render_agreement(written, settled, markdown=True)
        _write(page, write_numbers(page, numbers))
        say(f"{page}: numbers of {len(twice)} articles written")
    else:
        put(render_agreement(written, settled, markdown=form == "markdown"))
    return Exit.FINE


def _write(page: Path, text: str) -> None:
    """The page anew; one that cannot be written is the user's to mend."""
    from schemas.errors import GoldenError

    try:
        page.write_text(text, encoding="utf-8")
    except OSError as error:
        raise GoldenError(f"{page}: {error.strerror}; name a file that can be written") from error
