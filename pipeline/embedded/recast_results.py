"""Patterns for results: rates, medians, counts and harms, by group and arm.

Shapes read clauses after spin has been cut and `versus` has become `against`.
"""

from pipeline.embedded.recast_slots import Pattern

_SHOWED = "(?:showed|produced|had|has shown|achieved|delivered|yielded|recorded|posted|generated)"
_HAPPENED = (
    "(?:occurred in|affected|was reported in|were reported in|was seen in|were seen in|was recorded"
    " in|were recorded in|was observed in|were observed in|developed in|was reported by|"
    "were reported by)"
)

RESULT_PATTERNS: tuple[Pattern, ...] = (
    Pattern(
        name="a rate beside a benchmark, in a group",
        shape=f"<subject:WORDS> {_SHOWED} an? <rate:RATE> <measure:MEASURE>(?P<place> in "
        f"[^,;{{}}]+)?"
        ", against (?P<the>the|an?) (?P<bench>(?:historical )?(?:benchmark|control|average|rate)"
        "(?: rate)?) of <other:FIG>,? <group:IN>",
        said="<group>, the <measure> with <subject_> was <rate>[ <place>], against <the> <bench> of"
        " <other>.",
    ),
    Pattern(
        name="responders by kind in an evaluable group",
        shape="[Ii]n (?P<cohort>an? [^,;{}]+?) of <n:FIG> <who:WHO>, <subject:WORDS>"
        f" {_SHOWED} an? <rate:RATE> <measure:MEASURE>,? (?:including|with) <first:FIG>"
        " complete responses? and <second:FIG> partial responses?",
        said="Among <n> <who> in <cohort>, <subject_> produced <first> complete and <second>"
        " partial"
        " responses, an <measure> of <rate>.",
    ),
    Pattern(
        name="a cut with its rate and its responses",
        shape="(?P<cut>[Aa] (?:[\\w-]+ ){0,4}(?:data ?cut|dataset|analysis|cohort|snapshot)) of"
        f" (?P<size>[^,;]+?) {_SHOWED} (?:an? )?<rate:FIG> <measure:MEASURE> with <rest:REST>",
        said="<cut>, of <size>, had an <measure> of <rate>, with <rest>.",
    ),
    Pattern(
        name="a rate of one dose in a trial",
        shape=f"[Tt]he <phase:PHASE> (?P<kind>trial|study) {_SHOWED} (?:an? )?<rate:FIG>"
        " <measure:MEASURE> with <rest:REST>",
        said="In the <phase> <kind>, the <measure> was <rate> with <rest>.",
    ),
    Pattern(
        name="a rate in a group",
        shape=f"<subject:WORDS> {_SHOWED} an? <rate:RATE> <measure:MEASURE>,? <group:IN>",
        said="<group>, the <measure> with <subject_> was <rate>.",
    ),
    Pattern(
        name="a median with what it is set beside, in a group",
        shape="[Tt]he median <measure:WORDS> (?:was|reached) <value:FIG>, against"
        " (?P<whose>the [^,;{}]+?|[A-Z][^,;{}]+?)['’]s <other:FIG>,? <group:IN>",
        said="<group>, the median <measure> was <value>, against <other> for <whose>.",
    ),
    Pattern(
        name="a median with its comparator, in a group",
        shape="[Tt]he median <measure:WORDS> (?:was|reached) <value:RATE>,? against <other:RATE>"
        " (?P<whose>(?:for|with|on|under|in) [^,;{}]+?), <group:IN>",
        said="<group>, the median <measure> was <value>, against <other> <whose>.",
    ),
    Pattern(
        name="a median and its follow-up",
        shape="[Tt]he median <measure:WORDS> was not reached, but (?P<more>follow-up [^,;]+?"
        "(?: \\([^()]*\\))?), and <rest:REST>",
        said="The median <measure> was not reached; <more>. || <rest>.",
    ),
    Pattern(
        name="two grades of a harm in a group, and the rate of a wider one",
        shape="[Ii]n <group:WORDS>, <any:FIG> of (?P<who>patients|participants|people) had"
        " <one:TEXT> and <high:FIG> had <two:TEXT>, an? (?:higher|lower) rate than the <all:FIG>"
        " (?:seen|reported|recorded) <wide:WORDS>",
        said="In <group>, <one> affected <any> of <who> and <two> <high>, higher than the rate of"
        " <all> <wide>.",
    ),
    Pattern(
        name="a harm at two thresholds",
        shape=f"<event:WORDS> of <grade:FIG> {_HAPPENED} <some:FIG> <who:WORDS> \\(<rate:FIG>\\),"
        " and was <high:FIG> in <few:FIG> \\(<low:FIG>\\)",
        said="<event> of <grade> was seen in <rate> (<some> <who>), and at <high> in <low>"
        " (<few>).",
    ),
    Pattern(
        name="a harm absent from a dataset",
        shape="<event:TEXT> of (?P<grade>\\{m\\d+\\}(?: severity or above)?) were absent from"
        " <where:WORDS>",
        said="No <event_> of <grade> were reported in <where>.",
    ),
    Pattern(
        name="a harm in both arms, with counts",
        shape=f"<event:WORDS> {_HAPPENED} <one:FIG> <who:WHO> \\(<rate:FIG>\\) (?:and|against)"
        " <two:FIG> (?P<arm>(?:in|on|with|of) [^,;{}]+?) \\(<other:FIG>\\)(?:; (?P<tail>.+))?",
        said="<event> was seen in <one> <who> (<rate>), against <two> (<other>) <arm>. || <tail>.",
    ),
    Pattern(
        name="cases by arm",
        shape="[Tt]here were <one:FIG> (?P<what>cases|events|deaths|infections) among <first:TEXT>"
        " and <two:FIG> among <second:WORDS>(?P<ci> \\([^()]*\\))?",
        said="<what> numbered <one> among <first>, against <two> among <second>[ <ci>].",
    ),
    Pattern(
        name="what a company said of its product in a trial",
        shape="<who:NAME> said (?P<when>on (?:Mon|Tues|Wednes|Thurs|Fri)day)?,? ?(?:that )?"
        "(?P<its>its) <what:TEXT> (?P<verb>cut|reduced|lowered|improved|slowed) <gain:TEXT>"
        " in (?P<trial>an? [^;]+? (?:trial|study)(?: (?:of|with) [^;]+)?)",
        said="In <trial>, <who>’s <what> <verb> <gain>, the company said[ <when>].",
    ),
    Pattern(
        name="a change in both arms, and what it is called",
        shape="(?P<first>[A-Z][^,;{}]+?) lost (?P<stat>a mean of |a median of )?<one:FIG> of"
        " (?P<what>body weight|their (?:body )?weight), those on (?P<second>[^,;{}]+?) <two:FIG>"
        "(?P<tail>, which [^;]+)?",
        said="Mean loss of <what> was <one> in <first_> and <two> in those on <second>[, <tail>].",
    ),
    Pattern(
        name="growth in both arms",
        shape="(?P<when>(?:[Aa]fter|[Aa]t) \\{m\\d+\\}), <what:WORDS> had"
        " (?P<did>grown|shrunk|risen"
        "|fallen) by a mean of <one:RATE> in <first:WORDS> and <two:RATE> in <second:WORDS>,"
        " an? (?P<diff>.+)",
        said="<what> in <first> had <did> a mean of <one> <when_>, and in <second> <two>, an"
        " <diff>.",
    ),
    Pattern(
        name="a result at a cut-off",
        shape="[Aa]t the (?P<cut>[^,;{}]*cut-?off), <date:FIG>, the rate was <rate:FIG>, with"
        " <one:FIG> complete and <two:FIG> partial responses? among <n:FIG> <who:WHO>",
        said="Of <n> <who> at the <cut>, <date>, <one> had a complete and <two> a partial response,"
        " a rate of <rate>.",
    ),
    Pattern(
        name="a result by arm with the size",
        shape="(?P<what>[^,;{}]+?) at (?P<when>[^;]+?), was <one:RATE> (?P<arm>(?:with|on|for)"
        " [^,;{}]+?) and <two:RATE> (?P<other>(?:with|on|for) [^,;{}]+?), in <n:FIG> <who:WHO>",
        said="In <n> <who>, <what_> was <one> <arm> and <two> <other> at <when>.",
    ),
    Pattern(
        name="a trial and how it was divided",
        shape="[Tt]he (?P<kind>trial|study) randomi[sz]ed <n:FIG> <who:WHO> to <arms:REST>",
        said="The <kind> assigned <n> <who> at random to <arms>.",
    ),
    Pattern(
        name="a difference within its margin",
        shape="[Tt]he difference, <diff:RATE>, stayed within the margin of <margin:FIG>"
        "(?P<by> agreed with [^,;{}]+)?, so (?P<what>non-inferiority) was shown",
        said="<what> was shown: the difference was <diff>, within the margin of <margin>[ <by>].",
    ),
    Pattern(
        name="a harm in both arms, in percent",
        shape=f"<event:WORDS> {_HAPPENED} <one:FIG> of <who:WORDS> (?:and|against) <two:FIG> of"
        " (?P<other>controls|[^,;{}]+?)(?:; (?P<tail>.+))?",
        said="<event> was seen in <one> of <who>, against <two> of <other>. || <tail>.",
    ),
    Pattern(
        name="a common harm at one dose, and who stopped by arm",
        shape="<event:WORDS>, (?P<mild>(?:mostly|mainly) [a-z ]+), was reported by <one:FIG>"
        " (?P<dose>at [^,;{}]+), and <two:FIG> of <who:WORDS> (?P<did>stopped|discontinued)"
        " because of (?P<why>[^,;{}]+?) against <other:FIG> (?P<arm>on [^,;{}]+)",
        said="Because of <why>, <two> of <who> <did>, against <other> <arm>; <dose>, <one> reported"
        " <event_>, <mild>.",
    ),
    Pattern(
        name="a trial ended on a committee's judgement",
        shape="<who:NAME> ended its (?P<trial>[^;{}]+?) after (?P<body>an? [^,;{}]*?(?:committee|"
        "board|panel)) (?P<did>judged|found|concluded), (?P<look>at an? [^,;{}]+), that"
        " <what:TEXT>",
        said="<look>, <body> <did> that <what>, after which <who> ended its <trial>.",
    ),
    Pattern(
        name="a registry a company points to",
        shape="<who:WORDS> compares its results with (?P<series>an? [^,;{}]+?) in which <one:FIG>"
        " of <n:FIG> patients (?P<did>responded[^,;{}]*)",
        said="<who> sets its results beside <series>, where <one> of <n> patients <did>.",
    ),
    Pattern(
        name="infused and assessed",
        shape="[Ii]n <cohort:WORDS>, <n:FIG> patients had been (?P<did>infused|treated|dosed) by"
        " <date:FIG> and <m:FIG> could be assessed",
        said="By <date>, <n> patients in <cohort> had been <did>, of whom <m> could be assessed.",
    ),
    Pattern(
        name="responders at a cut-off, the rate first",
        shape="[Aa]t <cut:WORDS>, <some:FIG> (?P<who>[^,;{}]*patients) \\(<rate:FIG>\\) responded"
        ", <few:FIG> of them completely",
        said="At <cut>, <rate> of <who> (<some>) responded, <few> of them completely.",
    ),
    Pattern(
        name="a grave harm in a group, and a longer stay",
        shape=f"<event:TEXT> {_HAPPENED} <rate:FIG> of the <n:FIG> <who:WHO>, and <some:FIG> people"
        " treated in (?P<where>[^,;{}]+), (?P<gloss>[^,;]+), (?P<did>spent [^;]+)",
        said="Of the <n> <who>, <rate> had <event>; in <where>, <some> people treated, <gloss>,"
        " <did>.",
    ),
    Pattern(
        name="deaths and their causes",
        shape="<n:FIG> (?P<who>patients|people|participants) died within <time:FIG> of"
        " <what:WORDS>: <one:FIG> of <first:WORDS>, <two:FIG> of <second:WORDS>",
        said="Within <time> of <what>, <n> <who> died, <two> of <second> and <one> of <first>.",
    ),
    Pattern(
        name="what was not reported, then what was",
        shape="(?P<some>[^;]+); (?P<none>no [^;]+ (?:was|were) (?:reported|observed|seen))",
        said="<none>; <some_>.",
    ),
    Pattern(
        name="where a figure is from, and where not",
        shape="(?P<what>The [^,;]+) comes from <one:TEXT>, not from <two:WORDS>",
        said="<what> is not from <two>; it comes from <one>.",
    ),
    Pattern(
        name="what a company said of its drug in a month",
        shape="They are (?:still )?(?P<way>up|down) <year:FIG> this year, most of it gained in"
        " <month:WORDS>, when <who:NAME> said <drug:WORDS> had helped <one:FIG> of <n:FIG>"
        " <group:WHO> in (?P<trial>an? [^,;{}]+), against <two:FIG> of <m:FIG> (?P<arm>on [^,;]+)",
        said="In <trial>, <drug> had helped <one> of <n> <group>, against <two> of <m> <arm>, <who>"
        " said in <month>. || <who>’s shares are still <way> <year> this year, most of it gained"
        " in <month>.",
    ),
    Pattern(
        name="a claim without evidence",
        shape="(?P<lead>[^;]+?), though <n:FIG> (?P<post>[^,;{}]+) claimed, without evidence, that"
        " <what:TEXT>",
        said="<lead>. || Without evidence, <n> <post> claimed that <what>.",
    ),
    Pattern(
        name="responders at two cut-offs",
        shape="(?P<product>[^,;{}]+), from <maker:NAME>, shrank tumours in <some:FIG> <who:WHO>"
        " at an? <date:FIG> <cut:WORDS>, (?P<way>up|down) from <before:FIG> at <other:REST>",
        said="At a <date> <cut>, <maker>’s <product_> shrank tumours in <some> <who>, <way> from"
        " <before> at <other>.",
    ),
    Pattern(
        name="part of a group by number, and one graver case",
        shape=f"<event:TEXT> {_HAPPENED} <rate:FIG> of (?P<who>[^,;{{}}]+?), <some:FIG>; <one:FIG>"
        " (?P<case>case|patient) was <grade:FIG>",
        said="Among <who>, <some> (<rate>) had <event_>; <one> <case> was <grade>.",
    ),
    Pattern(
        name="an endpoint not met, in a few words",
        shape="(?P<what>[Ss]uperiority|[Nn]on-inferiority) (?P<field>(?:in|for|on) [^,;{}]+)"
        "(?P<rank>, an? (?:key )?(?:secondary|primary) endpoint,)? was not: <measure:WORDS> was"
        " <one:RATE> against <two:RATE>(?: \\(<p:FIG>\\))?",
        said="<what> <field>[, <rank>], was not shown, with <measure> of <one> against <two>"
        "[ (<p>)].",
    ),
    Pattern(
        name="a harm as common in each group",
        shape="<event:WORDS> were balanced, at <rate:FIG> in each (?P<group>group|arm)",
        said="In each <group>, <event_> came to <rate>.",
    ),
    Pattern(
        name="a trial as its maker describes it, and what came before",
        shape="(?P<claim>[^,;]+?) in (?P<trial>an? [^,;{}]*(?:trial|study)), its maker <who:NAME>"
        " said, reviving an? programme that (?P<body>the [A-Z]+) turned down in"
        " <when:DATE>",
        said="In <trial>, <claim_>, its maker <who> said; <body> turned the programme down in"
        " <when>.",
    ),
    Pattern(
        name="the commonest harms",
        shape="[Tt]he most (?:common|frequent) (?P<what>[^,;{}]*?(?:events|effects|reactions"
        "|toxicities)(?: [^,;{}]+?)?) were <list:TEXT>",
        said="<list> were the most common <what>.",
        least=10,
    ),
    Pattern(
        name="one measure in two arms",
        shape="(?P<what>[^,;{}]+?) (?P<was>was|were) <one:RATE> (?P<a>with|for|in|on|among)"
        " <first:WORDS>,? (?:against|and) <two:RATE> (?P<b>with|for|in|on|among) <second:WORDS>",
        said="<a> <first>, <what_> <was> <one>, against <two> <b> <second>.",
        least=13,
    ),
    Pattern(
        name="what followed a dose in both arms",
        shape="<event:TEXT> followed <one:FIG> of <first:WORDS>,? against <two:FIG> of"
        " <second:WORDS>",
        said="<event> was seen after <one> of <first>, against <two> of <second>.",
    ),
    Pattern(
        name="a primary endpoint met or missed, and by how much",
        shape="[Tt]he <trial:TEXT> (?P<did>met|missed) its (?P<end>(?:primary|main|key secondary)"
        " (?:endpoint|goal)), with <rest:REST>",
        said="The <end> was <did> in the <trial>: <rest>.",
    ),
    Pattern(
        name="a harm on a drug and beside it",
        shape=f"<event:WORDS> {_HAPPENED} <one:FIG> of (?P<who>[^,;{{}}]+?),? (?:and|against)"
        " <two:FIG> (?P<arm>(?:on|with|for|in|given) [^,;{}]+?)(?:; (?P<tail>.+))?",
        said="<event> was seen in <one> of <who>, against <two> <arm>. || <tail>.",
    ),
    Pattern(
        name="who stopped, and why",
        shape="<n:FIG> (?P<who>patients|participants|people) (?P<did>(?:discontinued|stopped)"
        "[^,;{}]*?) (?P<due>due to|because of|owing to) <why:WORDS>",
        said="<due> <why>, <n> <who> <did>.",
    ),
    Pattern(
        name="a fall or a rise in a group",
        shape="[Ii]n <group:TEXT>, (?P<what>[^,;{}]+?)"
        " (?P<did>fell|rose|dropped|declined|increased)"
        " from (?P<span>[^,;]+ to [^,;]+)",
        said="<what> <did> from <span> in <group>.",
    ),
    Pattern(
        name="a harm in so many, with its worst",
        shape=f"<event:WORDS> {_HAPPENED} <n:FIG> <who:WHO> \\(<rate:FIG>\\), including "
        f"<worst:TEXT>",
        said="<event>, including <worst>, affected <n> <who> (<rate>).",
    ),
)
