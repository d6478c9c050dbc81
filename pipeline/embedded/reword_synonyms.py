"""Everyday words and what may stand for them: nothing here touches a figure, a measure or a doubt.

In: nothing. Out: `SYNONYMS`, pairs of a pattern and what is put in its place, each a word or two
that mean the same wherever they stand.
"""

_DONE = r"(?<!\bhad )(?<!\bhas )(?<!\bhave )(?<!\bbeen )(?<!\bwas )(?<!\bwere )"

_VERBS = (
    r"(?:is|are|was|were|has|have|had|will|would|may|can|could|did|does|do|must|rose|fell|died|"
    r"stopped|plans?|expects?|wants?|went|came|gave|took|said|says)"
)
_CLAUSE = rf"(?:the|its|an?|it|they|there|no|those|\{{m)[^,;:]*? {_VERBS}\b"
PEOPLE = (
    r"(?:patients|people|participants|adults|children|women|men|those|volunteers|adolescents|"
    r"teenagers|infants|babies|individuals)"
)
_ILL = (
    r"(?:[a-z-]+ ){0,3}(?:cancers?|tumou?rs?|disease|diabetes|asthma|obesity|lymphoma|"
    r"leuk(?:a)?emia|"
    r"melanoma|myeloma|depression|failure|fibrosis|arthritis|hepatitis|cirrhosis|migraine|"
    r"psoriasis|"
    r"epilepsy|infections?)\b"
)

