"""Words that say the same: what may be put for what, so that a publisher's sentence is not copied.

In: nothing. Out: `WAYS`, each a pattern over a template's words and what is put in its place. None
makes a statement stronger or weaker, touches a figure, or drops a condition, a doubt or a bound.
"""

import re
from functools import cached_property

from pipeline.embedded.reword_synonyms import PEOPLE, SYNONYMS
from schemas.base import Value


class Way(Value):
    """One way to say something else in its place."""

    shape: str
    put: str
    rank: int = 1
    """1 where nobody would notice, 2 where a word changes, from 3 on an attribution is
    put in, which makes a sentence longer."""

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The shape, compiled once."""
        return re.compile(self.shape)

    @cached_property
    def cue(self) -> str:
        """What every text that the shape fits holds; asked for first, which is far cheaper."""
        return find_cue(self.shape)


def find_cue(shape: str) -> str:
    """The longest stretch of a shape that stands for itself, empty where none is sure.

    Groups, classes and escapes stand for others, and so does what may be left out or is one of two.
    """
    bare, depth = "", 0
    for char in re.sub(r"\\.|\[[^\]]*\]", "\0", shape):
        depth += (char == "(") - (char == ")")
        bare += "\0" if depth or char in "()" else char
    if "|" in bare:
        return ""
    return max(re.split(r".(?:[?*]|\{[^}]*\})+|[+.^$\0]", bare), key=len)


_SAID = r"(?:said|says|reported|showed|shows|found|expects|added|confirmed|noted|estimates|warned)"
_SUBJECT = r"(?=(?:the|its|an?|it|they|no|there|this)\b|\{m)"
_RISING = r"(?:rose|fell|grew|increased|declined|dropped|climbed|slipped|narrowed|widened|gained)"

_GROUP = (
    r"(?!(?:which|that|whom|whose|some)\b)(?:the )?(?:\{m\d+\} )?(?:[a-z-]+ )?" + PEOPLE + r"\b"
)

_GRAMMAR = (
    (
        r", (?:and|while|whereas) (?=(?:the|an?|its?|they|their|there|no|[A-Z]|\{m)[^,;]*?\s(?:is|"
        r"are|was|were|has|have|had|will|would|may|can|could|remains?|plans?|expects?|showed|said|"
        r"did|does|do|occurred|reached|rose|fell|died|stopped)\b)",
        "; ",
    ),
    (rf"(?<=\b)({_SAID}) that {_SUBJECT}", r"\1 "),
    (r", which (?:was|were|is|are) (?=[a-z]{3,}ed\b)", ", "),
    (
        rf"\b({PEOPLE}) who (?:were|are|had been) (?=(?:treated|given|enrolled|assigned|"
        r"randomi[sz]ed|aged|included|followed)\b)",
        r"\1 ",
    ),
    (r"(?<!but )(?<!not )(?<!than )\balso ", ""),
    (r", however,", ""),
    (r", including (?=(?:an?|one|two|three|\{m))", ", among them "),
    (r", among them ", ", including "),
    (r", as well as ", " and "),
    (r"\(previously ", "(before, "),
    (
        r", (\{m\d+\}|one|two|three|four|five|six) of them (?=(?:to|in|with|on|from|at|of|serious|"
        r"severe|fatal|both)\b)",
        r", including \1 ",
    ),
    (r", against (?=(?:about |nearly |over )?[$€£]?\{)", ", compared with "),
    (
        rf"\b[Ii]n (?={_GROUP})",
        "among ",
    ),
    (
        rf"\b[Aa]mong (?={_GROUP})",
        "in ",
    ),
    (rf"\b({_RISING}) by (?=\{{)", r"\1 "),
    (rf"\b({_RISING}) (?=\{{m\d+\}} (?:to|from|after|on|in|against)\b)", r"\1 by "),
    (r", up (?=\{m\d+\} from)", ", a rise of "),
    (r", down (?=\{m\d+\} from)", ", a fall of "),
    (r", a difference of (?=\{)", "; the difference was "),
)

_WORDS = (
    (r"\bbecause of\b", "owing to"),
    (
        r"(?<!is )(?<!are )(?<!was )(?<!were )\bdue to (?=(?:the|an?|adverse|side|lack|low|high|"
        r"weak|strong)\b)",
        "because of ",
    ),
    (r"\bbecause (?!of\b)", "since "),
    (r"\b(was|were) (?:observed|noted)\b", r"\1 seen"),
    (r"\b(was|were) seen\b", r"\1 observed"),
    (
        r"\b((?:events|reactions|infections|cases|responses|deaths|fractures|complications|side "
        r"effects)) occurred in\b",
        r"\1 were seen in",
    ),
    (rf"\b({PEOPLE}) who received\b", r"\1 given"),
    (rf"\b({PEOPLE}) received\b", r"\1 were given"),
    (r"\b(?<!was )(?<!were )(?<!been )(?<!had )(?<!has )started (?=[a-z{])", "began "),
    (r"\bbegan\b", "started"),
    (r"\bto begin\b", "to start"),
    (r"\bto start\b", "to begin"),
    (r"\bplans to\b", "intends to"),
    (r"\bplan to\b", "intend to"),
    (r"\ba year (?:earlier|ago)\b", "a year before"),
    (r"\bfor the treatment of\b", "for treating"),
    (r"\bin combination with\b", "combined with"),
    (r"\btogether with\b", "along with"),
    (r"\balong with\b", "together with"),
    (r"\b[Aa]s of (?=\{)", "on "),
    (r"\bdiscontinued\b", "stopped"),
    (r"\brequired\b(?! to)", "needed"),
    (r"\bprevious (?=[a-z])", "earlier "),
    (r"\bthe remaining\b", "the other"),
    (r"\b([Aa])lthough\b", r"even though"),
    (r"\bnearly (?=\{|[$€£]\{)", "almost "),
    (r"\balmost (?=\{|[$€£]\{)", "nearly "),
    (r"\bjust (?=\{)", "only "),
    (r"\b(increased|climbed) (?=(?:to|by|from)\b)", "rose "),
    (r"\b(?:decreased|declined|dropped) (?=(?:to|by|from)\b)", "fell "),
    (r"\bin the United States\b", "in the US"),
    (r"\bthe U\.S\. (?=[A-Z]?[a-z])", "the US "),
    (r"\b[Tt]he (?:U\.S\. |US )?Food and Drug Administration\b", "the FDA"),
    (r"\b[Tt]he European Medicines Agency\b", "the EMA"),
    (r"\bchief executive officer\b", "chief executive"),
    (r"\bchief financial officer\b", "finance chief"),
    (r"(?<=\bsaid) on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b", ""),
    (r"\bas a result of\b", "owing to"),
    (r"\bled to\b", "resulted in"),
    (r"\bresulted in\b", "led to"),
    (r"\bthe trial\b", "the study"),
    (r"\bthe company\b", "the firm"),
    (r"\bthe drug\b(?! (?:agency|regulator|maker|company|label|industry))", "the medicine"),
    (r"\bsome (?=\{|[$€£]\{)", "about "),
    (r"\bduring (?=(?:the|its|that|this)\b)", "in "),
    (r"\bat the end of (?=(?:\{|the))", "at the close of "),
    (r"\bsuch as\b", "like"),
    (r"\babout (?=\{|[$€£]\{)", "around "),
    (r"(?<!-)\bacquired (?=(?:by|on|in|for|from|the|all|a)\b|[A-Z])", "bought "),
    (r"\bclosed at (?=[$€£]?\{)", "ended the day at "),
    (r"\bstood at (?=[$€£]?\{)", "came to "),
    (r"\bmostly\b", "mainly"),
    (r"\bmainly\b", "mostly"),
    (r"\b([Ii])njection-site reactions\b", "reactions at the injection site"),
    (r"\breactions at the injection site\b", "injection-site reactions"),
    (r"(?<!\} )(?<![A-Z] )\bpatients\b(?=[ ,.;]|$)(?! reported)", "people"),
    (r"(?<!\} )\bparticipants\b", "people"),
    (rf"\b({PEOPLE}) treated with (?=[A-Za-z])", r"\1 given "),
    (r"\bneeded (?=(?:an?|the|more|further|surgery|\{))", "required "),
    (r"(?<=[a-z]), or (\{m\d+\})(?=[,.;])", r" (\1)"),
    (r"\bon condition that\b", "provided that"),
    (r"\bprovided that\b", "on condition that"),
    (r"\bhas said\b", "said"),
    (rf"\b({PEOPLE}|were) given (?=(?:the )?(?:drug|vaccine|placebo)\b(?!['’]))", r"\1 on "),
    (rf"\b({PEOPLE}) on (?=(?:the (?:drug|vaccine|placebo)|placebo)\b)", r"\1 given "),
)

_OPENING = (
    r"^((?:In|At|On|After|During|By|Within|Across|Over|Before|Since|Until|Of|Among|For)\b"
    r"[^,;:()]{3,70}, )(?=(?:the|an?|its?|they|no|their)\b|[A-Z][a-z]+ |\{m\d+\} )"
)
_VERBS = (
    r"(?:is|are|was|were|has|have|had|will|would|may|can|could|did|does|do|must|rose|fell|died|"
    r"stopped|plans?|expects?|wants?)"
)
_CLAUSE = rf"(?:the|its|an?|it|they|there|no|those|[A-Z]|\{{m)[^,;:]*? {_VERBS}\b"
_PUT_IN = (
    (_OPENING, r"\1the article says, "),
    (
        rf", (?=(?:and|but|while|after|because|so that) {_CLAUSE}|(?:which|who|where) {_VERBS}\b|"
        r"(?:against|compared with|down from|up from|including|among them|with an? |a (?:rise|"
        r"fall) of)"
        r"(?:\b|(?<= )))",
        ", the article says, ",
    ),
)
"""Between an opening phrase and its sentence, or between two clauses; nowhere else."""

WAYS: tuple[Way, ...] = (
    *(Way(shape=shape, put=put) for shape, put in _GRAMMAR),
    *(Way(shape=shape, put=put, rank=2) for shape, put in _WORDS),
    *(Way(shape=shape, put=put, rank=2) for shape, put in SYNONYMS),
    *(Way(shape=shape, put=put, rank=6) for shape, put in _PUT_IN),
)
"""In this order where two would do as well."""
