"""A run in, JUnit XML out, for the test report of a build server.

One test case for every story and check. A wrong figure is a failure, a brief that did not come an
error of every check, a story that was not asked is skipped with its reason. What is measured but
does not block, a must-say or a copied run, is told in the output of a check that passes. Readers
leave messages out (gerph/unhelpful-junitxml-handling), so everything stands in the body too.
"""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple
from xml.etree import ElementTree as ET

from evals.faults import Fault, Sort, find_faults, name_of
from evals.report_changes import new_faults
from evals.report_words import about_run, title_words, warn_of
from schemas.eval import CaseRecord, Ending, Run
from schemas.gate import Comparison

LONGEST_NAME = 512
LONGEST_MESSAGE = 1024
LONGEST_BODY = 8192
"""Promptfoo's limits, which build servers bear."""

_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 has no place for (section 2.2), lone surrogates among them."""

CHECKS: Mapping[str, frozenset[Sort]] = {
    "brief": frozenset({Sort.ERRORED, Sort.ABSTAINED}),
    "figures": frozenset({Sort.FIGURE}),
    "forbidden": frozenset({Sort.FORBIDDEN}),
    "must_say": frozenset({Sort.LACKING}),
    "balance": frozenset({Sort.GATE}),
    "copied": frozenset({Sort.COPIED}),
    "draft": frozenset({Sort.DRAFT}),
}
"""What is checked of every story, and the faults that tell of it."""


class _Counts(NamedTuple):
    tests: int
    failures: int
    errors: int
    skipped: int


def render_junit(runs: Sequence[Run], comparison: Comparison | None = None) -> str:
    """A suite for each run; with a comparison, of the first, only what is new fails."""
    root = ET.Element("testsuites", name="evenbrief evals")
    for at, run in enumerate(runs):
        root.append(_suite(run, None if at else comparison))
    sums = {name: str(sum(int(s.attrib[name]) for s in root)) for name in _SUMMED}
    seconds = sum(Decimal(suite.attrib["time"]) for suite in root)
    root.attrib.update({**sums, "time": f"{seconds:.3f}"})
    ET.indent(root)
    return ET.tostring(root, encoding="unicode", xml_declaration=True) + "\n"


_SUMMED = ("tests", "failures", "errors")


def _suite(run: Run, comparison: Comparison | None) -> ET.Element:
    suite = ET.Element("testsuite", name=_clean(f"evenbrief evals: {title_words(run)}"))
    _properties(suite, run)
    for case in run.cases:
        _cases(suite, run, case, comparison)
    warnings = warn_of(run)
    if warnings:
        ET.SubElement(suite, "system-out").text = _clean("\n".join(warnings), LONGEST_BODY)
    seconds = run.footer.seconds if run.footer else sum(case.seconds for case in run.cases)
    said = {name: str(count) for name, count in _count(suite)._asdict().items()}
    made = run.header.made.removesuffix("Z")
    suite.attrib.update({**said, "time": f"{seconds:.3f}", "timestamp": made})
    return suite


def _properties(suite: ET.Element, run: Run) -> None:
    properties = ET.SubElement(suite, "properties")
    for name, value in about_run(run):
        ET.SubElement(properties, "property", name=_clean(name), value=_clean(value))


def _cases(suite: ET.Element, run: Run, case: CaseRecord, comparison: Comparison | None) -> None:
    faults = find_faults([case])
    for check, sorts in CHECKS.items():
        element = ET.SubElement(
            suite,
            "testcase",
            name=_clean(name_of(case), LONGEST_NAME),
            classname=f"evenbrief.{_plain(run.header.engine)}.{check}",
            time=f"{case.seconds if check == 'brief' else 0:.3f}",
        )
        if case.ending is Ending.SKIPPED:
            _tell(element, "skipped", "skipped", case.error)
        elif case.ending is Ending.ERRORED:
            _tell(element, "error", "no brief", case.error)
        else:
            _found(element, [fault for fault in faults if fault.sort in sorts], comparison)


def _found(element: ET.Element, faults: Sequence[Fault], comparison: Comparison | None) -> None:
    """A failure where a fault blocks; else what is amiss, told beside a pass."""
    hard = [fault for fault in faults if fault.is_hard]
    fresh = hard if comparison is None else new_faults(hard, comparison)
    body = "\n\n".join(map(_body, fresh or faults))
    if fresh:
        titles = "; ".join(fault.title for fault in fresh)
        _tell(element, "failure", fresh[0].sort.value, titles, body)
    elif faults:
        ET.SubElement(element, "system-out").text = _clean(body, LONGEST_BODY)


def _body(fault: Fault) -> str:
    lines = [f"{fault.title}.", fault.reason]
    figure = fault.figure
    if figure is not None:
        lines.append(f"brief {figure.start}:{figure.end}: {figure.text}")
        if figure.source_start >= 0:
            lines.append(f"article {fault.case.golden} {figure.source_start}:{figure.source_end}")
    return "\n".join(lines)


def _tell(element: ET.Element, tag: str, kind: str, message: str, body: str = "") -> None:
    told = ET.SubElement(
        element, tag, type=_clean(kind, LONGEST_NAME), message=_clean(message, LONGEST_MESSAGE)
    )
    told.text = _clean(body or message, LONGEST_BODY)


def _count(suite: ET.Element) -> _Counts:
    cases = suite.findall("testcase")
    return _Counts(
        len(cases),
        *(sum(c.find(tag) is not None for c in cases) for tag in ("failure", "error", "skipped")),
    )


def _clean(text: str, most: int = LONGEST_MESSAGE) -> str:
    """The text as XML can hold it, no longer than `most`."""
    legal = _ILLEGAL.sub("\N{REPLACEMENT CHARACTER}", text)
    return legal if len(legal) <= most else f"{legal[: most - 1]}…"


def _plain(name: str) -> str:
    """A part of a class's name: readers take a dot for the end of one."""
    return re.sub(r"[^A-Za-z0-9]+", "-", name).strip("-")
