"""A draft becomes text: every reference is replaced by the source's own printed figure.

In: a draft and its source. Out: headline, summary and sentences with their spans. This is the one
place that writes a figure into a brief; an engine only says which.
"""

import re

from pipeline.worked import Work, bare, counted_mention, main_mention, work_out
from schemas.base import Value
from schemas.brief import BriefSentence
from schemas.draft import Draft, DraftSentence, Topic
from schemas.figure import Figure
from schemas.source import Fact, Source
from schemas.text import Evidence, Span
from schemas.verdict import FigureCheck, FigureReport, Verdict

REFERENCE = re.compile(
    r"\{(?P<sort>[fm])(?P<number>\d{1,6})(?::(?P<form>bare|plain|count))?\}"
    r"|\{s(?P<start>\d{1,9})-(?P<end>\d{1,9})\}"
    r"|\{(?P<work>diff|sum|ratio|share) f(?P<one>\d{1,6}) f(?P<two>\d{1,6})\}"
    r"|\{\{|\}\}"
)
"""`{f12}`, `{f12:plain}` without its hedge, `{f12:bare}` without hedge and unit, `{f12:count}`
(`7 of 12`), `{m34}`, `{m34:count}`; `{s20-41}`, the source's own characters; `{diff f3 f4}`, worked
out by us; doubled braces."""

_AFTER = re.compile(
    r"^(?:or|and) (?:more|higher|later|less|fewer|lower|above|below|older|greater)$"
)
_GLUED = frozenset("~≈<>≤≥±")
_NUMBER_WORD = re.compile(
    r"(?:One|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|Eleven|Twelve|(?:Thir|Four|Fif|Six|Seven|"
    r"Eigh|Nine)teen|(?:Twen|Thir|For|Fif|Six|Seven|Eigh|Nine)ty(?:-[a-z]+)?|Half|Nearly|Almost|"
    r"All|Both|Most|About|Over|More|Fewer|Around|Roughly|Some)\b"
)
"""Words of a figure that hold a capital only where a sentence begins."""


class Rendered(Value):
    """A draft in print, before anybody has checked it."""

    headline: str
    summary: str
    sentences: tuple[BriefSentence, ...]

    @property
    def text(self) -> str:
        """Headline, a newline, summary: what the checker reads."""
        return f"{self.headline}\n{self.summary}"


def render(draft: Draft, source: Source) -> Rendered:
    """The draft as an editor would read it: sentences in paragraphs by topic.

    Example: `"{f1:of} patients ({f1}) responded."` becomes `7 of 12 patients (58.3%) responded.`
    A reference to a fact or figure the source does not have raises `ValueError`: a draft that
    points nowhere must never reach print.
    """
    facts = {fact.id: fact for fact in source.facts}
    summary, sentences = "", list[BriefSentence]()
    for index, sentence in enumerate(draft.sentences):
        if index:
            summary += _gap(draft.sentences[index - 1], sentence)
        text = render_text(sentence.text, source, facts)
        if index and not summary.endswith("\n"):
            text = _say_again(text, sentences[-1].text)
        span = Span(start=len(summary), end=len(summary) + len(text))
        sentences.append(_as_printed(sentence, text, span, source))
        summary += text
    headline = render_text(draft.headline, source, facts)
    return Rendered(headline=headline, summary=summary, sentences=tuple(sentences))


def render_text(template: str, source: Source, facts: dict[str, Fact]) -> str:
    """One template with its references written out; `facts` are the source's, by id.

    A number word takes the capital its place asks for: `Two died`, but `of these, two died`.
    """

    def write(match: re.Match[str]) -> str:
        printed = _print_reference(match, source, facts)
        is_figure = match[0] not in ("{{", "}}")
        if is_figure and not match.start() and printed[0].islower():
            return printed[0].upper() + printed[1:]
        quoted = template[: match.start()].endswith(("“", '"'))
        if is_figure and match.start() and not quoted and _NUMBER_WORD.match(printed):
            return printed[0].lower() + printed[1:]
        return printed

    return re.sub(r"(?<=[a-z])\.\.(?!\.)", ".", REFERENCE.sub(write, template))


def find_references(template: str) -> tuple[tuple[str, str], ...]:
    """The ids a template refers to, as (`f` or `m`, number) in reading order."""
    found: list[tuple[str, str]] = []
    for match in REFERENCE.finditer(template):
        if match["sort"]:
            found.append((match["sort"], match["number"]))
        elif match["work"]:
            found += [("f", match["one"]), ("f", match["two"])]
    return tuple(found)


def find_quoted(template: str) -> tuple[Span, ...]:
    """The stretches of the source that a template prints as they stand, in reading order."""
    return tuple(
        Span(start=int(match["start"]), end=int(match["end"]))
        for match in REFERENCE.finditer(template)
        if match["start"]
    )


def find_faulty(rendered: Rendered, report: FigureReport) -> frozenset[int]:
    """Indexes of the sentences in which the report found an error; -1 is the headline.

    A figure that is unclear and that no word of the source bears out is one, too: in a text of
    somebody else a person may look, in our own it is not printed.
    """
    offset = len(rendered.headline) + 1
    wrong = [c.figure.span for c in report.checks if not c.ok or _is_baseless(c)]
    wrong += [claim.span for claim in report.claims if not claim.ok]
    found = {-1} if any(span.start < offset for span in wrong) else set[int]()
    for index, sentence in enumerate(rendered.sentences):
        place = Span(start=sentence.span.start + offset, end=sentence.span.end + offset)
        if any(place.overlaps(span) for span in wrong):
            found.add(index)
    return frozenset(found)


