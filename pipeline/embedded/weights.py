"""Every number by which the embedded engine prefers one sentence to another, each with its reason.

Nothing here comes from outside: no standard says how many points a sentence is worth. The numbers
order sentences and mean nothing by themselves; the order they give is that of CONSORT for Abstracts
(results and harms first, limits close behind, steps and money after). They were set by reading
briefs of invented articles (2026-11-21). 100 is a story's main result.
"""

from schemas.article import ArticleKind
from schemas.draft import Topic

TOPICS_OF_A_STUDY = {
    Topic.BENEFIT: 100,
    Topic.HARM: 96,
    Topic.REGULATORY: 74,
    Topic.LIMIT: 72,
    Topic.CONTEXT: 64,
    Topic.MARKET: 58,
}
"""A study's story: results, then harms close behind (fair balance), then the rest."""
TOPICS_OF_A_KIND: dict[ArticleKind, dict[Topic, int]] = {
    ArticleKind.MARKET: {
        Topic.MARKET: 100,
        Topic.LIMIT: 84,
        Topic.BENEFIT: 66,
        Topic.HARM: 66,
        Topic.REGULATORY: 56,
        Topic.CONTEXT: 40,
    },
    ArticleKind.OUTLOOK: {
        Topic.BENEFIT: 95,
        Topic.HARM: 92,
        Topic.CONTEXT: 85,
        Topic.REGULATORY: 80,
        Topic.MARKET: 78,
        Topic.LIMIT: 66,
    },
}
"""A market's story is about the move and who did not explain it; a calendar about what is next."""
OTHER_TOPIC = 30
"""A topic the kind of story does not ask for."""

SETTING = 300
"""What was tested, in whom and how: without it no result can be understood, so it comes first."""
DATA_PAIR, DATA_ALONE = 240, 230
"""A result filled from the record with both arms; with one only."""
PRIMARY_OWED, RESULT_OWED, DECIDES_OWED, HEADLINE_OWED = 310, 242, 241, 228
"""The result a trial set out to measure, before its setting even; the main result in both arms; the
sentence that says whether the trial met its goal; what the story's own headline gives."""
HARM_OWED = 226
"""The gravest harm: behind the main result and before everything else (gate G4)."""
NONE_REPORTED = 225
"""What was not seen of harms, beside the harms that were."""
GAP_SAID, CAUTION_SAID, ONE_CAUTION = 215, 210, 94
"""Gaps are the story's own and go before cautions; in the shortest brief a caution waits for
harms."""
NEARER_CLAUSE = 220
"""The clause a faulty data sentence rested on takes its place."""
CERTAIN = 200
"""From here on a sentence is taken first, and crowds nothing out: data and notes."""
FLOOR = 58
"""Below this a sentence is not worth a reader's time, however much room is left."""
CROWDED = 14
"""How much each further sentence on one topic loses: breadth before depth."""
TOGETHER = 40
"""How much more a result weighs that the article gives at several cuts (gate G5)."""
SUBSTITUTE = 80
"""How much more a sentence weighs in a revision that could replace what was lost."""
KEPT = 1000
"""What was right in a draft outweighs everything in its revision."""
SETS_SCENE = 3
"""How well the sentence on what was tested could open a brief; others reach 2."""
SETTING_SHARE = 0.3
"""Of a brief's words: the article's own sentence on the setting may take so many."""

SHORT = 100
"""Words; a brief under this has no room for more than the results and one note."""

FIGURE, FIGURES_AT_MOST = 3, 5
"""Each figure adds, up to five: a sentence with figures tells more than one without."""
SIDE = 6
"""An answer in a list of questions or a standfirst says again what the body says."""
COUNTED, RESULT = 10, 10
"""A rate with its n/N; a figure the record holds as a result."""
LONG_FROM, LONG = 28, 2
"""Each word over 28 takes away: a reader of a brief has little time (rubric B16 ends at 35)."""
COMMENT = 60
"""The writer weighing, not reporting."""
SPAN_OF_RATES = 25
"""A range of results, which a brief with room tells one by one."""
NO_FIGURE = 30
"""A sentence on the market that gives no figure."""
DATED = 8
"""A step with its date is a step; one without is background."""
FIRST, EVERY = 8, 3
"""News stands at the top: eight points for the first sentences, one less for each three."""
DOUBTED = 20
"""A figure nobody confirms is no result."""
LEAD = 40
"""The sentence a firm's story opens with, where it is short: its writer judged it the news."""
NAMED, STRANGE, UNNAMED = 10, 25, 8
"""Names the story's own trial, drug or firm; background on a trial or a step that does not; a
result that does not."""
DESIGN = 25
"""How the trial was built, of a trial that has begun."""
LIMITED_STEP = 14
"""A step told with what it leaves open."""
RUNWAY, DUE = 26, 10
"""What an outlook owes its reader: how long the money lasts, and when data come."""
FATAL, SEVERE = 60, 20
"""A death is the gravest harm (CTCAE grade 5); grade 3 and above or serious comes next."""
UNVERIFIED_FIGURE, NO_CONTROL = 130, 22
"""A figure that goes round unconfirmed is what a reader most needs to be told of; then what a
study could not show by its build."""
LOST = 60
"""Responses that did not last: the first thing a reader of a response rate must know."""
ACTION = 30
"""What an authority does against a product is news whoever it names."""
GRAVE = 96
"""A harm of this weight is told whatever the proportions: the weight of a harm with a figure."""
BASE, GAIN, PAUSE = 40, 3, 4
"""Of two sentences the one that tells more anew for each word: each point of a fact counts three
times, the sentence's own weight above 40 once; a sentence costs four words more than it has, so
that a brief is not chopped up."""
TOLD_FLOOR = 14
"""Points of its facts from which on a sentence is worth a reader's time, whatever its topic."""
LAST_FLOOR = 9
"""Points from which on a sentence may fill a brief that would else be shorter than was asked."""
HEADLINE_SAID = 70
"""A headline that alone gives a figure: what the story says of it in its own words comes first."""
CLOSE = 16
"""How much less a quotation weighs than a sentence of ours on its topic."""
