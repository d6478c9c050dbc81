"""Goldens as JSON lines: what comes back is what went out, and no wrong offset gets in."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from evals.exchange import read_line, write_line
from evals.exchange_folder import write_goldens
from evals.exchange_foreign import read_tasks
from evals.lint import lint_golden
from evals.offsets import Ruler, Told, Unit, find_place, find_places
from evals.read import read_goldens, read_labels
from pipeline.cli import evals_export, evals_import
from schemas.errors import GoldenError
from schemas.exits import Exit
from schemas.golden import Golden, Split
from tests.golden_folder import sound_labels, write_folder

GOLDEN = Path(__file__).parent.parent / "golden"

TEXT = "𝛼-blocker 🙂 cut it by 64% in 11 – and 64% again\n"
"""Two characters outside the first plane and one of three bytes: all three units differ."""


def small(folder: Path) -> Golden:
    """The small golden."""
    return read_goldens(write_folder(folder, sound_labels()))[0]


def changed(golden: Golden, change: dict[str, Any]) -> str:
    """Its line with other fields."""
    return json.dumps({**json.loads(write_line(golden)), **change}, ensure_ascii=False)


def test_every_golden_of_this_project_survives_the_way_out_and_back() -> None:
    """Labels, text, split and places are the same."""
    for golden in read_goldens(GOLDEN):
        assert read_line(write_line(golden), "line") == golden


def test_a_line_is_one_line_and_frames_each_mark(tmp_path: Path) -> None:
    """Each mark has its words and what stands beside them."""
    line = write_line(small(tmp_path))
    figure = json.loads(line)["labels"]["figures"][0]

    assert "\n" not in line
    assert figure["text"] == "7 of 11"
    assert figure["before"] == "avro answers in "
    assert figure["after"] == " patients\nThe ra"


@pytest.mark.parametrize(("name", "by"), [("figures", 1), ("figures", -1), ("boilerplate", 3)])
def test_one_shifted_offset_refuses_the_line(tmp_path: Path, name: str, by: int) -> None:
    """Said with the words recorded, the place, and what stands there."""
    line = json.loads(write_line(small(tmp_path)))
    mark = line["labels"][name][0]
    mark["start"], mark["end"] = mark["start"] + by, mark["end"] + by

    with pytest.raises(GoldenError, match=r"f.jsonl:3: small: .* the text has .* re-anchor"):
        read_line(json.dumps(line), "f.jsonl:3")


def test_an_offset_that_hits_the_same_words_elsewhere_is_refused(tmp_path: Path) -> None:
    """The other 64% is another fact: the words beside it tell."""
    text = "It was 64% in adults, and in the control arm it was 64% of children.\n"
    labels = sound_labels() | {
        "sha256": hashlib.sha256(text.encode()).hexdigest(),
        "figures": [
            {"start": 7, "end": 10, "text": "64%", "fact": "f1", "kind": "percent",
             "values": ["64"], "before": "It was ", "after": " in adults"}
        ],
        "identifiers": [], "idle": [], "boilerplate": [],
    }  # fmt: skip
    labels["stories"][0] |= {
        "headline": {"start": 0, "end": 2, "text": "It"},
        "span": {"start": 0, "end": len(text) - 1},
    }
    line = {"schema": "evenbrief.golden-line/1", "id": "small", "split": "dev", "text": text}

    assert read_line(json.dumps({**line, "labels": labels}), "l").labels.figures[0].start == 7

    other = text.rindex("64%")
    labels["figures"][0] |= {"start": other, "end": other + 3, "before": "It was ",
                             "after": " in adults"}  # fmt: skip
    with pytest.raises(GoldenError, match="stands between other words than recorded"):
        read_line(json.dumps({**line, "labels": labels}), "l")


def recounted(golden: Golden, unit: str) -> dict[str, Any]:
    """The golden's line with offsets in another unit, as another tool would write it."""
    line = json.loads(write_line(golden))
    encoding, width = ("utf-16-le", 2) if unit == "utf-16" else ("utf-8", 1)

    def count(place: int) -> int:
        return len(golden.text[:place].encode(encoding)) // width

    rows = [row for name in ("figures", "identifiers", "idle", "boilerplate", "opinion")
            for row in line["labels"].get(name, [])]  # fmt: skip
    for story in line["labels"]["stories"]:
        rows += [story["headline"], story["span"]]
    for row in rows:
        row["start"], row["end"] = count(row["start"]), count(row["end"])
    return dict(line)


