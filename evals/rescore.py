"""Judge a stored run again, by the labels and rules of today. In: a run, goldens. Out: a run.

Nobody is asked anything: the texts are those on file. What needs more than a text, the notes for
the editor, the withheld sentences and the balance, stays as it was measured.
"""

from collections.abc import Iterator, Mapping, Sequence

from evals.cases import check_text, new_case
from evals.headers import digest_goldens, refer
from evals.stories import meet_stories
from evals.truth import lay_out
from evals.tuples import score_reading
from pipeline.read.page import read_bytes
from pipeline.summarise import read_story
from schemas.errors import EvalError
from schemas.eval import CaseRecord, Run
from schemas.golden import Golden


def rescore(run: Run, goldens: Sequence[Golden]) -> Run:
    """The same texts under today's labels; raises EvalError where an article or story is gone."""
    there = {golden.id: golden for golden in goldens}
    asked = [there[ref.id] for ref in run.header.goldens if ref.id in there]
    missing = [ref.id for ref in run.header.goldens if ref.id not in there]
    if missing:
        raise EvalError(
            f"{missing[0]}: asked in the run, and no golden of the folder; name the folder it is of"
        )
    refs = tuple(refer(golden) for golden in asked)
    _same_articles(run, {ref.id: ref.sha256 for ref in refs})
    cases = tuple(case for golden in asked for case in _rescore_golden(golden, run))
    header = run.header.model_copy(update={"goldens": refs, "digest": digest_goldens(refs)})
    return Run(header=header, cases=cases, footer=run.footer)


def _same_articles(run: Run, now: Mapping[str, str]) -> None:
    """A brief of another text cannot be judged by this one's labels."""
    for ref in run.header.goldens:
        if now[ref.id] != ref.sha256:
            raise EvalError(f"{ref.id}: the article is another than the run's; run again")


def _rescore_golden(golden: Golden, run: Run) -> Iterator[CaseRecord]:
    cases = [case for case in run.cases if case.golden == golden.id]
    page = read_bytes(golden.text.encode(), golden.id)
    met = {story.id: (story, article) for story, article in meet_stories(golden)}
    for case in cases:
        if case.story not in met:
            raise EvalError(f"{case.case}: no such story in today's labels; run again")
        story, article = met[case.story]
        shelf = lay_out(golden, story)
        owed = new_case(shelf, case.repeat).owed
        if case.released is None or article is None:
            yield case.model_copy(update={"owed": owed})
            continue
        source = read_story(page, article)
        released = check_text(case.released.text, shelf, source)
        first = released
        if case.first and case.first.text != released.text:
            first = check_text(case.first.text, shelf, source)
        yield case.model_copy(
            update={
                "owed": owed,
                "first": first,
                "released": released,
                "reading": score_reading(shelf, source),
                "lost_must": tuple(s for s in released.lacking if s not in first.lacking),
            }
        )
