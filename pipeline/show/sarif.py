"""A checked text in, a SARIF 2.1.0 log out, its columns in code points.

Lines and columns are given for plain text and Markdown, whose characters an editor sees as we do;
of an HTML page the words are quoted without a place, because its lines are not the page's.
"""

from collections.abc import Sequence
from hashlib import sha256
from urllib.parse import quote

from pipeline.show.findings import Finding, Status, find_findings
from pipeline.show.offsets import Lines
from pipeline.show.plain import Json
from schemas.article import Media
from schemas.checked import CheckedText, NamedText
from schemas.rule import RULES
from schemas.text import Evidence, Span
from schemas.verdict import Severity
from schemas.version import VERSION

_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_LEVELS = {
    Severity.ERROR: "error",
    Severity.WARN: "warning",
    Severity.NOTE: "note",
    Severity.NONE: "none",
}


class _Named:
    """One text with its lines, as SARIF names places in it."""

    def __init__(self, text: NamedText) -> None:
        self.text = text
        self.lines = Lines(text.text)
        self.uri = _uri(text.name)

    def location(self, span: Span) -> dict[str, Json]:
        place: dict[str, Json] = {"artifactLocation": {"uri": self.uri}}
        region: dict[str, Json] = {"snippet": {"text": span.cut(self.text.text)}}
        if self.text.media is not Media.HTML:
            region = self.region(span) | region
            place["region"] = region
        return {"physicalLocation": place}

    def region(self, span: Span) -> dict[str, Json]:
        region = self.lines.region(span)
        return {
            "startLine": region.start_line,
            "startColumn": region.start_column,
            "endLine": region.end_line,
            "endColumn": region.end_column,
        }


def _uri(name: str) -> str:
    """A path as a URI; standard input has a name of its own."""
    if name == "-":
        return "stdin"
    return ("file://" if name.startswith("/") else "") + quote(name)


def sarif_document(checked: CheckedText) -> dict[str, Json]:
    """Every finding with something to say; figures that simply match are left out."""
    found = [f for f in find_findings(checked.report) if _is_result(f)]
    rules = sorted({f.rule for f in found})
    text = _Named(checked.text)
    sources = {source.id: _Named(source) for source in checked.sources}
    results = [_result(f, rules, text, sources) for f in found]
    return {
        "$schema": _SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": _driver(rules)},
                "columnKind": "unicodeCodePoints",
                "results": _fingerprinted(results, found, text),
            }
        ],
    }


def _is_result(finding: Finding) -> bool:
    return finding.severity is not Severity.NONE or finding.status is Status.DISMISSED


def _driver(rules: Sequence[str]) -> dict[str, Json]:
    return {
        "name": "evenbrief",
        "semanticVersion": VERSION,
        "rules": [
            {"id": rule, "shortDescription": {"text": RULES[rule].sentence}} for rule in rules
        ],
    }


def _result(
    finding: Finding, rules: Sequence[str], text: _Named, sources: dict[str, _Named]
) -> dict[str, Json]:
    related = [*finding.evidence, *([finding.nearest] if finding.nearest else [])]
    result: dict[str, Json] = {
        "ruleId": finding.rule,
        "ruleIndex": rules.index(finding.rule),
        "level": _LEVELS[finding.severity],
        "message": {"text": f"“{finding.text}”: {finding.reason}"},
        "locations": [text.location(finding.span)],
        "relatedLocations": [
            _related(number, evidence, sources)
            for number, evidence in enumerate(related)
            if evidence.source_id in sources
        ],
    }
    if finding.fix_span is not None and text.text.media is not Media.HTML:
        result["fixes"] = [_fix(finding.fix, finding.fix_span, text)]
    if finding.dismissed:
        result["suppressions"] = [
            {"kind": "external", "status": "accepted", "justification": finding.dismissed}
        ]
    return result


def _related(number: int, evidence: Evidence, sources: dict[str, _Named]) -> dict[str, Json]:
    location = sources[evidence.source_id].location(evidence.span)
    label: dict[str, Json] = {"message": {"text": f"the source: “{evidence.text}”"}}
    return {"id": number} | label | location


def _fix(fix: str, place: Span, text: _Named) -> dict[str, Json]:
    return {
        "description": {"text": f"Print “{fix}”."},
        "artifactChanges": [
            {
                "artifactLocation": {"uri": text.uri},
                "replacements": [
                    {
                        "deletedRegion": text.region(place),
                        "insertedContent": {"text": fix},
                    }
                ],
            }
        ],
    }


def _fingerprinted(
    results: Sequence[dict[str, Json]], found: Sequence[Finding], text: _Named
) -> list[Json]:
    """Each result with a mark that stays the same when lines move above it.

    It is made of the file, the rule, the figure and its number among equals, never of its place.
    """
    seen: dict[str, int] = {}
    marked: list[Json] = []
    for result, finding in zip(results, found, strict=True):
        key = "\n".join((text.uri, finding.rule, finding.text))
        seen[key] = seen.get(key, 0) + 1
        digest = sha256(f"{key}\n{seen[key]}".encode()).hexdigest()[:32]
        marked.append(result | {"partialFingerprints": {"evenbriefFinding/v1": digest}})
    return marked
