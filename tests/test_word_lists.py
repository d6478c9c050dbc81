"""The word lists are data that an editor can read, check and add to."""

import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from pipeline.figures import word_lists
from pipeline.figures.lexicon import compile_terms
from pipeline.figures.word_lists import FOLDER, Table, read_lexicon
from schemas.errors import LexiconError

ROOT = Path(__file__).resolve().parent.parent
FILES = sorted(FOLDER.glob("*.toml"))
TABLES = [
    pytest.param(table, id=f"{path.stem}-{name}")
    for path in FILES
    for name, table in read_lexicon(path).items()
]
GOOD = "read = '2026-11-21'\n[colours]\nmeaning = 'What is seen.'\nsource = 'Own reading'\n"


def all_words(table: Table) -> list[str]:
    """Every word, spelling and phrase of a table."""
    sides = [side for pair in table.pairs for side in pair]
    found = [table.words, *table.terms.values(), *sides, tuple(table.values)]
    return [word for words in found for word in words]


def write(folder: Path, text: str) -> Path:
    """A lexicon of this text."""
    path = folder / "colours.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_there_are_lexicons() -> None:
    """An empty folder would pass every other test here."""
    assert len(FILES) >= 10


@pytest.mark.parametrize("table", TABLES)
def test_every_table_says_what_it_means_and_where_it_is_from(table: Table) -> None:
    """An editor can judge a word only by what it does, and a list only by its source."""
    assert len(table.meaning.split()) >= 3
    assert table.meaning.endswith(".")
    assert table.source.strip()


@pytest.mark.parametrize("table", TABLES)
def test_no_word_stands_in_a_table_twice_unless_said(table: Table) -> None:
    """A spelling of two terms would be told as one of them at random."""
    twice = [word for word, times in Counter(all_words(table)).items() if times > 1]

    assert not twice or table.repeats


@pytest.mark.parametrize("table", TABLES)
def test_every_word_is_a_fair_pattern(table: Table) -> None:
    """A comma inside of a pattern would cut it in two; half a pattern does not compile."""
    for word in all_words(table):
        assert word == word.strip()
        re.compile(word)
        assert word.count("{") == word.count("}")


@pytest.mark.parametrize("table", TABLES)
def test_every_table_holds_something(table: Table) -> None:
    """A list without words says that a rule has nothing to go by."""
    assert all(all_words(table))
    assert all_words(table)


def test_every_table_is_asked_for_by_the_code_and_no_other() -> None:
    """A list that nothing reads would let an editor add words in vain."""
    call = re.compile(r"""word_lists\.\w+\(\s*["'](\w+)["'], ["'](\w+)["']""")
    code = "".join(path.read_text(encoding="utf-8") for path in FOLDER.parent.glob("*.py"))
    there = {(path.stem, name) for path in FILES for name in read_lexicon(path)}

    assert set(call.findall(code)) == there


def test_measures_that_lists_name_are_measures() -> None:
    """`harms` and the like name measures by our name for them; a wrong name would do nothing."""
    known = set(word_lists.terms("measures", "measures"))
    related = word_lists.terms("measures", "related").values()

    for table in ("harms", "clinical"):
        assert set(word_lists.words("measures", table)) <= known
    assert {name for group in related for name in group} <= known


def test_what_is_done_and_its_other_forms_go_together() -> None:
    """Each event has both."""
    done, other = word_lists.terms("events", "done"), word_lists.terms("events", "other_forms")

    assert done.keys() == other.keys()


def test_a_text_is_parted_at_its_commas(tmp_path: Path) -> None:
    """A phrase may run over the end of a line; a comma at the end adds nothing."""
    path = write(tmp_path, GOOD + "words = '''\nred, dark\ngreen, sky blue,'''\n")

    assert read_lexicon(path)["colours"].words == ("red", "dark green", "sky blue")


def test_a_list_in_quotes_keeps_its_commas(tmp_path: Path) -> None:
    """A pattern may need one."""
    path = write(tmp_path, GOOD + "[colours.terms]\nred = ['red(?=,)', 'crimson']\n")

    assert read_lexicon(path)["colours"].terms == {"red": ("red(?=,)", "crimson")}


@pytest.mark.parametrize("term", ["(nausea", "na+usea", "nausea(", "nausea[", "nausea(s)?"])
def test_a_term_that_is_no_fair_pattern_is_refused_with_a_sentence(term: str) -> None:
    """It must begin with letters, by which a text is looked through, and must compile."""
    with pytest.raises(LexiconError, match=r"^lexicon: term "):
        compile_terms({"nausea": ("nausea", term)})


