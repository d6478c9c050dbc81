"""JUnit XML: what build servers take, each outcome in its own element, nothing illegal in it."""

from pathlib import Path

import pytest
from lxml import etree

from evals.compare import compare_runs
from evals.report_junit import CHECKS, LONGEST_BODY, LONGEST_NAME, render_junit
from schemas.eval import Truth
from schemas.verdict import Verdict
from tests.eval_runs import abstained, case, errored, figure, run, skipped, text, violation
from tests.report_runs import calm, hostile, mixed

GRAMMAR = etree.RelaxNG(etree.parse(str(Path(__file__).parent / "junit.rng")))
WRONG = text(figure(Truth.MISATTRIBUTED, Verdict.EXACT), lacking=())


def read(text: str) -> etree._Element:
    """The document, which must be as the grammar says."""
    root = etree.fromstring(text.encode())
    assert GRAMMAR.validate(root), GRAMMAR.error_log
    return root


def outcomes(root: etree._Element) -> dict[str, str]:
    """The outcome of each check of the one case, by its name; `passed` where there is none."""
    found = {}
    for element in root.iter("testcase"):
        tags = [child.tag for child in element if child.tag != "system-out"]
        found[str(element.attrib["classname"]).rpartition(".")[2]] = (
            str(tags[0]) if tags else "passed"
        )
    return found


@pytest.mark.parametrize("made", [mixed, hostile, calm])
def test_every_run_is_as_the_grammar_says(made: object) -> None:
    """Also one whose every word is an attack; control characters have no place in XML."""
    assert callable(made)
    root = read(render_junit([made()]))

    assert root.find("testsuite") is not None


@pytest.mark.parametrize(
    "spoilt",
    [
        lambda suite: suite.attrib.pop("name"),
        lambda suite: suite.set("tests", "many"),
        lambda suite: suite.set("timestamp", "yesterday"),
        lambda suite: suite.append(etree.Element("failure")),
        lambda suite: suite.find("testcase").attrib.pop("classname"),
        lambda suite: suite.find("testcase").set("file", "x"),
        lambda suite: suite.find("testcase").extend(
            [etree.Element("error", type="", message=""), etree.Element("skipped", type="")]
        ),
    ],
)
def test_the_grammar_refuses_what_no_build_server_reads(spoilt: object) -> None:
    """A grammar that takes anything proves nothing."""
    assert callable(spoilt)
    root = read(render_junit([calm()]))
    spoilt(root.find("testsuite"))

    assert not GRAMMAR.validate(root)


def test_a_wrong_figure_is_a_failure_of_its_check_alone() -> None:
    """What stands in the brief and what the labels have is in the body, not only in the message."""
    root = read(render_junit([run(case(first=WRONG, released=WRONG))]))

    assert outcomes(root) == {check: "passed" for check in CHECKS} | {"figures": "failure"}
    failure = root.find(".//failure")
    assert failure is not None
    assert failure.text is not None
    assert "52% is misattributed" in failure.text
    assert "The article has 25%, of another arm." in failure.text
    assert "article orvane-one 14:17" in failure.text


def test_a_forbidden_sentence_is_a_failure() -> None:
    """And a brief without one passes that check."""
    said = text(violations=(violation(),), lacking=())
    root = read(render_junit([run(case(first=said, released=said))]))

    assert outcomes(root)["forbidden"] == "failure"
    assert outcomes(read(render_junit([calm()])))["forbidden"] == "passed"


def test_a_crash_is_an_error_of_every_check() -> None:
    """None of what it owed came, so none of it passes."""
    root = read(render_junit([run(errored())]))

    assert set(outcomes(root).values()) == {"error"}
    assert root.attrib["errors"] == str(len(CHECKS))


def test_a_case_that_was_not_asked_is_skipped_with_its_reason() -> None:
    """It neither passes nor fails."""
    root = read(render_junit([run(skipped())]))

    assert set(outcomes(root).values()) == {"skipped"}
    told = root.find(".//skipped")
    assert told is not None
    assert told.attrib["message"] == "the budget was spent"


def test_a_brief_of_which_nothing_was_left_fails() -> None:
    """Withholding everything is no way to pass."""
    assert outcomes(read(render_junit([run(abstained())])))["brief"] == "failure"


def test_a_lacking_must_say_is_told_and_does_not_fail() -> None:
    """One of it blocks nothing; a server that shows output shows it."""
    lacking = text(lacking=("Two people died.",))
    root = read(render_junit([run(case(first=lacking, released=lacking))]))

    assert outcomes(root)["must_say"] == "passed"
    told = root.find(".//system-out")
    assert told is not None
    assert "Two people died." in str(told.text)


def test_the_counts_are_those_of_the_cases() -> None:
    """Of the run with every ending: 7 checks of 4 cases."""
    root = read(render_junit([mixed()]))
    suite = root.find("testsuite")
    assert suite is not None

    assert suite.attrib["tests"] == "28"
    assert suite.attrib["errors"] == suite.attrib["skipped"] == "7"
    assert suite.attrib["failures"] == "2"  # a wrong figure, a brief of which nothing was left


def test_several_runs_are_several_suites() -> None:
    """And the sums are of all."""
    root = read(render_junit([mixed(), calm()]))

    assert [suite.attrib["tests"] for suite in root] == ["28", "7"]
    assert root.attrib["tests"] == "35"


def test_against_another_run_only_what_is_new_fails() -> None:
    """The same wrong figure in both is told; one more fails."""
    old = run(case(first=WRONG, released=WRONG))
    known = read(render_junit([old], compare_runs(old, old)))
    fresh = read(render_junit([old], compare_runs(calm(), old)))

    assert outcomes(known)["figures"] == "passed"
    assert "52% is misattributed" in "".join(str(one.text) for one in known.iter("system-out"))
    assert outcomes(fresh)["figures"] == "failure"


def test_long_texts_are_cut_where_servers_cut_them() -> None:
    """With an ellipsis, and the name too."""
    wrong = figure(Truth.ABSENT).model_copy(update={"why": "x" * 20_000})
    brief = text(wrong, lacking=())
    root = read(render_junit([run(case("o" * 600, first=brief, released=brief))]))

    failure = root.find(".//failure")
    assert failure is not None
    assert len(str(failure.text)) == LONGEST_BODY
    assert str(failure.text).endswith("…")
    assert {len(one.attrib["name"]) for one in root.iter("testcase")} == {LONGEST_NAME}
