"""`python -m evals.accuracy PATH... [--out FILE]`: docs/accuracy.md from data that lie elsewhere.

In: files of JSON lines, or folders of them, in the forms of `evals/accuracy_read.py`, and the
goldens. Out: one page of Markdown, to the byte the same for the same data; nothing of the data but
counts and ids stands in it. Exit codes are those of the command.
"""

import argparse
import hashlib
import sys
from collections.abc import Sequence
from pathlib import Path
from string import Template

from evals.accuracy_about import ABOUT, About, read_about
from evals.accuracy_cells import render_table
from evals.accuracy_finder import Finding, tabulate_finder, tabulate_scope
from evals.accuracy_judge import judge_pairs
from evals.accuracy_read import DataFile, find_files, read_pairs, read_probes, read_sources
from evals.accuracy_tables import (
    JudgedSet,
    list_denied,
    list_escaped,
    list_missed,
    tabulate_classes,
    tabulate_denied,
    tabulate_faults,
    tabulate_figures,
    tabulate_headline,
    tabulate_kinds,
    tabulate_missed,
    tabulate_noticed,
    tabulate_precision,
    tabulate_rates,
    tabulate_reasons,
)
from evals.intervals import ROUNDS
from evals.read import read_goldens
from evals.sets import SCOPE, read_scope, read_set, score_set
from pipeline.figures.check import ENGINE
from schemas.errors import EvenbriefError
from schemas.exits import Exit
from schemas.scope import ScopeRule

PAGE = Path(__file__).parent / "accuracy_page.md"
CODE = Path(__file__).parent.parent / "pipeline" / "figures"
GOLDEN = "golden"
"""The name under which the goldens are a set among the others."""


def main(arguments: Sequence[str] | None = None) -> Exit:
    """Write the page, or print it where no file is named."""
    parser = argparse.ArgumentParser(prog="python -m evals.accuracy", description=__doc__)
    parser.add_argument("paths", type=Path, nargs="*", metavar="PATH", help="data files or folders")
    parser.add_argument("--golden", type=Path, default=Path("golden"))
    parser.add_argument(
        "--out", type=Path, help="file to write; standard output where none is named"
    )
    given = parser.parse_args(arguments)
    try:
        page = write_page(given.paths, given.golden)
    except EvenbriefError as error:
        print(f"evals.accuracy: {error}", file=sys.stderr)
        return Exit.BAD_INPUT
    if given.out is None:
        print(page, end="")
    else:
        given.out.write_text(page, encoding="utf-8")
    return Exit.FINE


def write_page(paths: Sequence[Path], golden: Path) -> str:
    """The whole page; raises EvenbriefError where a file cannot be read."""
    about, files, rules = read_about(ABOUT), find_files(paths), read_scope(SCOPE)
    sets = judge_sets(files, golden, about)
    found = score_finder(files, about, rules)
    words = {
        **_render_sets(sets, about),
        "engine": f"`{ENGINE}`",
        "code": f"`{digest_code(CODE)}`",
        "finder": tabulate_finder(found),
        "scope": tabulate_scope(found, rules),
        "files": _list_files(files),
        "rounds": str(ROUNDS),
    }
    return Template(PAGE.read_text("utf-8")).substitute(words)


def digest_code(folder: Path) -> str:
    """A name for the code that was measured: twelve digits of the hash of its files, in order."""
    files = sorted(path for path in folder.rglob("*") if path.suffix in {".py", ".toml"})
    told = "".join(f"{path.relative_to(folder).as_posix()}\n{_digest(path)}\n" for path in files)
    return hashlib.sha256(told.encode()).hexdigest()[:12]


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def judge_sets(files: Sequence[DataFile], golden: Path, about: About) -> tuple[JudgedSet, ...]:
    """The goldens and every set of pairs, in the order of `accuracy.toml`, others after them."""
    sources = read_sources(files)
    probes = tuple(probe for one in read_goldens(golden) for probe in read_probes(one))
    pairs = {GOLDEN: probes}
    for file in files:
        if file.form == "pairs":
            pairs[file.name] = read_pairs(file, sources, about.of_set(file.name).ids)
    order = [one.name for one in about.set if one.name in pairs]
    order += sorted(set(pairs) - set(order))
    return tuple(JudgedSet(about.of_set(name), judge_pairs(pairs[name])) for name in order)


def score_finder(
    files: Sequence[DataFile], about: About, rules: Sequence[ScopeRule]
) -> tuple[Finding, ...]:
    """Every set of labelled texts, in the order of `accuracy.toml`, others after them."""
    given = {file.name: file for file in files if file.form == "figures"}
    order = [one.name for one in about.finder if one.name in given]
    order += sorted(set(given) - set(order))
    return tuple(
        (about.of_finder(name), score_set(name, read_set(given[name].path), rules))
        for name in order
    )


def _render_sets(sets: Sequence[JudgedSet], about: About) -> dict[str, str]:
    golden = next(one.rows for one in sets if one.about.name == GOLDEN)
    return {
        "headline": tabulate_headline(sets),
        "rates": tabulate_rates(sets),
        "noticed": tabulate_noticed(sets),
        "sets": "\n".join(_describe(one) for one in sets),
        "precision": tabulate_precision(sets),
        "figures": tabulate_figures(sets),
        "kinds": tabulate_kinds(sets),
        "missed": tabulate_missed(sets, about.missed),
        "classes": tabulate_classes(about.missed),
        "missed_ids": list_missed(sets),
        "faults": tabulate_faults(sets),
        "denied": tabulate_denied(sets),
        "denied_ids": list_denied(sets),
        "reasons": tabulate_reasons(golden),
        "escaped": list_escaped(golden),
        "golden_documents": str(len({row.pair.document for row in golden})),
    }


def _describe(one: JudgedSet) -> str:
    about = one.about
    return f"- **{about.title}.** {about.what} Licence: {about.licence}. Noise: {about.noise}"


def _list_files(files: Sequence[DataFile]) -> str:
    """What was measured, and what was found and is no data of a known form."""
    rows = [
        [f"`{f.path.name}`", f.form or "no known form, left out", str(f.lines), f"`{f.digest}`"]
        for f in files
    ]
    return render_table(["file", "form", "lines", "sha256 begins"], rows)


if __name__ == "__main__":
    sys.exit(main())
