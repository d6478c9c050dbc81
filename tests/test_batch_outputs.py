"""A batch's files: whole or not at all, named in the manifest, and none too many."""

import hashlib
import json
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.batch.entries import Group
from pipeline.batch.outputs import NO_TABLE
from pipeline.batch.shown import FEWEST, Wanted, file_stem, show_all
from pipeline.batch.table import open_table
from pipeline.batch.whole import write_lines, write_text, write_whole
from pipeline.settings import Settings
from schemas.errors import EvenbriefError
from schemas.journal import Item
from schemas.verdict import Severity
from tests.batch_inputs import TEXT
from tests.batch_listed import changed, done, failed, foreign, unreadable, write
from tests.command import ROOT
from tests.test_batch_result import DIGEST, briefed

FILES = {"briefs.jsonl", "failures.jsonl", "figures.parquet", "index.html", "manifest.json"}


def lines(path: Path) -> list[dict[str, Any]]:
    """The objects of a file of JSON lines."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def manifest(folder: Path) -> dict[str, Any]:
    """What the folder's manifest says."""
    found: dict[str, Any] = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    return found


def names(folder: Path) -> set[str]:
    """All files below a folder."""
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def test_each_article_is_in_its_place(tmp_path: Path) -> None:
    """A brief is a line, a failure is another file's, in the order of the inputs."""
    found = write(
        tmp_path,
        [done(0, "a.txt"), unreadable(1, "b.txt"), foreign(2, "de.txt"), failed(3, "c.txt")],
    )

    briefs, failures = lines(tmp_path / "briefs.jsonl"), lines(tmp_path / "failures.jsonl")
    assert [(b["input"], b["position"], b["ok"]) for b in briefs] == [
        ("a.txt", 0, True),
        ("de.txt", 2, None),
    ]
    assert [(f["input"], f["position"], f["ending"]) for f in failures] == [
        ("b.txt", 1, "unreadable"),
        ("c.txt", 3, "rate_limited"),
    ]
    assert failures[0]["reason"] == "b.txt: is empty; give an article"
    assert failures[1]["do"] == "run again to go on with it"
    assert (found.articles, found.briefs, found.for_humans) == (4, 1, 3)
    assert names(tmp_path) == FILES


def test_a_story_has_a_line_and_knows_its_page(tmp_path: Path) -> None:
    """With what the page says of itself."""
    stories = briefed(DIGEST, "d.txt")
    assert len(stories) == 2
    write(tmp_path, [done(5, "d.txt", *stories)])

    found = lines(tmp_path / "briefs.jsonl")
    assert [(b["input"], b["position"], b["story"], b["stories"]) for b in found] == [
        ("d.txt", 5, 1, 2),
        ("d.txt", 5, 2, 2),
    ]
    assert found[0]["schema"] == "evenbrief.brief/1"
    assert found[0]["metadata"]["published"] is None


def test_the_manifest_names_every_file_with_its_hash(tmp_path: Path) -> None:
    """But itself; and counts what came of the articles."""
    write(tmp_path, [done(0, "a.txt"), failed(1, "b.txt"), failed(2, "c.txt")], "html", "markdown")

    found = manifest(tmp_path)
    assert {file["name"] for file in found["files"]} == names(tmp_path) - {"manifest.json"}
    for file in found["files"]:
        data = (tmp_path / file["name"]).read_bytes()
        assert (file["bytes"], file["sha256"]) == (len(data), hashlib.sha256(data).hexdigest())
    assert found["schema"] == "evenbrief.batch/1"
    assert found["began"] == "2026-11-22T08:00:00+00:00"
    assert found["counts"] == {
        "articles": 3, "done": 1, "not_done": 2, "briefs": 1, "for_humans": 2,
        "wrong": 0, "withheld": 0, "warned": 0, "language": 0, "calm": 1,
    }  # fmt: skip
    assert found["failures"] == [
        {"ending": "rate_limited", "articles": 2, "do": "run again to go on with it"}
    ]
    assert found["spent"]["tokens"]["prompt"] == 900