def test_spellings_are_found_by_term_and_the_other_way_round() -> None:
    """Both are the one table."""
    for spelling, term in word_lists.spelled("diseases", "common_names").items():
        assert spelling in word_lists.terms("diseases", "common_names")[term]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[colours\n", "cannot be read as TOML"),
        ("[colours]\nwords = 'red'\n", "has no date"),
        ("read = 'today'\ncolour = 'red'\n", "stands in no table"),
        (GOOD.replace("source = 'Own reading'\n", "words = 'red'\n"), "has no source"),
        (GOOD.replace("What is seen.", " ") + "words = 'red'\n", "has no meaning"),
        (GOOD, "exactly one of words, terms, values, pairs"),
        (GOOD + "words = 'red'\nvalues = { red = 1 }\n", "exactly one of"),
        (GOOD + "word = 'red'\n", "exactly one of"),
        (GOOD + "words = 3\n", "neither a text"),
        (GOOD + "words = 'r{1,2}ed'\n", "neither a text without braces"),
        (GOOD + "words = ['red', 3]\n", "neither a text"),
        (GOOD + "words = 'red, blue, red'\n", "'red' stands in it twice"),
        (GOOD + "[colours.terms]\nred = 'red'\nblue = 'navy, red'\n", "'red' stands in it twice"),
        (GOOD + "terms = 'red'\n", "terms has another form"),
        (GOOD + "pairs = 'red, green'\n", "pairs has another form"),
        (GOOD + "pairs = [['red', 'green', 'blue']]\n", "is no pair"),
        (GOOD + "values = { red = 'one' }\n", "is no number"),
        (GOOD + "values = { red = true }\n", "is no number"),
    ],
)
def test_a_bad_file_is_refused_with_a_sentence(tmp_path: Path, text: str, said: str) -> None:
    """Where, what was found, and what to do."""
    with pytest.raises(LexiconError) as caught:
        read_lexicon(write(tmp_path, text))

    assert str(caught.value).startswith("colours.toml")
    assert said in str(caught.value)


def test_a_word_may_stand_twice_where_the_table_says_why(tmp_path: Path) -> None:
    """Opposites are such a table."""
    path = write(tmp_path, GOOD + "repeats = 'why not'\npairs = [['red', 'green, red']]\n")

    assert read_lexicon(path)["colours"].pairs == ((("red",), ("green", "red")),)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    """Not with a traceback."""
    with pytest.raises(LexiconError, match=r"colours\.toml: cannot be read"):
        read_lexicon(tmp_path / "colours.toml")


def test_a_new_spelling_in_a_copy_is_matched_like_the_others(tmp_path: Path) -> None:
    """`a rate of tiredness` becomes the measure `fatigue` by one word in the file."""
    text = (FOLDER / "measures.toml").read_text(encoding="utf-8")
    path = write(tmp_path, text.replace("fatigue = 'fatigue'", "fatigue = 'fatigue, tiredness'"))

    before = compile_terms(word_lists.terms("measures", "measures"))
    after = compile_terms(read_lexicon(path)["measures"].terms)

    assert before.pattern.match("tiredness") is None
    found = after.pattern.match("tiredness")
    assert found is not None
    assert found.lastindex is not None
    assert after.keys[found.lastindex - 1] == "fatigue"
    assert "tir" in after.begins


PROBE = """
from pipeline.figures.check import check_figures
from pipeline.figures.reading import read_figures

print(read_figures("Queasiness occurred in 12% of patients.").roles[0].measure)
print(check_figures("The firm's sales blossomed to 9m euros.",
                    "The firm's sales shrivelled to 9m euros.").claims != ())
print(*(f.unit for f in read_figures("He drank 12 firkins of ale.").figures))
"""


def run_probe(folder: Path) -> list[str]:
    """What the engine in `folder` says of three sentences with words that the lists lack."""
    done = subprocess.run(
        [sys.executable, "-c", PROBE],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder), "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    return done.stdout.splitlines()


def test_words_added_to_a_copy_change_what_the_engine_says(tmp_path: Path) -> None:
    """A measure, a pair of opposites and a unit, each by one line of data and no line of code."""
    for room in ("schemas", "pipeline"):
        shutil.copytree(ROOT / room, tmp_path / room, ignore=shutil.ignore_patterns("__pycache__"))
    before = run_probe(tmp_path)
    for name, old, new in (
        ("measures", "nausea = 'nausea'", "nausea = 'nausea, queasiness'"),
        ("opposites", "pairs = [", "pairs = [\n  ['blossomed', 'shrivelled'],"),
        ("units", "bushel = '", "firkin = 'firkin, firkins'\nbushel = '"),
    ):
        path = tmp_path / "pipeline" / "figures" / "lexicons" / f"{name}.toml"
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1
        path.write_text(text.replace(old, new), encoding="utf-8")

    after = run_probe(tmp_path)

    assert before[:2] == ["", "False"]
    assert after == ["nausea", "True", "firkin"]
