"""The record of a story, by rules alone.

In: page, article and source. Out: one `Record`. Each part has a file of its own; this one calls
them in the order in which they need one another.
"""

from pipeline.embedded.extract_events import find_events
from pipeline.embedded.extract_gaps import find_gaps, find_questions, find_spin, to_conflicts
from pipeline.embedded.extract_market import find_market, find_sentiment
from pipeline.embedded.extract_milestones import find_milestones
from pipeline.embedded.extract_names import find_companies, find_products, find_tickers
from pipeline.embedded.extract_outcomes import find_outcomes
from pipeline.embedded.extract_safety import find_safety
from pipeline.embedded.extract_trials import find_cohorts, find_cuts, find_trials
from pipeline.embedded.story import lay_out
from pipeline.figures.arithmetic import check_source
from schemas.article import EDITORIAL, Article, Page
from schemas.record import Inventory, Record
from schemas.source import Source


def extract_record(page: Page, article: Article, source: Source) -> Record:
    """What the story reports, as objects, every number of it a fact of the source."""
    story = lay_out(article, source)
    products, companies = find_products(story), find_companies(story)
    cuts, events = find_cuts(story), find_events(story)
    record = Record(
        article_id=article.id,
        headline=article.headline,
        kind=article.kind,
        companies=companies,
        tickers=find_tickers(story, page.text),
        products=products,
        trials=find_trials(story, products),
        cohorts=find_cohorts(story),
        cuts=cuts,
        outcomes=find_outcomes(story, products, events),
        safety=find_safety(story, products, events),
        milestones=find_milestones(story, products),
        market=find_market(story, companies),
        sentiment=find_sentiment(article, page.text, source),
        open_questions=find_questions(story),
        conflicts=to_conflicts(check_source(source)),
        spin=find_spin(story),
        passages=story.passages,
        inventory=_count(article, source),
    )
    return record.model_copy(update={"gaps": find_gaps(story, record)})


def _count(article: Article, source: Source) -> Inventory:
    """What was seen in the story, and which boilerplate was set aside."""
    aside = [item.kind.value for item in article.segments if item.kind not in EDITORIAL]
    return Inventory(
        figures=len(source.figures),
        facts=len(source.facts),
        identifiers=len(source.identifiers),
        boilerplate=tuple(dict.fromkeys(aside)),
    )