def test_a_brief_has_a_page_in_each_form_asked_for(tmp_path: Path) -> None:
    """A story each; the index leads there."""
    write(tmp_path, [done(0, "in/d.txt", *briefed(DIGEST, "d.txt"))], "html", "markdown")

    pages = {path.name for path in (tmp_path / "briefs").iterdir()}
    stem = file_stem(Item(0, "in/d.txt", f"{0:064x}"))
    assert pages == {f"{stem}-{n}.{form}" for n in (1, 2) for form in ("html", "md")}
    assert f'href="briefs/{stem}-2.html"' in (tmp_path / "index.html").read_text(encoding="utf-8")
    assert (tmp_path / "briefs" / f"{stem}-1.md").read_text(encoding="utf-8").startswith("## ")


def test_each_article_may_have_its_json_in_a_file_of_its_own(tmp_path: Path) -> None:
    """As `brief --format json` prints it: a list of its stories; there is no common file then."""
    write(tmp_path, [done(0, "d.txt", *briefed(DIGEST, "d.txt")), unreadable(1, "b")], each=True)

    (path,) = (tmp_path / "briefs").iterdir()
    found = json.loads(path.read_text(encoding="utf-8"))
    assert [brief["story"] for brief in found] == [1, 2]
    assert not (tmp_path / "briefs.jsonl").exists()


def test_a_torn_file_of_before_is_replaced(tmp_path: Path) -> None:
    """Outputs are made anew from the journal, not mended."""
    (tmp_path / "briefs.jsonl").write_bytes(b'{"input": "a.txt"}\n{"input": "b.tx')
    (tmp_path / "briefs").mkdir()
    for name in (".failures.jsonl.part", "briefs/.gone.html.part"):
        (tmp_path / name).write_bytes(b"half")
    write(tmp_path, [done(0, "a.txt")])

    assert [brief["input"] for brief in lines(tmp_path / "briefs.jsonl")] == ["a.txt"]
    assert names(tmp_path) == FILES


def test_files_that_are_none_of_this_run_go_but_nobody_elses(tmp_path: Path) -> None:
    """What the last manifest names, and nobody has changed."""
    write(tmp_path, [done(0, "a.txt"), done(1, "b.txt"), done(2, "c.txt")], "html")
    pages = sorted((tmp_path / "briefs").iterdir())
    pages[1].write_text("an editor's own words", encoding="utf-8")
    (tmp_path / "briefs" / "notes.txt").write_text("mine", encoding="utf-8")

    write(tmp_path, [done(0, "a.txt")], "html")

    left = {path.name for path in (tmp_path / "briefs").iterdir()}
    assert left == {pages[0].name, pages[1].name, "notes.txt"}


@pytest.mark.parametrize("text", ["{", "[]", '{"schema": "evenbrief.batch/1"}', "\xff"])
def test_a_manifest_that_is_none_takes_nothing_away(tmp_path: Path, text: str) -> None:
    """Nor does it stop the run."""
    (tmp_path / "manifest.json").write_bytes(text.encode("latin-1"))
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    write(tmp_path, [done(0, "a.txt")])

    assert names(tmp_path) == FILES | {"notes.txt"}


def test_a_manifest_cannot_name_what_lies_elsewhere(tmp_path: Path) -> None:
    """One that somebody else wrote takes away nothing outside its folder."""
    mine, folder = tmp_path / "mine.txt", tmp_path / "out"
    write_text(mine, "mine")
    digest = hashlib.sha256(b"mine").hexdigest()
    folder.mkdir()
    files = [{"name": name, "sha256": digest} for name in ("../mine.txt", str(mine))]
    write_text(
        folder / "manifest.json", json.dumps({"schema": "evenbrief.batch/1", "files": files})
    )
    write(folder, [done(0, "a.txt")])

    assert mine.exists()


