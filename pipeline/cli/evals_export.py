"""`evenbrief evals export`: a golden folder in, JSON lines out."""

from pathlib import Path

import click

from pipeline.cli.output import put, say
from schemas.exits import Exit


@click.command
@click.argument("golden", type=click.Path(path_type=Path), default=Path("golden"))
@click.option("--split", type=click.Choice(("dev", "test")), help="Only this one.")
@click.option("--out", type=click.Path(path_type=Path), metavar="FILE",
              help="Write the lines there instead of printing them.")  # fmt: skip
def command(golden: Path, split: str | None, out: Path | None) -> Exit:
    """Write each article of the GOLDEN folder with its labels as one JSON line.

    Offsets count code points, half-open; each mark has its words and 16 characters on each side.
    """
    from evals.exchange import write_line
    from evals.read import find_article_ids, read_goldens
    from schemas.errors import GoldenError

    goldens = read_goldens(golden) if find_article_ids(golden) else ()
    chosen = [each for each in goldens if split is None or each.split.value == split]
    if not chosen:
        say(f"{golden}: no article to export{f' in split {split}' if split else ''}")
        return Exit.NOTHING
    lines = "".join(write_line(each) + "\n" for each in chosen)
    if out is None:
        put(lines)
        return Exit.FINE
    try:
        out.write_text(lines, encoding="utf-8", newline="")
    except OSError as error:
        raise GoldenError(f"{out}: {error.strerror}; name a file that can be written") from error
    say(f"{out}: {len(chosen)} articles")
    return Exit.FINE
