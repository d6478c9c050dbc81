"""How the checker judges what a person knows to be right or wrong. In: goldens; out: shares.

Reference briefs and `must_say` sentences must pass; `must_not_say` sentences must fail. Not each
wrong sentence can be caught by a rule: the share is read beside the list of those that escaped.
"""

from evals.read import story_text_of
from pipeline.figures.check import check_against
from pipeline.figures.reading import read_figures, read_source
from schemas.golden import Golden, GoldenStory
from schemas.score import CheckingScore, Share
from schemas.source import Source
from schemas.verdict import FigureReport


def score_checking(golden: Golden) -> CheckingScore:
    """Check every sentence of a golden's labels against its story."""
    references, true, caught = Share(hits=0, of=0), Share(hits=0, of=0), Share(hits=0, of=0)
    complaints: list[str] = []
    escaped: list[str] = []
    for story in golden.labels.stories:
        source = read_story(golden, story)
        for kind, said in _true_texts(story):
            report = check_against(read_figures(said), (source,))
            one = Share(hits=int(report.ok), of=1)
            references, true = (
                (references + one, true) if kind == "reference" else (references, true + one)
            )
            complaints += [f"{story.id} {kind}: {fault}" for fault in describe_faults(report)]
        for check in story.must_not_say:
            report = check_against(read_figures(check.say), (source,))
            caught += Share(hits=int(not report.ok), of=1)
            if report.ok:
                escaped.append(f"{story.id}: {check.say} ({check.why})")
    return CheckingScore(
        golden=golden.id,
        references=references,
        true=true,
        caught=caught,
        complaints=tuple(complaints),
        escaped=tuple(escaped),
    )


def read_story(golden: Golden, story: GoldenStory) -> Source:
    """The story as the engine reads it, boilerplate left out."""
    return read_source(story_text_of(golden.text, golden.labels, story), golden.id)


def describe_faults(report: FigureReport) -> tuple[str, ...]:
    """Each error of a report in a line: the words, the rule, the reason."""
    figures = [f"{c.figure.text!r} {c.rule}: {c.reason}" for c in report.checks if not c.ok]
    claims = [f"{c.text!r} {c.rule}: {c.reason}" for c in report.claims if not c.ok]
    return (*figures, *claims)


def _true_texts(story: GoldenStory) -> tuple[tuple[str, str], ...]:
    checks = (*story.must_say, *story.should_say)
    return (
        ("reference", story.reference.text),
        *((f"{check.say!r}", check.say) for check in checks),
    )