def _print_reference(match: re.Match[str], source: Source, facts: dict[str, Fact]) -> str:
    """What stands in print for one reference."""
    if match["start"]:
        return _cut(int(match["start"]), int(match["end"]), source)
    if match["work"]:
        one, two = (_known(match[name], facts, match[0]) for name in ("one", "two"))
        return work_out(Work(match["work"]), one, two, source).text
    if match["sort"] is None:
        return match[0][0]
    number, form = match["number"], match["form"]
    if match["sort"] == "m":
        if int(number) >= len(source.figures):
            raise ValueError(f"draft refers to {match[0]}, the source has no such figure")
        figure = source.figures[int(number)]
        return as_proportion(figure) if form == "count" else figure.text
    return print_fact(_known(number, facts, match[0]), form or "", source)


def _known(number: str, facts: dict[str, Fact], reference: str) -> Fact:
    fact = facts.get(f"f{number}")
    if fact is None:
        raise ValueError(f"draft refers to {reference}, the source has no such fact")
    return fact


def _cut(start: int, end: int, source: Source) -> str:
    if not 0 <= start < end <= len(source.text):
        raise ValueError(f"draft refers to {start}-{end}, which is no place of the source")
    return source.text[start:end]


def print_fact(fact: Fact, form: str, source: Source) -> str:
    """A fact in its plainest printed form, with its strongest hedge but where a form drops it.

    `form` is empty, `plain`, `bare` or `count`, as in a reference.
    """
    if form == "count":
        return as_proportion(counted_mention(fact, source) or source.figures[fact.mentions[0]])
    figure = main_mention(fact, source)
    if form == "bare":
        return bare(figure)
    return figure.text if form == "plain" else _with_hedge(fact.hedge, figure.text)


def _with_hedge(hedge: str, text: str) -> str:
    """`approximately 42%`, `~44%`, `3 or more`; as it is where the text already holds the hedge."""
    if not hedge or hedge.lower() in text.lower():
        return text
    if hedge[-1] in _GLUED:
        return hedge + text
    return f"{text} {hedge}" if _AFTER.match(hedge.lower()) else f"{hedge} {text}"


def as_proportion(figure: Figure) -> str:
    """`7 of 12` for `7/12`; as printed where the parts are not known."""
    if figure.part is None or figure.whole is None:
        return figure.text
    return f"{figure.part:f} of {figure.whole:f}"


def _as_printed(sentence: DraftSentence, text: str, span: Span, source: Source) -> BriefSentence:
    """The sentence with its place, its facts and the source words behind each reference."""
    by_mention = {mention: fact for fact in source.facts for mention in fact.mentions}
    by_id = {fact.id: fact for fact in source.facts}
    facts: list[str] = []
    evidence = list(sentence.evidence)
    for sort, number in find_references(sentence.text):
        fact = by_id[f"f{number}"] if sort == "f" else by_mention.get(int(number))
        if fact is not None and fact.id not in facts:
            facts.append(fact.id)
        mention = fact.mentions[0] if sort == "f" and fact is not None else int(number)
        figure = source.figures[mention]
        words = Evidence(source_id=source.id, span=figure.span, text=figure.text)
        if not any(item.span.covers(words.span) for item in evidence):
            evidence.append(words)
    for place in find_quoted(sentence.text):
        evidence.append(Evidence(source_id=source.id, span=place, text=place.cut(source.text)))
    return BriefSentence(
        text=text,
        span=span,
        move=sentence.move,
        topic=sentence.topic,
        facts=tuple(facts),
        evidence=tuple(evidence),
    )


_PARAGRAPH = {
    Topic.CONTEXT: 0,
    Topic.BENEFIT: 0,
    Topic.HARM: 0,
    Topic.LIMIT: 0,
    Topic.REGULATORY: 1,
    Topic.MARKET: 2,
    Topic.OPINION: 3,
    Topic.SENTIMENT: 3,
}
"""Results and their harms and limits stand in one paragraph; what opinion says stands apart."""


_SAYS, _ADDS = "The article says: “", "It adds: “"


def _say_again(text: str, before: str) -> str:
    """`It adds: “…”` of a quotation right behind another of the article."""
    if text.startswith(_SAYS) and before.startswith((_SAYS, _ADDS)):
        return _ADDS + text.removeprefix(_SAYS)
    return text


_POINTS = re.compile(r"(?:It|Its|They|Their|That|This|These|Those|Both|He|She)\b")
"""A sentence that opens so goes on from the one before it."""


def _gap(before: DraftSentence, after: DraftSentence) -> str:
    """A blank line where the paragraph changes, else a space."""
    same = _PARAGRAPH[before.topic] == _PARAGRAPH[after.topic] or _POINTS.match(after.text)
    return " " if same else "\n\n"


def _is_baseless(check: FigureCheck) -> bool:
    return check.verdict is Verdict.UNCLEAR and not check.evidence