@pytest.mark.parametrize("unit", ["utf-16", "utf-8"])
def test_a_line_counted_in_another_unit_comes_back_in_code_points(unit: str) -> None:
    """A browser counts UTF-16, a Go program bytes; the words show which."""
    for golden in read_goldens(GOLDEN):
        assert read_line(json.dumps(recounted(golden, unit)), "line") == golden


def test_two_units_in_one_line_are_refused() -> None:
    """No single count fits: somebody edited half of it."""
    golden = next(g for g in read_goldens(GOLDEN) if any(ord(ch) > 127 for ch in g.text[:200]))
    line = json.loads(write_line(golden))
    line["labels"]["figures"][-1] = recounted(golden, "utf-8")["labels"]["figures"][-1]

    with pytest.raises(GoldenError, match="re-anchor"):
        read_line(json.dumps(line), "line")


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"text": "Another text.\n"}, "re-anchor"),
        ({"id": "../small"}, "use small letters"),
        ({"id": "other"}, "labels are of 'small'"),
        ({"split": "shots"}, "write 'dev' or 'test'"),
        ({"schema": "evenbrief.golden-line/2"}, "name its form"),
        ({"labels": None}, "name its form"),
        ({"labels": {"figures": 3, "stories": 4}}, "mend the label"),
        ({"text": "\ud800"}, "half a character"),
        ({"text": 5}, "give it as a text"),
    ],
)
def test_a_line_that_is_not_what_it_says_is_refused(
    tmp_path: Path, change: dict[str, Any], says: str
) -> None:
    """In a sentence, never a traceback."""
    line = json.dumps({**json.loads(write_line(small(tmp_path))), **change})

    with pytest.raises(GoldenError, match=says):
        read_line(line, "f:1")


@pytest.mark.parametrize("line", ["{", "[]", "3", '{"id": "a"}', "[" * 100_000])
def test_what_is_no_line_is_refused(line: str) -> None:
    """Torn, another type, too deep."""
    with pytest.raises(GoldenError):
        read_line(line, "f:1")


def test_labels_of_the_text_before_an_edit_are_refused(tmp_path: Path) -> None:
    """All offsets still fit, but somebody changed a word after the last mark."""
    golden = small(tmp_path)

    with pytest.raises(GoldenError, match="label the text as it is"):
        read_line(changed(golden, {"text": golden.text + "One more line.\n"}), "f:1")


