"""The criterion on the main news: is the primary result told, and what the headline gives?

In: a `Case`. Out: an `Answer`. What the article gives neither as its trial's primary result nor in
its headline is asked for by other rows.
"""

from pipeline.balance.case import (
    Answer,
    Case,
    failed,
    find_same_facts,
    find_sentences_using,
    not_applicable,
    passed,
)
from pipeline.balance.lookup import find_figures_of, find_status
from pipeline.balance.primary import find_headline_facts, find_primary_facts
from schemas.article import ArticleKind
from schemas.source import Status


def weigh_main_news(case: Case) -> Answer:
    """B17: the primary result is in the brief with a figure, and so is what the headline gives.

    What the article calls unverified may be left out.
    """
    passages, source = case.record.passages, case.source
    is_study = case.record.kind is not ArticleKind.MARKET
    primary = _sure(case, find_primary_facts(passages, source)) if is_study else ()
    headline = _sure(case, find_headline_facts(passages, source))
    if not primary and not headline:
        return not_applicable("The article gives no primary result, and no figure in its headline.")
    if primary and not any(_is_told(case, fact) for fact in primary):
        return failed(f"The brief leaves out the primary result ({_print(case, primary)}).")
    missed = tuple(fact for fact in headline if not _is_told(case, fact))
    if missed:
        return failed(f"The brief leaves out what the headline gives ({_print(case, missed)}).")
    return passed("The primary result and the figures of the headline are told.")


def _sure(case: Case, facts: frozenset[str]) -> tuple[str, ...]:
    """Those the article gives as facts, in reading order."""
    sure = (fact for fact in facts if find_status(case.source, fact) is not Status.UNVERIFIED)
    return tuple(sorted(sure, key=lambda fact: int(fact[1:])))


def _is_told(case: Case, fact: str) -> bool:
    """In a sentence, or in the brief's own headline."""
    in_headline = bool(find_same_facts(case, fact) & case.headline_facts)
    return in_headline or bool(find_sentences_using(case, fact))


def _print(case: Case, facts: tuple[str, ...]) -> str:
    return ", ".join(find_figures_of(case.source, fact)[0].text for fact in facts[:4])
