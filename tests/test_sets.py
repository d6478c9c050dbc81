"""Sets of other makers are scored with both denominators, and the scope says what is left out."""

import gzip
import json
from pathlib import Path

import pytest

from evals.sets import SCOPE, find_rule, main, pool, read_scope, read_set, score_set
from schemas.errors import GoldenError
from schemas.scope import LeftOut, ScopeRule
from schemas.score import Share

RULES = read_scope(SCOPE)
TEXT = "He spent a month and 12 dollars in 2019."


def line(labels: dict[str, float | None], text: str = TEXT) -> str:
    """A set's line: a text, and labelled words with their values."""
    figures = []
    for words, value in labels.items():
        start = text.index(words)
        figures.append({"start": start, "end": start + len(words), "value": value})
    return json.dumps({"id": "one", "text": text, "figures": figures})


def written(folder: Path, *lines: str) -> Path:
    """A set in a file."""
    path = folder / "words.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_both_denominators_are_counted(tmp_path: Path) -> None:
    """Three labels, one left out wholly and one for its value; what is in scope is all right."""
    path = written(tmp_path, line({"a month": 1, "12 dollars": 12, "2019": 2019}))

    score = score_set("words", read_set(path), RULES)

    assert (score.found, score.found_in_scope) == (Share(hits=2, of=3), Share(hits=2, of=2))
    assert (score.values, score.values_in_scope) == (Share(hits=1, of=2), Share(hits=1, of=1))
    assert score.left_out == (("article-for-one", 1), ("year", 1))
    assert score.missed == score.wrong == ()


def test_what_is_in_scope_and_missed_or_wrong_is_shown(tmp_path: Path) -> None:
    """A label on plain words and one with another value stand in the faults."""
    path = written(tmp_path, line({"spent": 7, "12 dollars": 13}))

    score = score_set("words", read_set(path), RULES)

    assert (score.found_in_scope, score.values_in_scope) == (
        Share(hits=1, of=2),
        Share(hits=0, of=1),
    )
    assert "[spent]" in score.missed[0]
    assert "[12 dollars]" in score.wrong[0]


def test_two_labels_in_one_figure_count_as_one_found(tmp_path: Path) -> None:
    """Pairing is one to one: a figure that spans both labels is found once."""
    path = written(tmp_path, line({"3 dollars": 3, "50 cents": 50}, "It cost 3 dollars 50 cents."))

    assert score_set("words", read_set(path), ()).found == Share(hits=1, of=2)


def test_a_share_may_be_labelled_as_part_of_one(tmp_path: Path) -> None:
    """0.44 is 44%; 0.45 is not."""
    right, wrong = (line({"44%": value}, "It was 44%.") for value in (0.44, 0.45))
    score = score_set("words", read_set(written(tmp_path, right, wrong)), ())

    assert score.values == Share(hits=1, of=2)


def test_sets_are_pooled_by_their_counts(tmp_path: Path) -> None:
    """Two of two and none of one are two of three."""
    good = score_set("a", read_set(written(tmp_path, line({"12 dollars": 12, "2019": None}))), ())
    bad = score_set("b", read_set(written(tmp_path, line({"spent": None}))), ())

    assert pool([good, bad]).found == Share(hits=2, of=3)


@pytest.mark.parametrize(
    ("words", "rule"),
    [
        ("one", "lone-small-word"), ("a few", "vague-amount"), ("a gallon", "article-for-one"),
        ("dollars", "unit-without-number"), ("twenty-first", "order"), ("2019", "year"),
        ("3/4", "parts-of-a-share"), ("2 hours 10 minutes", "two-units"),
        ("1.5 hours", "smaller-unit"), ("$20 43", "cents-without-a-word"), ("2^5", "formula"),
        ("three twenty-firsts", "spoken-quotient"), ("3 hundred and 21", "mixed-writing"),
        ("10G", "letter-for-a-scale"), ("9m", "lone-m-or-k"), ("40 000", "spaced-thousands"),
    ],
)  # fmt: skip
def test_each_rule_leaves_out_what_it_says(words: str, rule: str, tmp_path: Path) -> None:
    """The rule that decides is the one whose reason fits."""
    path = written(tmp_path, line({words: 1}, f"say {words} so"))
    found = find_rule(read_set(path)[0][0], RULES)

    assert found is not None
    assert found.id == rule