@given(st.text(min_size=1, max_size=30), st.data())
def test_a_place_is_found_again_in_every_unit(text: str, data: st.DataObject) -> None:
    """Whatever the characters, lone surrogates aside: they are no text."""
    text = text.encode("utf-8", "ignore").decode()
    if not text:
        return
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    for encoding, width in (("utf-32-le", 4), ("utf-16-le", 2), ("utf-8", 1)):
        low, high = (len(text[:place].encode(encoding)) // width for place in (start, end))
        told = Told(low, high, words=text[start:end], before=text[:start], after=text[end:])

        assert find_places(text, [told]) == [(start, end)]


def test_an_offset_inside_a_character_is_no_place() -> None:
    """Half of a surrogate pair, or of a character's bytes."""
    assert Ruler(TEXT, Unit.UTF_16).find(Told(1, 3, "")) is None
    assert Ruler(TEXT, Unit.UTF_8).find(Told(2, 6, "")) is None
    assert Ruler(TEXT, Unit.CODE_POINT).find(Told(-3, -1, "")) is None


def test_a_place_without_words_that_only_one_unit_knows_is_not_believed() -> None:
    """The other units end before it or fall between bytes: that is no proof for the one left."""
    text = "🙂 64%"
    rulers = [Ruler(text, unit) for unit in Unit]

    with pytest.raises(GoldenError, match="--offsets"):
        find_place(text, Told(3, 6, ""), rulers)
    assert find_place(text, Told(3, 6, "64%"), rulers) == (2, 5)
    assert find_place(text, Told(3, 6, ""), rulers[1:2]) == (2, 5)


def run(command: Any, *arguments: object) -> Result:
    """A command as the group calls it."""
    return CliRunner().invoke(command.command, [str(a) for a in arguments], standalone_mode=False)


def test_export_and_import_make_the_same_folder(tmp_path: Path) -> None:
    """Through files, as a user does it; what is written passes the lint."""
    folder = write_folder(tmp_path / "golden", sound_labels())
    lines, other = tmp_path / "all.jsonl", tmp_path / "other"

    out = run(evals_export, folder, "--out", lines)
    back = run(evals_import, lines, "--into", other)

    assert (out.return_value, back.return_value) == (Exit.FINE, Exit.FINE)
    assert read_goldens(other) == read_goldens(folder)
    assert lint_golden(other) == ()


def test_labels_are_written_one_a_line_for_a_reviewer(tmp_path: Path) -> None:
    """A diff then shows the label that changed."""
    golden = small(tmp_path / "a")
    write_goldens(tmp_path / "b", [golden])
    rows = (tmp_path / "b" / "labels" / "small.json").read_text("utf-8").splitlines()

    assert sum('"fact": ' in row for row in rows) == len(golden.labels.figures)
    assert read_labels(tmp_path / "b" / "labels" / "small.json") == golden.labels


def test_a_bad_line_keeps_the_whole_file_out(tmp_path: Path) -> None:
    """All or nothing: half an import would pass unnoticed."""
    golden = small(tmp_path / "golden")
    bad = json.loads(write_line(golden))
    bad["labels"]["figures"][0]["start"] += 1
    file = tmp_path / "f.jsonl"
    file.write_text(f"{write_line(golden)}\n{json.dumps(bad)}\n", encoding="utf-8")

    result = run(evals_import, file, "--into", tmp_path / "new")

    assert isinstance(result.exception, GoldenError)
    assert "f.jsonl:2" in str(result.exception)
    assert not (tmp_path / "new").exists()


def test_an_import_writes_over_nothing_unless_asked(tmp_path: Path) -> None:
    """Nor does an article slip from test into dev."""
    folder = write_folder(tmp_path, sound_labels())
    golden = read_goldens(folder)[0]

    with pytest.raises(GoldenError, match="give --replace to write over it"):
        write_goldens(folder, [golden])
    with pytest.raises(GoldenError, match="is in split 'dev', the line says 'test'"):
        write_goldens(folder, [golden.model_copy(update={"split": Split.TEST})])
    with pytest.raises(GoldenError, match="another text"):
        write_goldens(folder, [golden.model_copy(update={"text": "Another."})])
    with pytest.raises(GoldenError, match="imported twice"):
        write_goldens(folder, [golden, golden], replace=True)
    write_goldens(folder, [golden], replace=True)

    assert read_goldens(folder) == (golden,)


def test_a_folder_that_cannot_be_written_is_refused_in_a_sentence(tmp_path: Path) -> None:
    """A file stands where the folder should be."""
    golden = small(tmp_path / "golden")
    file = tmp_path / "file"
    file.write_text("", encoding="utf-8")

    with pytest.raises(GoldenError, match="name a folder that can be written"):
        write_goldens(file, [golden])


def test_only_the_split_asked_for_is_exported(tmp_path: Path) -> None:
    """So that test articles stay where they are."""
    folder = write_folder(tmp_path, sound_labels())

    assert run(evals_export, folder, "--split", "test").return_value is Exit.NOTHING
    assert json.loads(run(evals_export, folder, "--split", "dev").output)["id"] == "small"
    assert run(evals_export, tmp_path / "gone").return_value is Exit.NOTHING


def spans(form: str, start: int, end: int, words: str) -> str:
    """One percentage as each of the tools exports it."""
    rows: dict[str, Any] = {
        "doccano": {"id": 7, "text": TEXT, "label": [[start, end, "percent"]]},
        "prodigy": {"text": TEXT, "meta": {"id": 7}, "spans": [
            {"start": start, "end": end, "label": "PERCENT", "text": words}]},
        "label-studio": {"id": 7, "data": {"text": TEXT}, "annotations": [{"result": [
            {"value": {"start": start, "end": end, "text": words, "labels": ["Percent"]}}]}]},
    }  # fmt: skip
    return json.dumps(rows[form])


PLACE = TEXT.index("64%")
UNITS = {
    "code-point": (PLACE, PLACE + 3),
    "utf-16": (PLACE + 2, PLACE + 5),
    "utf-8": (PLACE + 6, PLACE + 9),
}
"""Where the first 64% begins: two characters before it take two units, and four bytes each."""


@pytest.mark.parametrize("form", ["prodigy", "label-studio"])
@pytest.mark.parametrize("unit", UNITS)
def test_a_span_of_another_tool_is_taken_where_its_words_stand(
    tmp_path: Path, form: str, unit: str
) -> None:
    """Whatever the tool counts, the label is in code points; the value is what is printed."""
    file = tmp_path / "f.json"
    file.write_text(spans(form, *UNITS[unit], "64%"), encoding="utf-8")

    result = run(evals_import, file, "--from", form, "--into", tmp_path / "golden")
    figure = read_goldens(tmp_path / "golden")[0].labels.figures[0]

    assert result.return_value is Exit.FINE
    assert (figure.start, figure.end, figure.values) == (PLACE, PLACE + 3, ("64",))


@pytest.mark.parametrize("form", ["prodigy", "label-studio"])
def test_a_span_whose_words_stand_elsewhere_is_refused_alone(tmp_path: Path, form: str) -> None:
    """The text is imported without it, and the command ends as incomplete."""
    file = tmp_path / "f.json"
    file.write_text(spans(form, PLACE + 1, PLACE + 4, "64%"), encoding="utf-8")

    result = run(evals_import, file, "--from", form, "--into", tmp_path / "golden")

    assert result.return_value is Exit.INCOMPLETE
    assert "refused:" in result.stderr
    assert read_goldens(tmp_path / "golden")[0].labels.figures == ()


def test_a_tool_that_records_no_words_is_believed_only_where_all_units_agree(
    tmp_path: Path,
) -> None:
    """Or where the user says what it counts."""
    file = tmp_path / "f.jsonl"
    file.write_text(spans("doccano", *UNITS["utf-16"], ""), encoding="utf-8")
    one, two = tmp_path / "one", tmp_path / "two"

    unsure = run(evals_import, file, "--from", "doccano", "--into", one)
    sure = run(evals_import, file, "--from", "doccano", "--offsets", "utf-16", "--into", two)

    assert unsure.return_value is Exit.INCOMPLETE
    assert "--offsets" in unsure.stderr
    assert sure.return_value is Exit.FINE
    assert read_goldens(two)[0].labels.figures[0].start == PLACE


def test_a_plain_text_needs_no_word_of_the_unit(tmp_path: Path) -> None:
    """Where every character is one byte all units agree."""
    file = tmp_path / "f.jsonl"
    row = {"id": "A 1", "text": "It fell by 64%.", "entities": [
        {"start_offset": 11, "end_offset": 14, "label": "percent"}]}  # fmt: skip
    file.write_text(json.dumps(row), encoding="utf-8")

    result = run(evals_import, file, "--from", "doccano", "--into", tmp_path / "golden")
    golden = read_goldens(tmp_path / "golden")[0]

    assert result.return_value is Exit.FINE
    assert (golden.id, golden.labels.figures[0].text) == ("task-a-1", "64%")


def test_a_label_that_is_no_kind_of_ours_is_refused_with_the_kinds_there_are(
    tmp_path: Path,
) -> None:
    """Nothing is guessed from a name."""
    file = tmp_path / "f.jsonl"
    file.write_text(spans("prodigy", *UNITS["code-point"], "64%").replace("PERCENT", "ORG"))

    result = run(evals_import, file, "--from", "prodigy", "--into", tmp_path / "golden")

    assert "label 'ORG' is no kind of figure; use one of percent" in result.stderr


@pytest.mark.parametrize("form", ["doccano", "prodigy", "label-studio"])
@pytest.mark.parametrize("content", ["{", "[1]", '{"spans": 3}', '{"text": 3, "data": 4}'])
def test_a_file_of_another_form_is_refused(tmp_path: Path, form: str, content: str) -> None:
    """Said with the tool's name."""
    file = tmp_path / "f.json"
    file.write_text(content, encoding="utf-8")

    result = run(evals_import, file, "--from", form, "--into", tmp_path / "golden")

    assert isinstance(result.exception, GoldenError), result.exception


def test_what_a_person_has_still_to_write_is_listed_by_the_lint(tmp_path: Path) -> None:
    """A skeleton is not a golden: facts say nothing, and there is no reference brief."""
    file = tmp_path / "f.jsonl"
    file.write_text(spans("prodigy", *UNITS["code-point"], "64%"), encoding="utf-8")
    run(evals_import, file, "--from", "prodigy", "--into", tmp_path / "golden")

    texts = [finding.text for finding in lint_golden(tmp_path / "golden")]

    assert any("fact 'f1' says nothing" in text for text in texts)
    assert any("s1 has no reference" in text for text in texts)
    assert any("s1 has no must_say" in text for text in texts)


@pytest.mark.parametrize("form", ["doccano", "prodigy"])
def test_a_line_separator_within_a_text_ends_no_json_line(form: str) -> None:
    """U+2028 stands bare in JSON of other tools."""
    line = json.dumps({"text": "It is 7%.\u2028It was 8%."}, ensure_ascii=False)

    assert [task.text for task in read_tasks(form, line, "x.jsonl")] == [
        "It is 7%.\u2028It was 8%."
    ]