def test_without_pyarrow_all_else_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And it is said; a table of an earlier run would not be this one's."""
    write(tmp_path, [done(0, "a.txt")])
    monkeypatch.setitem(sys.modules, "pyarrow", None)

    found = write(tmp_path, [done(0, "a.txt")])

    assert found.remarks == (NO_TABLE,)
    assert names(tmp_path) == FILES - {"figures.parquet"}


def test_a_desk_weighs_findings_when_outputs_are_made(tmp_path: Path) -> None:
    """No brief is written over for another severity."""
    listed = [done(0, "a.txt")]
    strict = Wanted(Settings(severity={"EB_EXACT": Severity.ERROR}))

    (calm,) = show_all(listed, Wanted(Settings()))
    (wrong,) = show_all(listed, strict)

    assert [entry.group for entry in calm.entries] == [Group.CALM]
    assert [entry.group for entry in wrong.entries] == [Group.WRONG]
    assert json.loads(wrong.lines[0])["ok"] is False


@pytest.mark.parametrize(
    "name",
    [
        "../../etc/passwd",
        "a b/ü&<script>.html",
        "x" * 400,
        "-",
        "https://x.example/?q=1#2",
        "\ud800",
    ],
)
def test_a_files_name_is_safe_whatever_its_input_is_called(name: str) -> None:
    """Letters, digits and hyphens of a bounded length."""
    stem = file_stem(Item(0, name, "0" * 64), 12)

    assert set(stem) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert len(stem) <= 75
    assert not stem.startswith("-")


@given(st.lists(st.tuples(st.text(max_size=8), st.integers(0, 3)), unique=True, min_size=2))
def test_files_of_different_articles_have_different_names(items: list[tuple[str, int]]) -> None:
    """Also where their inputs' names differ in what a file's name may not hold."""
    stems = {file_stem(Item(0, name, f"{key:064x}")) for name, key in items}

    assert len(stems) == len(items)


def test_the_example_of_a_name_is_true() -> None:
    """`news.csv#17 (A-204)` becomes readable."""
    stem = file_stem(Item(3, "in/news.csv#17 (A-204)", "0" * 64), 2)

    assert stem.startswith("news-csv-17-a-204-")
    assert stem.endswith("-2")


def test_a_file_is_there_whole_or_not_at_all(tmp_path: Path) -> None:
    """Where its writing ends with an error the old one stays, and nothing lies beside it."""
    path = tmp_path / "a.jsonl"
    write_lines(path, ["old"])

    def fail() -> None:
        with write_whole(path) as file:
            file.write(b"new")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()

    assert path.read_text(encoding="utf-8") == "old\n"
    assert names(tmp_path) == {"a.jsonl"}


def test_half_a_surrogate_pair_does_not_stop_a_file(tmp_path: Path) -> None:
    """A server may send one; no file can hold it."""
    assert write_lines(tmp_path / "a", ["x\ud800y"]) == 1

    assert (tmp_path / "a").read_bytes() == b"x?y\n"


def test_a_full_disk_is_told_of_the_file_that_does_not_fit(tmp_path: Path) -> None:
    """And the old one stays."""
    path = tmp_path / "a.jsonl"
    write_lines(path, ["old"])
    (tmp_path / ".a.jsonl.part").symlink_to("/dev/full")

    with pytest.raises(EvenbriefError, match=r"a.jsonl: cannot be written \(No space left"):
        write_lines(path, ["new"] * 100_000)

    assert path.read_text(encoding="utf-8") == "old\n"


def test_a_disk_too_full_for_the_table_is_told_in_one_sentence(tmp_path: Path) -> None:
    """Whatever the library that writes it makes of the error."""
    (tmp_path / ".figures.parquet.part").symlink_to("/dev/full")

    def fill() -> None:
        with open_table(tmp_path) as put:
            for number in range(30):
                put([{"input": f"{number} {at}", "sentence": f"{at}" * 50} for at in range(8_000)])

    with pytest.raises(EvenbriefError, match=r"figures.parquet: cannot be written \(No space"):
        fill()


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    """Where, why, what to do."""
    (tmp_path / "file").write_text("x", encoding="utf-8")

    with pytest.raises(EvenbriefError, match=r"cannot be written \(Not a directory\); make room"):
        write(tmp_path / "file" / "out", [done(0, "a.txt")])


