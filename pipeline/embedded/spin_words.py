"""The words of spin, their look-alikes among terms of art, and the plain words of the house.

After the spin families of Boutron 2014 and Lazarus 2015 (read 2026-11-21); none holds the name of a
company, a product or a trial.
"""

import re

from pipeline.balance.words import read_list

_I = re.IGNORECASE

INTERPRETIVE = (
    "reflecting|indicating|signal+ing|suggesting|showcasing|demonstrating|validating|highlighting|"
    "underscoring|underlining|cementing|positioning|paving|attracting|addressing|providing|"
    "representing|marking|reinforcing|supporting|offering|making|boosting|bolstering|fuel+ing|"
    "strengthening|confirming|proving|establishing|solidifying|illustrating|emphasi[sz]ing|"
    "pointing|hinting|raising|setting|creating|opening|driving|enhancing|unlocking|delivering|"
    "bringing|leaving|giving|showing|revealing|exceeding|surpassing|helping|allowing|enabling|"
    "affirming|implying|heralding|ushering|fostering|sparking|igniting|contributing|leading|"
    "putting|adding|building|advancing|accelerating"
)
"""Participles that open an interpretation, not a fact: `, reflecting strong demand`."""

CONDITION = re.compile(
    r"\b(?:if|unless|provided|assuming|subject to|excluding|pending|depending|contingent|"
    r"conditional|"
    r"except|when|should|may|might|could|potential(?:ly)?|expect\w*|plan\w*|intend\w*)\b",
    _I,
)

PROMOTIONAL = "|".join(read_list("promotional", "before_a_noun"))
"""Words that colour a fact. Cut where grammar lets them go; where not, the clause is not used."""

NOT_PROMOTIONAL = re.compile(
    r"(?:statistically (?:significant|non-?significant)|not (?:statistically )?significant\w*|"
    r"no significant\w*|[Bb]reakthrough (?:[Tt]herapy|[Dd]evice|[Ii]nfections?|[Ss]eizures?|"
    r"bleeding)|major (?:adverse|bleeding|depressive|"
    r"molecular)|real-world (?:evidence|data|study)|rapidly progressi\w+|aggressive (?:non|"
    r"lymphoma|B-cell|disease|form|malignan\w+)|"
    r"next-generation sequencing|deep (?:vein|molecular)|critical (?:care|limb)|"
    r"not (?:be )?(?:manageable|durable)|"
    r"(?:already|shares|stock|currently|now) outstanding|outstanding (?:shares?|stock|debt)|"
    r"clinically significant|pivotal|so far|far more|strong CYP\w*|clean room)"
)
"""The same words as terms of art; these stay."""

PLAIN: tuple[tuple[str, str], ...] = (
    (r"\bdemonstrated\b", "showed"),
    (r"\b(has|have) showed\b", r"\1 shown"),
    (r"\bis being evaluated in\b", "is in"),
    (r"\bcontinues to expect\b", "still expects"),
    (r"\bin order to\b", "to"),
    (r"\bprior to\b", "before"),
    (r"\btoday announced\b", "announced"),
    (r"\balso (?=(?:said|says|reported|announced)\b)", ""),
    (r"\butili[sz]ing\b", "using"),
    (r"\bcurrently (?=[a-z])", ""),
    (r"\ba total of ", ""),
    (r"\bin addition to\b", "besides"),
    (r"\bdue to the fact that\b", "because"),
    (r"\bhas the potential to\b", "may"),
    (r"\bdrawn from\b", "from"),
    (r"\bwas (?:recorded|reported) in (?=\{|about|approximately|nearly)", "occurred in "),
    (r"\bapproximately\b", "about"),
    (r"\b(?:roughly|around) (?=\{|[$€£]\{)", "about "),
    (
        r"\b([Vv]olume|rate|response|incidence|survival|ORR) reached (?=(?:about "
        r"|nearly )?\{)",
        r"\1 was ",
    ),
    (r"\bTrading volume\b", "Volume"),
    (
        r"\bachieved (?=(?:an? )?(?:MRD|complete|partial|objective|overall|remission|respon"
        r"|\{))",
        "had ",
    ),
    (r"\bexperienced (?=(?:any|grade|Grade|an? |adverse|serious|no |\{))", "had "),
    (r"\bacross multiple\b", "in several"),
    (r"\bwith multiple (?=[a-z{])", "with several "),
    (r"\bplans to hold (?=an? (?:[\w-]+ )*(?:meeting|call|briefing))", "plans "),
    (r"(?<=[a-z]s )now (?=(?:face|have|hold|stand|own) )", ""),
    (r"\bhave been reported to (?=[a-z])", "were reported to "),
    (r"\b(do|does|did|will|would|may) not ultimately\b", r"\1 not"),
    (r"\bdesigned to (?:test|assess|evaluate|determine) whether\b", "testing whether"),
    (r"\b(no (?:[\w-]+ )?(?:treatment|therapy|therapeutic)) options\b", r"\1"),
    (r"\bhad received (?=an? (?:median|mean) of\b)", "had had "),
    (r"\bwho had not previously received\b", "without earlier"),
    (
        r"(?<![-\w])(?<!is )(?<!are )(?<!was )(?<!were )(?<!be )"
        r"(?:compared (?:with|to)|versus)(?![-\w])",
        "against",
    ),
    (r"\bintends to\b", "plans to"),
    (r"\bdeveloped by\b", "from"),
    (r"\bchanged hands\b", "were traded"),
    (r"\b(?:who got|who received|given) placebo\b", "on placebo"),
    (r"\bby the time of\b", "at"),
    (r"\bprior (?=lines?|therap|treatment)", "earlier "),
)
"""House style: a long form and the plain one that says the same, no stronger and no weaker."""