@pytest.mark.parametrize(
    "words",
    ["twelve", "a dozen eggs", "12 dollars", "a third", "$280 million", "2 hours", "5 kg", "3.5%",
     "100,000", "two-thirds", "twenty-one", "1.8 million", "20 dollars and 43 cents"],
)  # fmt: skip
def test_what_an_editor_would_call_a_figure_stays_in_scope(words: str, tmp_path: Path) -> None:
    """No rule leaves out a plain amount."""
    path = written(tmp_path, line({words: 1}, f"say {words} so"))

    assert find_rule(read_set(path)[0][0], RULES) is None


def test_words_before_and_after_a_label_decide_too(tmp_path: Path) -> None:
    """The digits of a slashed date are parts of a name, the same digits alone are not."""
    inside, alone = (
        read_set(written(tmp_path, line({"17": 17}, text)))[0][0]
        for text in ("on 5/17/2018", "on 17 roads")
    )
    found = find_rule(inside, RULES)

    assert found is not None
    assert (found.id, found.leaves_out) == ("inside-a-name", LeftOut.FIGURE)
    assert find_rule(alone, RULES) is None


def test_every_rule_gives_its_reason_in_a_sentence_and_has_a_name_of_its_own() -> None:
    """A reader of the scope is told why, once."""
    assert len({rule.id for rule in RULES}) == len(RULES)
    assert all(rule.why.endswith(".") for rule in RULES)


def test_a_pattern_that_does_not_compile_is_refused() -> None:
    """The fault names the pattern."""
    with pytest.raises(ValueError, match="is no pattern"):
        ScopeRule(id="x", why="X.", leaves_out=LeftOut.VALUE, text="(")


def test_the_command_prints_a_line_a_set_and_the_pool(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Gzipped or plain, each set by its name; `--show` adds rules and faults."""
    plain = written(tmp_path, line({"a month": 1, "spent": None}))
    packed = tmp_path / "more.jsonl.gz"
    packed.write_bytes(gzip.compress(line({"12 dollars": 12}).encode()))

    assert main([str(plain), str(packed), "--show"]) == 0

    out = capsys.readouterr().out.splitlines()
    assert out[0].startswith("words: found 0/2 (0%) of all, 0/1 (0%) in scope;")
    assert "left out 1 by article-for-one" in out[1]
    assert "missed" in out[2]
    assert out[-1].startswith("pooled: found 1/3 (33%) of all, 1/2 (50%) in scope;")


@pytest.mark.parametrize(
    ("content", "said"),
    [("{", "words.jsonl:1: "), ('{"text": "x"}', "a line needs id, text and figures")],
)
def test_a_line_that_is_no_label_is_named(content: str, said: str, tmp_path: Path) -> None:
    """The sentence says which line, what was found and what a line needs."""
    with pytest.raises(GoldenError, match=said):
        read_set(written(tmp_path, content))


def test_a_missing_file_ends_with_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit code 2, nothing on stdout."""
    assert main([str(tmp_path / "none.jsonl")]) == 2

    printed = capsys.readouterr()
    assert "none.jsonl: cannot be read" in printed.err
    assert printed.out == ""


def test_a_scope_that_is_no_scope_is_refused(tmp_path: Path) -> None:
    """A missing key, a broken file and no file at all are named."""
    path = tmp_path / "scope.toml"
    for content in ("x = 1", "[[rule", '[[rule]]\nid = "a"'):
        path.write_text(content, encoding="utf-8")
        with pytest.raises(GoldenError, match="mend the scope file"):
            read_scope(path)
    with pytest.raises(GoldenError, match="name a scope file"):
        read_scope(tmp_path / "other.toml")
