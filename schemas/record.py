"""What an article reports, as objects; every number in it is a fact of the source, by id."""

from enum import StrEnum

from schemas.article import ArticleKind, SegmentKind
from schemas.base import Value
from schemas.call import Call
from schemas.draft import Topic
from schemas.source import Status
from schemas.text import Evidence


class Design(StrEnum):
    """How a trial was built, as the article words it."""

    RANDOMISED = "randomised"
    SINGLE_ARM = "single_arm"
    BASKET = "basket"
    DOSE_ESCALATION = "dose_escalation"
    UNCONTROLLED = "uncontrolled"
    NOT_STATED = "not_stated"


class Trial(Value):
    """A trial the article names or describes."""

    id: str
    name: str = ""
    """`ALPHA3`, or empty where the article gives none."""
    phase: str = ""
    """`1b`, `2/3`, …, as printed after `Phase`."""
    designs: tuple[Design, ...] = (Design.NOT_STATED,)
    pivotal: bool = False
    disease: str = ""
    line: str = ""
    product: str = ""
    evidence: tuple[Evidence, ...] = ()


class Cohort(Value):
    """A group of patients with its own denominator."""

    id: str
    label: str
    """In the article's words: `evaluable DLBCL patients`, `25-patient mixed-malignancy cohort`."""
    product: str = ""
    is_subgroup: bool = False
    enrolled: str = ""
    """Fact ids; empty where the article does not say."""
    treated: str = ""
    evaluable: str = ""
    evidence: tuple[Evidence, ...] = ()


class DataCut(Value):
    """One look at a trial's data."""

    id: str
    label: str
    interim: bool = False
    futility: bool = False
    order_known: bool = False
    """Does the article say which cut is the later one?"""
    evidence: tuple[Evidence, ...] = ()


class ComparatorKind(StrEnum):
    """What a benefit is set beside; a benchmark is never an arm."""

    CONCURRENT = "concurrent_control"
    HISTORICAL = "historical"
    AGGREGATE = "aggregate_same_trial"
    STANDARD_UNIDENTIFIED = "standard_of_care_unidentified"
    TIME_AVERAGE = "time_average"
    NONE = "none"


class Outcome(Value):
    """An efficacy result: one measure in one cohort at one cut, with what it is compared to."""

    measure: str
    fact: str
    """The id of its main figure's fact (the rate, the median); its n/N is in the same fact."""
    responders: str = ""
    denominator: str = ""
    """The fact that gives N where it is stated for this very figure; never a guess."""
    breakdown: tuple[str, ...] = ()
    """Facts of its parts: complete and partial responses."""
    product: str = ""
    population: str = ""
    arm: str = ""
    cut: str = ""
    comparator: str = ""
    """Fact id of the value it is compared with."""
    comparator_kind: ComparatorKind = ComparatorKind.NONE
    difference: str = ""
    confirmed: bool = False
    surrogate: bool = False
    status: Status = Status.REPORTED
    evidence: tuple[Evidence, ...] = ()


class SafetyEvent(Value):
    """A harm: which, how grave, how often and in whom."""

    term: str
    """`CRS`, `ICANS`, `GvHD`, `serious adverse events`, `hospitalisations`, `deaths`, …"""
    grade: str = ""
    """`any`, `1-2`, `>=3`."""
    fact: str = ""
    """Empty only where the article says none was reported, without a figure of its own."""
    none_reported: bool = False
    restrictor: str = ""
    """`treatment-related`, …: part of the fact when nothing was reported."""
    population: str = ""
    product: str = ""
    cut: str = ""
    denominator: str = ""
    evidence: tuple[Evidence, ...] = ()


class Milestone(Value):
    """A regulatory or development step and the state it is in."""

    kind: str
    """`fast_track`, `type_c_meeting`, `bla_submission`, `accelerated_approval`, `readout`, …"""
    state: str
    """`planned`, `held`, `agreed`, `granted`, `submitted`, `approved`, `expected`, `potential`."""
    agency: str = ""
    product: str = ""
    date: str = ""
    """Fact id."""
    condition: str = ""
    """`if data meet expectations`, in the article's words."""
    evidence: tuple[Evidence, ...] = ()


