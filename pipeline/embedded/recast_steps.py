"""Patterns for trials, plans, meetings, filings and dates: what, when, and on what condition.

Shapes read clauses after spin has been cut.
"""

from pipeline.embedded.recast_slots import Pattern

STEP_PATTERNS: tuple[Pattern, ...] = (
    Pattern(
        name="a programme and the question its trial asks",
        shape="<whose:NAME>['’]s? (?P<what>lead [^,;{}]+?), <product:WORDS>, is in the"
        " (?P<trial>[^,;{}]+? (?:trial|study)), an? (?P<design>[^,;{}]+? (?:study|trial))"
        " testing whether <question:TEXT>",
        said="The <trial>, a <design> of <whose>’s <what> <product>, tests whether <question>.",
    ),
    Pattern(
        name="a named trial, its design and its state",
        shape="[Tt]he <phase:PHASE> (?P<name>[A-Z][\\w-]+) (?P<kind>trial|study), an?"
        " (?P<design>[^,;{}]+? (?:study|trial)), is <state:TEXT>",
        said="<name>, a <phase> <design>, is <state>.",
    ),
    Pattern(
        name="a product, its maker and its stage",
        shape="(?P<product>[A-Z][^,;{}]+?) is (?P<a>an?) <what:WORDS> (?:from|developed by)"
        " <who:NAME>, (?:now |currently )?in <phase:PHASE> (?P<stage>[^;]+)",
        said="<who>’s <product_>, <a> <what>, is in <phase> <stage>.",
    ),
    Pattern(
        name="a dataset and the trial it comes from",
        shape="[Tt]he <what:WORDS> was from (?P<trial>an? [^,;{}]+? (?:trial|study)) enrolling"
        " <n:FIG>(?P<who> [^,;{}]+)",
        said="The <what> comes from <trial> in <n> <who>.",
    ),
    Pattern(
        name="enrolment finished",
        shape="(?P<name>[A-Z][\\w-]+), the (?P<phase>Phase [1-4][ab]?) (?P<kind>trial|study),"
        " (?:has )?(?:finished|completed) (?:enrolling|enrolment|enrollment) in <when:WORDS>:"
        " <n:FIG> (?P<who>\\w+) at <sites:FIG> sites, assigned <how:REST>",
        said="Enrolment in the <phase> <kind> <name> finished in <when>, with <n> <who> at <sites>"
        " sites, who were assigned <how>.",
    ),
    Pattern(
        name="a company's own dates",
        shape="<who:WORDS> said (?P<one>[^,;{}]+?) should (?P<do>finish|be complete|complete) by"
        " <first:DATE>, with <two:WORDS> in <second:DATE> and <three:WORDS> in <third:DATE>,"
        " potentially supporting <what:WORDS>",
        said="<two> are expected in <second> and <three> in <third>, potentially supporting <what>,"
        " <who_> said; <one> should <do> by <first>.",
    ),
    Pattern(
        name="a planned meeting, its subject and what may follow",
        shape="<who:WORDS> plans (?P<what>an? [^,;{}]*meeting) with (?P<body>the [A-Z]+) in"
        " <when:DATE> to discuss (?P<topic>[^,;{}]+), with the potential for"
        " (?P<may>[^,;{}]+?) if <cond:TEXT>",
        said="<who> plans <what> with <body>, in <when>, on <topic>; if <cond>, there is potential"
        " for <may>.",
    ),
    Pattern(
        name="an agreement after a meeting",
        shape="In <when:DATE>, following (?P<what>an? [^,;{}]*meeting)(?: \\([^()]*\\))?,"
        " (?P<body>the [A-Z]+) confirmed that it and <who:WORDS> had reached agreement on"
        " <topic:TEXT>",
        said="In <when>, after <what>, <body> confirmed agreement with <who> on <topic>.",
    ),
    Pattern(
        name="a filing on two conditions",
        shape="(?P<what>A (?:filing|submission)[^,;{}]*?) would follow in <when:DATE>, provided"
        " that"
        " <one:TEXT> and that <two:TEXT>",
        said="Provided <one> and <two>, <what_> would come in <when>.",
    ),
    Pattern(
        name="a filing that waits for a condition, and data before it",
        shape="(?P<first>[A-Z][^,;{}]+?) reads out in <when:DATE>, and (?P<who>[A-Z][\\w’' -]+?)"
        " plans to (?P<do>[^,;{}]+?) before then if <cond:TEXT>",
        said="<first> is due to read out in <when>; if <cond>, <who> plans to <do> before then.",
    ),
    Pattern(
        name="a request and what follows on a condition",
        shape="<who:NAME> plans to (?P<one>[^,;{}]+?) in <first:DATE> and, (?P<cond>should"
        " [^,;{}]+),"
        " to (?P<two>open|start|begin) (?P<what>[^,;]+?) in <second:DATE>",
        said="<who> plans, in <first>, to <one>; <cond>, it would, in <second>, <two> <what>.",
    ),
    Pattern(
        name="a start that hangs on a meeting, and the cash for it",
        shape="<who:NAME> expects to (?P<do>[^,;{}]+?) in <when:DATE>, subject to"
        " (?P<cond>[^,;{}]+), and said its <cash:FIG> of cash covers <use:TEXT>",
        said="<who> expects, subject to <cond>, to <do> in <when>, and said its cash of <cash>"
        " covers"
        " <use>.",
    ),
    Pattern(
        name="a plan on a condition",
        shape="(?P<who>[A-Z][^,;:{}]+?) (?P<how>plans|expects|aims) to <do:TEXT>,? if <cond:TEXT>",
        said="If <cond>, <who_> <how> to <do>.",
    ),
    Pattern(
        name="a designation and a scheme, with their dates",
        shape="<what:WORDS> has had (?P<status>[A-Z][^,;{}]+?) from <body:WORDS> since <one:DATE>"
        " and was admitted to (?P<scheme>[^,;{}]+?) in <two:DATE>",
        said="<what> was admitted to <scheme> in <two> and has had <status> from <body> since"
        " <one>.",
    ),
    Pattern(
        name="a status, when it was granted and what it does not promise",
        shape="<product:WORDS> holds <status:WORDS> from <body:WORDS>, granted in <when:DATE>,"
        " which <limit:REST>",
        said="Granted by <body> in <when>, <product_>’s <status> <limit>.",
    ),
    Pattern(
        name="who presented a trial, and what it is",
        shape="<who:NAME>, (?P<role>an? [^,;{}]+), presented <what:WORDS> (?P<at>at|from|of)"
        " (?P<name>[A-Z][A-Z\\d-]{2,}), (?P<trial>an? <phase:PHASE> [^;]+)",
        said="<name> is <trial>.",
    ),
    Pattern(
        name="results from a study, with the day",
        shape="<who:NAME> (?P<did>reported|announced|presented) <what:TEXT> <day:DAY> from"
        " (?P<study>[^;]+)",
        said="<day>, <who> <did> <what> from <study>.",
    ),
    Pattern(
        name="a year, its readouts and what they ask",
        shape="<who:WORDS> outlined <year:FIG> as [^,;{}]+, with <some:TEXT> expected to test"
        " whether (?P<what>[^,;{}]+), (?P<one>in [^,;{}]+), (?P<two>across [^,;{}]+)",
        said="For <year>, <who> outlined <some>, expected to test whether <what>, <two> and <one>.",
    ),
    Pattern(
        name="steps that are only steps",
        shape="<steps:TEXT> (?:confirms?|shows?|means?|suggests?) (?:that )?[^,;{}]+?, but (?:these"
        "|they) are <limit:TEXT>",
        said="<steps> are <limit>.",
    ),
    Pattern(
        name="a designation granted",
        shape="(?P<body>[Tt]he (?:FDA|EMA|MHRA|PMDA)) (?:has )?granted (?P<status>[^,;{}]+?)"
        " (?P<to>designation|status) to <product:WORDS> for <use:WORDS>"
        "(?P<when> in (?:the )?\\{m\\d+\\})?",
        said="<product> was granted <status> <to> by <body_> for <use>[ <when>].",
    ),
    Pattern(
        name="a plan and its date",
        shape="<who:WORDS> (?P<how>plans|expects|aims) to <do:WORDS> (?P<when>in|by|during)"
        " <date:DATE>",
        said="<who> <how>, <when> <date>, to <do>.",
        least=13,
    ),
    Pattern(
        name="results announced from a trial of so many",
        shape="<who:NAME> (?P<did>announced|reported|presented) <what:WORDS> from its"
        " <trial:WORDS> of <product:TEXT> in <n:FIG> <group:WHO>",
        said="<who>’s <trial> tested <product>, in <n> <group>; the company <did> <what>.",
    ),
    Pattern(
        name="two plans and their dates",
        shape="<who:WORDS> plans to <one:WORDS> in <first:DATE> and expects to <two:WORDS> in"
        " <second:DATE>",
        said="<who> plans, in <first>, to <one>, and expects, in <second>, to <two>.",
    ),
    Pattern(
        name="an application accepted, with its date",
        shape="(?P<body>[Tt]he (?:FDA|EMA|MHRA|PMDA)) (?:has )?accepted <what:WORDS>, with a"
        " (?P<goal>PDUFA|target action) date of <date:DATE>",
        said="<what> has been accepted by <body_>; the <goal> date is <date>.",
    ),
)