KILLED = """
import sys, time
from pathlib import Path
from pipeline.batch.whole import write_whole
with write_whole(Path(sys.argv[1])) as file:
    file.write(b"new" * 100_000)
    file.flush()
    print("half", flush=True)
    time.sleep(60)
"""


def test_a_killed_writer_leaves_the_old_file(tmp_path: Path) -> None:
    """A lost current does the same, and the next run takes the half away."""
    path = tmp_path / "briefs.jsonl"
    write_lines(path, ["old"])
    with subprocess.Popen(
        [sys.executable, "-c", KILLED, str(path)], cwd=ROOT, stdout=subprocess.PIPE
    ) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == b"half\n"
        writer.send_signal(signal.SIGKILL)

    assert path.read_text(encoding="utf-8") == "old\n"
    assert names(tmp_path) == {"briefs.jsonl", ".briefs.jsonl.part"}
    write(tmp_path, [done(0, "a.txt")])
    assert names(tmp_path) == FILES


def test_what_needs_a_human_is_told_by_its_gravest_reason() -> None:
    """Failing, withheld, warned, nothing."""
    (one,) = briefed(TEXT, "a.txt")
    notes = one.brief.notes
    made = one.brief.provenance
    exact = one.brief.report.checks[0]
    wrong = exact.model_copy(update={"severity": Severity.ERROR})
    report = one.brief.report.model_copy(update={"checks": (wrong,)})
    briefs = {
        Group.WRONG: one._replace(brief=one.brief.model_copy(update={"report": report})),
        Group.CALM: one,
        Group.WARNED: one._replace(
            brief=one.brief.model_copy(
                update={"notes": notes.model_copy(update={"warnings": ("Read again.",)})}
            )
        ),
        Group.WITHHELD: one._replace(
            brief=one.brief.model_copy(
                update={"provenance": made.model_copy(update={"withheld": ("Out.",) * 6})}
            )
        ),
    }
    for group, brief in briefs.items():
        (shown,) = show_all([done(0, "a.txt", brief)], Wanted(Settings()))
        (entry,) = shown.entries
        assert entry.group is group
    assert entry.reasons == (*["Withheld: Out."] * 4, "and 2 more")
    (empty,) = show_all([done(0, "a", changed(summary="", sentences=()))], Wanted(Settings()))
    assert empty.entries[0].is_empty
    assert empty.entries[0].reasons[0] == "Nothing of it could be briefed."


@pytest.mark.slow
def test_processes_show_what_one_shows_and_in_its_order() -> None:
    """Many articles are made ready for print on all cores."""
    listed = [done(at, f"{at}.txt") for at in range(FEWEST + 40)]
    wanted = Wanted(Settings(), ("markdown",))

    assert list(show_all(listed, wanted, 2)) == list(show_all(listed, wanted))


@pytest.mark.slow
def test_memory_does_not_grow_with_the_articles(tmp_path: Path) -> None:
    """Some 600 bytes an article for the index are kept, and nothing else."""
    code = (
        "import resource, sys; from pathlib import Path; from tests.batch_listed import *\n"
        "one = done(0, 'a.txt')\n"
        "count = int(sys.argv[1])\n"
        "write(Path(sys.argv[2]), (one._replace(item=one.item._replace(position=n, name=f'{n}')) "
        "for n in range(count)))\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
    )
    peaks = []
    for count in (300, 3_000):
        command = [sys.executable, "-c", code, str(count), str(tmp_path / f"{count}")]
        done_ = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
        peaks.append(int(done_.stdout))

    assert peaks[1] - peaks[0] < 25_000, peaks
