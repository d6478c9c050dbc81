"""Runs that a report has to bear: one with every ending, one whose every word is hostile."""

from schemas.article import ArticleKind
from schemas.eval import Run, Truth
from schemas.golden import Golden, GoldenStory, Labels, Mark, Reference, Split
from schemas.text import Span
from schemas.verdict import Verdict
from tests.eval_runs import abstained, case, errored, figure, run, skipped, text, violation

ARTICLE = "Orvane news\nA 52% fall in relapses was seen.\nNo more was said."
HOSTILE = (
    "52% <script>alert(1)</script> {{ 7*7 }} </style> \"'\x1b[31m @everyone | `x`\r\n"
    "::error::taken\x00\x0b\ufffe"
)


def golden(name: str = "orvane-one", article: str = ARTICLE) -> Golden:
    """An article with one story and no label in it; its hash is that of the runs' headers."""
    headline = article.split("\n", maxsplit=1)[0]
    story = GoldenStory(
        id="s1",
        headline=Mark(start=0, end=len(headline), text=headline),
        span=Span(start=0, end=len(article)),
        kind=ArticleKind.CLINICAL,
        must_say=(),
        must_not_say=(),
        reference=Reference(headline="", summary=""),
    )
    labels = Labels(
        schema="evenbrief.golden/1",
        article=name,
        sha256="a" * 64,
        shape="short",
        stories=(story,),
        facts=(),
        figures=(),
    )
    return Golden(id=name, text=article, labels=labels, split=Split.DEV)


def mixed() -> Run:
    """Four cases of four articles: scored with a wrong figure, errored, abstained, skipped.

    Of the scored one's draft the wrong second figure was withheld, and a must-say with it.
    """
    wrong = figure(Truth.MISATTRIBUTED, Verdict.EXACT)
    absent = figure(Truth.ABSENT, Verdict.ABSENT, words="40 people")
    scored = case(
        first=text(wrong, absent, lacking=()),
        released=text(wrong, lacking=("Two people died.",)),
        withheld=("It was 40 people.",),
        lost_must=("Two people died.",),
    )
    return run(scored, errored(), abstained(), skipped())


def hostile() -> Run:
    """Every word that an article, a model or a label may give is an attack."""
    bad = figure(Truth.ABSENT).model_copy(
        update={"text": HOSTILE, "why": HOSTILE, "rule": HOSTILE, "start": 0, "end": 3}
    )
    brief = text(
        bad,
        text=f"{HOSTILE}\n{HOSTILE}",
        lacking=(HOSTILE,),
        violations=(violation(HOSTILE).model_copy(update={"why": HOSTILE}),),
    )
    return run(
        case(first=text(bad), released=brief, withheld=(HOSTILE,), answered=(HOSTILE,)),
        errored(error=f"ModelError: {HOSTILE}"),
        engine=f"model {HOSTILE}",
        model=HOSTILE,
    )


def calm() -> Run:
    """Nothing is wrong in it."""
    brief = text(lacking=())
    return run(case(first=brief, released=brief))
