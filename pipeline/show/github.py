"""A checked text in, GitHub workflow commands out, which the review shows beside the line.

GitHub keeps ten annotations of a kind for each step (actions/toolkit, problem-matchers.md, read
2026-11-21), so nine findings are printed and the tenth line counts the rest.
"""

from pipeline.show.findings import Finding, Status, by_weight, find_findings, plural
from pipeline.show.offsets import Lines
from schemas.article import Media
from schemas.checked import CheckedText

_MOST = 10
_COMMANDS = {Status.WRONG: "error", Status.LOOK: "warning"}


def render_github(checked: CheckedText) -> str:
    """One line per finding, wrong first, at most ten; nothing where all is well."""
    found = [f for f in by_weight(find_findings(checked.report)) if f.status in _COMMANDS]
    kept = found if len(found) <= _MOST else found[: _MOST - 1]
    lines = Lines(checked.text.text)
    printed = [_annotation(finding, checked, lines) for finding in kept]
    rest = found[len(kept) :]
    if rest:
        command = _COMMANDS[rest[0].status]
        file = _property(checked.text.name)
        more = f"{plural(len(rest), 'more finding')} not shown here; --format text shows all"
        printed.append(f"::{command} file={file},title=evenbrief::{_data(more)}")
    return "".join(f"{line}\n" for line in printed)


def _annotation(finding: Finding, checked: CheckedText, lines: Lines) -> str:
    properties = {"file": checked.text.name}
    if checked.text.media is not Media.HTML:
        region = lines.region(finding.span)
        properties |= {"line": str(region.start_line), "endLine": str(region.end_line)}
        if region.start_line == region.end_line:
            # GitHub takes columns on a single line only, and its end column is the last character.
            properties |= {"col": str(region.start_column), "endColumn": str(region.end_column - 1)}
    properties["title"] = f"{finding.status.value}: {finding.text}"
    said = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    return f"::{_COMMANDS[finding.status]} {said}::{_data(_message(finding))}"


def _message(finding: Finding) -> str:
    message = finding.reason
    quoted = finding.evidence[0] if finding.evidence else finding.nearest
    if quoted is not None:
        message += f" Source: “{quoted.text}”."
    if finding.fix:
        message += f" Print: {finding.fix}"
    return f"{message} [{finding.rule}]"


def _data(text: str) -> str:
    """A message as workflow commands escape it."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """A property as workflow commands escape it: colons and commas as well."""
    return _data(text).replace(":", "%3A").replace(",", "%2C")