SYNONYMS: tuple[tuple[str, str], ...] = (
    (r"\b([Nn])obody\b", r"\1o one"),
    (r"\b([Ee])verybody\b", r"\1veryone"),
    (r"\b([Ee])veryone\b", r"\1verybody"),
    (r"\banyone\b", "anybody"),
    (r"\bsomeone\b", "somebody"),
    (r"(?<=[a-z}]) a year\b(?=[,.;]| (?:and|or)\b)", " per year"),
    (r"(?<=\}) a (share|day|week|month|dose|patient|pack|course)\b", r" per \1"),
    (r"\bonce daily\b", "once a day"),
    (r"\bonce a day\b", "once daily"),
    (r"\b(once|twice) a week\b", r"\1 weekly"),
    (r"\bonce weekly\b", "once a week"),
    (r"\bevery (day|week|month|year)\b", r"each \1"),
    (r"\b(aged \{m\d+\} )or over\b", r"\1or older"),
    (r"\b(aged \{m\d+\} )or older\b", r"\1or over"),
    (r"\b(was|were) linked to\b", r"\1 tied to"),
    (r"\brather than (?=(?:the|an?|its|to)\b)", "instead of "),
    (r"\bowing to\b", "because of"),
    (r"\bbecause of\b", "owing to"),
    (rf"{_DONE}\bhopes to\b", "is hoping to"),
    (rf"{_DONE}\bwants to\b", "would like to"),
    (r"\bwhereas\b", "while"),
    (r"(?<=, )while (?=(?:the|an?|its?|they|those|\{m))", "whereas "),
    (r"(?<=, )and (?=(?:the|an?|its?|they|those|no) [a-z ]+ (?:was|were|is|are|had|has) "
     r")", "while "),
    (r"(?<=[a-z}%)],) which is (?=(?:an?|the)\b)", ""),
    (r"\bmerely\b", "only"),
    (r"\bstudy treatment\b", "treatment in the study"),
    (r"\b(is|are|was|were) looking into\b", r"\1 examining"),
    (r"\b(is|are|was|were) looking for\b", r"\1 seeking"),
    (r"\bset off\b(?= (?:the|an?)\b)", "triggered"),
    (r"\bturned down (?=the|an?|its)\b", "rejected "),
    (r"\bcarry on\b", "continue"),
    (r"\bcarried on\b", "continued"),
    (r"\bleft out\b", "omitted"),
    (r"\bkept out\b", "excluded"),
    (r"\bpaid for by\b", "funded by"),
    (r"\bpays for\b", "funds"),
    (r"\bis paying for\b", "is funding"),
    (r"\bprivately held\b", "unlisted"),
    (r"\bthree months to (?=\{)", "three months ended "),
    (r"\bpartly\b", "in part"),
    (r"\bin part\b", "partly"),
    (r"\balready ", ""),
    (r"\bfor instance\b", "for example"),
    (r"\bfor example\b", "for instance"),
    (r"\bafter that\b(?=[,.;])", "afterwards"),
    (r"\bafterwards\b", "after that"),
    (r"\bas well\b(?! as)", "too"),
    (r"\blargest\b", "biggest"),
    (r"\bbiggest\b", "largest"),
    (r"\bmade up of\b", "consisting of"),
    (r"\blooked at\b", "examined"),
    (r"\blooks at\b", "examines"),
    (r"\bas soon as\b", "once"),
    (r"\b(is|are|was|were) not known\b", r"\1 unknown"),
    (r"\b(is|are|was|were) unknown\b", r"\1 not known"),
    (r"\bthe rest of\b", "the remainder of"),
    (r"(?<=[a-z]), called ([A-Z][\w-]+)(?=,)", r" (\1)"),
    (r"\baltogether\b", "in all"),
    (r"\blast year['’]s (first|second|third|fourth) quarter\b", r"the \1 quarter of last year"),
    (r"\bafter (?=(?:an?|the) [a-z ]+ in (?:which|the)\b)", "following "),
    (r"\bin the course of\b", "during"),
    (r"\bas of (?=\{)", "at "),
    (r"\bthe ([a-z]+)['’]s ([a-z]+)(?= (?:is|was|are|were|has|had|in|on|at|by|will|would|fell|"
     r"rose)\b|[,.;])",
     r"the \2 of the \1"),
    (rf"(?<=[a-z]); (?={_CLAUSE})", ", and "),
    (r" and (?=\{m\d+\}(?: \(\{m\d+\}\))? (?:on|in|of|for|with|among) (?:the |a |those (?:on|"
     r"given) )?"
     r"(?:placebo|controls?|sham|comparator)(?: \([^()]*\))?[.;])", ", against "),
    (r"\)(?:,)? and (?=\{m\d+\}(?: \(\{m\d+\}\))? (?:on|in|of|for|with) (?:the )?(?:placebo|"
     r"controls?|sham|comparator)(?: \([^()]*\))?[.;])", "), compared with "),
    (r" that (?:was|were) (?=[a-z]{3,}ed (?:in|on|by|at|for|to)\b)", " "),
    *((rf", which {verb} (?=[a-z{{$€£])", f", {part} ") for verb, part in (
        ("leaves", "leaving"), ("left", "leaving"), ("makes", "making"), ("made", "making"),
        ("gives", "giving"), ("gave", "giving"), ("takes", "taking"), ("brings", "bringing"),
        ("includes", "including"), ("included", "including"), ("covers", "covering"))),
    (r"\bnow (?=expects?\b|expected\b|sees\b)", "currently "),
    (r"\b(was|were) randomi[sz]ed (?=to\b|\{)", r"\1 randomly assigned "),
    (r"\bwho (?:do|did) not have (?=[a-z])", "without "),
    (r"\(placebo: (?=\{)", "(on placebo, "),
    (r"\bat a rate of (?=\{)", "at "),
    (rf"\b({PEOPLE}) on (?!(?:day|average|the|an?|top|both|these|each|either|its|their|other|"
     rf"oxygen|"
     r"dialysis|insulin|account|behalf|leave|time|trial|statins?|placebo)\b)(?=[a-z-]{6,}[ ,;.)])",
     r"\1 given "),
    (rf"\b({PEOPLE}) given (?=[a-z-]{{6,}}[ ,;.)])", r"\1 on "),
    (rf"\b({PEOPLE}) with (?={_ILL})", r"\1 who have "),
    (r"\bbelonging to\b", "of"),
    (r"\bbe called\b", "be judged"),
    (r"\bhad such an event\b", "had an event of this kind"),
    (r"\b(was|were|is|are) judged related to\b", r"\1 judged to be related to"),
    (r"\bto be related to\b", "related to"),
    (r"\bmost of them\b", "mostly"),
    (r"(?<!both )\bbefore and during\b", "both before and during"),
    (r"\bone or more (?=[a-z]+s\b)", "at least one "),
    (r"\bin (?=\{m\d+\} countries)", "across "),
    (r"\bso that\b", "and so"),
    (r"\bthanks to\b", "because of"),
    (r"\bsooner than\b", "earlier than"),
    (r"\binstead of (?=[$€£]?\{)", "rather than "),
    (r"\bat (?=(?:six|seven|eight|five|four|three|two|\{m\d+\}) (?:hospitals|centres|centers|sites|"
     r"clinics)\b)", "in "),
    (r"\bthe upper limit of normal\b", "the normal upper limit"),
    (r"\bhas closed\b", "closed"),
    (r"\b(has|have) been taken out of\b", r"\1 been removed from"),
    (r", of whom (?=(?:one|two|three|four|five|six|\{m\d+\}) (?:died|had|were|was|needed|left)\b)",
     "; "),
    (r"(?<=[a-z)]): (?=(?:one|two|three|four|five|\{m\d+\}) [a-z]+ [^.;:]*,[^.;:]* and )", ", "
     r"namely "),
    (r", ([a-z]{3,}ed) by ((?:an?|the) (?:[a-z]+ )?[a-z]+), ", r", which \2 \1, "),
    (r"^([^,;:]*), and (?=[a-z][^,;]*?\s(?:was|were)\s(?:seen|observed|reported|recorded|found)\b)",
     r"\1; "),
    (r"\b((?:would|will|can|could|may) [a-z -]{2,60}) if (?=the |its |an? )", r"\1 provided that "),
    (r"\bcounted together\b", "taken together"),
    (r", which (it|they) (expects?) (?=to\b)", r"; \1 \2 this "),
    (r"\btrying to\b", "seeking to"),
    (r"\bso far(?=[,.;])", "to date"),
    (r"\bspoke of\b", "mentioned"),
    (r"\bsince it was launched\b", "since its launch"),
    (r"\bsince it was approved\b", "since its approval"),
)  # fmt: skip