class MarketClaim(Value):
    """A price, a volume, a position, a runway; and the cause the article states, if it does."""

    kind: str
    """`price`, `price_change`, `volume`, `short_interest`, `loss`, `runway`, `financing`, …"""
    facts: tuple[str, ...]
    company: str = ""
    cause: str = ""
    """The article's own words for why, or empty where it names none."""
    cause_denied: bool = False
    """The article says there was no specific news."""
    paper: bool = False
    """Unrealised: a `paper` loss or gain."""
    evidence: tuple[Evidence, ...] = ()


class Sentiment(Value):
    """A mood the page reports or the text states; never one we infer."""

    subject: str
    """`story`, or a ticker printed on the page."""
    label: str = ""
    score: str = ""
    """Fact id."""
    basis: str
    """`page` for a widget's score, `text` where the writer says so."""
    evidence: tuple[Evidence, ...] = ()


class OpenQuestion(Value):
    """What is still to be learnt: stated by the article, or plain from what it leaves out."""

    topic: str
    """`durability`, `comparator`, `base_rate`, `safety`, `generalisability`, `regulatory`, …"""
    text: str
    stated_by_source: bool
    evidence: tuple[Evidence, ...] = ()


class Gap(Value):
    """Something the article does not report, cannot be read, or leaves ambiguous."""

    field: str
    """`denominator`, `comparator`, `date`, `confidence_interval`, `cut_order`, `phase`, …"""
    reason: str
    """`not_reported`, `ambiguous`, `inconsistent`, `unreadable`."""
    text: str
    """One sentence for the editor."""
    weight: int = 1
    """3 matters most: it changes how a reader takes the main result. 1 least."""
    evidence: tuple[Evidence, ...] = ()


class Conflict(Value):
    """Two places where the article disagrees with itself; both are shown, none is chosen."""

    kind: str
    """`value`, `population`, `hedge`, `definition`, `arithmetic`, `unit`."""
    text: str
    evidence: tuple[Evidence, ...]


class SpinTag(Value):
    """Words that colour a fact; they do not enter the brief outside quotation marks."""

    family: str
    """`reporting`, `interpretation`, `extrapolation` (Boutron 2014, Lazarus 2015)."""
    phrase: str
    evidence: tuple[Evidence, ...]


class Correction(Value):
    """What a model reads otherwise of one fact, with the article's own words for it.

    It is for the draft and for the editor; the checker reads the article by itself.
    """

    fact: str
    measure: str = ""
    population: str = ""
    arm: str = ""
    cut: str = ""
    status: Status | None = None
    evidence: tuple[Evidence, ...]


class Passage(Value):
    """One sentence of the story, with what it is about and whose view it is."""

    evidence: Evidence
    kind: SegmentKind
    opinion: bool = False
    topics: tuple[Topic, ...] = ()
    """Empty where it is about nothing a brief reports."""


class Inventory(Value):
    """What the finder saw in the story: nothing counted away."""

    figures: int
    facts: int
    identifiers: int
    boilerplate: tuple[str, ...]
    """Kinds of boilerplate that were set aside, in reading order."""


class Record(Value):
    """One story as data."""

    article_id: str
    headline: str
    kind: ArticleKind
    companies: tuple[str, ...] = ()
    tickers: tuple[str, ...] = ()
    """Only where the page prints them."""
    products: tuple[str, ...] = ()
    trials: tuple[Trial, ...] = ()
    cohorts: tuple[Cohort, ...] = ()
    cuts: tuple[DataCut, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    safety: tuple[SafetyEvent, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    market: tuple[MarketClaim, ...] = ()
    sentiment: tuple[Sentiment, ...] = ()
    open_questions: tuple[OpenQuestion, ...] = ()
    gaps: tuple[Gap, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    spin: tuple[SpinTag, ...] = ()
    passages: tuple[Passage, ...] = ()
    """The story sentence by sentence, so that a draft knows news from opinion without the page."""
    inventory: Inventory
    main: tuple[str, ...] = ()
    """Fact ids that matter most as a model reads the story; empty without one."""
    corrections: tuple[Correction, ...] = ()
    calls: tuple[Call, ...] = ()
    """What asking a model for this record took; empty without a model."""
    refused: tuple[str, ...] = ()
    """What a model said without words of the article to show for it, one reason each."""
