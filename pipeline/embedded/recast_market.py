"""Patterns for what is said of shares, volumes, short positions, cash and financing.

Shapes read clauses after spin has been cut. A cause is only ever the article's.
"""

from pipeline.embedded.recast_slots import Pattern

_SHARES = "(?:stock price|share price|shares|stock)"

MARKET_PATTERNS: tuple[Pattern, ...] = (
    Pattern(
        name="a run, a close and a day's move",
        shape=f"<who:NAME>['’]s? {_SHARES} (?:has|have) "
        f"(?P<run>\\{{m\\d+\\}}|(?:risen|gained|fallen"
        "|lost|dropped) \\{m\\d+\\}) (?P<over>over|in|during) <span:FIG>, closing at <close:FIG>"
        " <day:DAY> with an? <move:FIG> (?P<way>increase|gain|rise|decline|decrease|drop|fall)",
        said="<who> shares closed at <close> <day>, an <way> of <move>, and have <run> <over>"
        " <span>.",
    ),
    Pattern(
        name="a volume beside its average",
        shape="[Vv]olume (?:was|hit) <volume:FIG> shares <day:DAY>, (?P<by>about |nearly |over )?"
        "<far:FIG> (?P<way>above|below) the <span:FIG> average of <average:FIG>(?: shares)?",
        said="<day>, <volume> shares were traded, <by> <far> <way> the <span> average of"
        " <average> shares.",
    ),
    Pattern(
        name="a short position and its paper loss",
        shape="[Ww]ith <float:FIG> of (?P<what>the (?:public |free )?float) held short,"
        " short[- ]sellers face <loss:FIG> in (?P<paper>paper )?(?P<way>losses|gains)",
        said="Short positions stand at <float> of <what>, and short-sellers face <paper> <way> of"
        " <loss>.",
    ),
    Pattern(
        name="no news, and what the article sees behind a move",
        shape="(?:Although|Though|While) there was (?P<none>no (?:specific |particular |company )*"
        "news) (?:driving|behind) <move:WORDS>, (?:the actions? of )?<first:WORDS> combined with"
        " <second:WORDS> (?:have |has )?contributed to <effect:WORDS>",
        said="There was <none> behind <move>; the article says that <first>, together with"
        " <second>, contributed to <effect>.",
    ),
    Pattern(
        name="a day's close, a streak and the volume beside its average",
        shape="[Ss]hares of <who:NAME> (?:ended|closed|finished) (?P<way>up|down) <move:FIG> at"
        " <close:FIG> <day:DAY>, their (?P<streak>[^,;]+), after <volume:FIG> shares were traded"
        " against an? <span:FIG> average of <average:FIG>",
        said="<who> shares closed at <close> <day>, <way> <move>, for their <streak>; <volume>"
        " shares were traded, against a <span> average of <average>.",
    ),
    Pattern(
        name="a short position and its change",
        shape="[Ss]hares sold short (?:equalled|were|stood at) <now:FIG> of <base:WORDS> on"
        " <date:FIG>, (?P<way>up|down) from <before:FIG> in <then:WORDS>(?P<misfit>, an"
        " (?:increase|decrease) of \\{m\\d+\\})?, according to <by:WORDS>",
        said="On <date>, <now> of <base> was sold short, <way> from <before> in <then>[, <misfit>],"
        " according to <by>.",
    ),
    Pattern(
        name="a holder's paper loss",
        shape="<who:NAME>, <whose:NAME>['’]s largest (?P<role>holder|shareholder) with <part:FIG>"
        " of"
        " the stock, or <shares:FIG> shares, was nursing a paper (?P<way>loss|gain) of"
        " <loss:FIG> on (?P<day>\\w+day)(?P<alone> alone)?",
        said="<whose>’s largest <role>, <who>, which has <shares> shares or <part> of the stock,"
        " had a paper <way> of <loss> on <day>[ <alone>].",
    ),
    Pattern(
        name="cash at two dates",
        shape="<who:NAME> ended <when:WORDS> with <now:FIG> in (?P<what>cash[^,;{}]*),"
        " against <before:FIG> at <then:WORDS>",
        said="<who>’s <what> came to <now> at the end of <when>, against <before> at <then>.",
    ),
    Pattern(
        name="cash and how long it lasts",
        shape="(?P<on>On \\{m\\d+\\},?) <who:WORDS> reported <cash:FIG> in cash, which it expects"
        " to"
        " fund operations (?P<until>until|into|through) <end:DATE>",
        said="<who> had <cash> in cash, it reported <on_>, and expects that to fund operations"
        " <until> <end>.",
    ),
    Pattern(
        name="a runway with what it leaves out",
        shape="<who:TEXT> (?P<how>still expects|expects) its cash runway to extend"
        " (?P<until>into|through|to|until) <end:DATE>, (?P<without>(?:excluding|assuming|without)"
        " [^;]+)",
        said="<without>, <who_> <how> its cash runway to last <until> <end>.",
    ),
    Pattern(
        name="a runway as an officer put it",
        shape="[Tt]he money should last into <end:DATE>, (?P<by>[^,;{}]+ said(?: on the call)?),"
        " (?P<without>without [^;]+)",
        said="<by> the money should last into <end>, <without>.",
    ),
    Pattern(
        name="a share sale below the market",
        shape="(?P<who>[A-Z][^,;{}]+?) priced <shares:FIG> new shares at <price:FIG>"
        " (?P<each>apiece|each|per share), <below:FIG> below <last:WORDS> of <close:FIG>, to raise"
        " <gross:FIG>(?P<fees> before [^,;{}]+)?",
        said="<who> is raising <gross>[ <fees>] by selling <shares> new shares at <price> <each>,"
        " a price <below> below <last> of <close>.",
    ),
    Pattern(
        name="what the proceeds pay for and how long they last",
        shape="[Nn]et proceeds of <net:FIG> will pay for <use:WORDS> and are expected, with"
        " existing"
        " cash of <cash:FIG>, to fund operations (?P<until>into|through|until) <end:DATE>",
        said="Net proceeds of <net> will pay for <use>; they are expected to fund operations"
        " <until>"
        " <end>, together with existing cash of <cash>.",
    ),
    Pattern(
        name="jobs cut",
        shape="<who:WORDS> is letting <jobs:FIG> employees go, or <part:FIG> of its staff,"
        " and expects the cuts to save (?P<saving>\\{m\\d+\\}(?: to \\{m\\d+\\})?) a year from"
        " <start:DATE>",
        said="<who> is cutting <jobs> jobs, <part> of its staff, which it expects to save"
        " <saving> a"
        " year from <start>.",
    ),
    Pattern(
        name="jobs, cash and options",
        shape="<who:NAME> will cut <jobs:FIG>(?: of its <all:FIG>)? jobs, has <cash:FIG> left and"
        " <rest:TEXT>",
        said="<who> will cut <jobs>[ of its <all>] jobs and has <cash> left; it <rest>.",
    ),
    Pattern(
        name="a price before the bell",
        shape="<what:WORDS> was quoted at <price:FIG> (?P<when>before the bell|before the open)",
        said="<when>, <what_> was quoted at <price>.",
    ),
    Pattern(
        name="the price of an earlier sale",
        shape="[Tt]he price of <what:WORDS>, in <when:DATE>, was <price:FIG>",
        said="<what>, in <when>, was priced at <price>.",
    ),
    Pattern(
        name="market value lost or gained",
        shape="[Tt]he (?P<move>fall|drop|rise|gain) (?P<did>cut|took|added|lifted) (?P<whose>the"
        " company['’]s|[A-Z][^,;{}]+?['’]s?) market value by <sum:FIG>, on <shares:FIG> shares"
        " outstanding",
        said="On <shares> shares outstanding, the <move> <did> <whose> market value by <sum>.",
    ),
    Pattern(
        name="a day's low and its halts",
        shape="<what:WORDS> touched <price:FIG>, (?P<rank>its (?:lowest|highest) since [^,;]+),"
        " and was (?P<halted>halted [^,;]+)",
        said="<what> was <halted> and touched <price>, <rank>.",
    ),
    Pattern(
        name="a day's move",
        shape="(?P<who>[A-Z][^,;{}]*?(?:shares|stock))"
        " (?P<did>rose|fell|gained|lost|climbed|dropped"
        "|jumped|slid|slipped) <move:FIG> to <price:FIG> <day:DAY>",
        said="<day>, <who> <did> <move> to <price>.",
    ),
    Pattern(
        name="a quarter's sum and its change",
        shape="<who:NAME> reported (?P<what>(?:total |net |product |quarterly )*(?:revenues?|sales"
        "|loss|income|profit)) of <sum:FIG> (?P<when>(?:for|in) [^,;]+), (?P<way>up|down)"
        " (?P<much>[^;]+)",
        said="<who>’s <what> <when> came to <sum>, <way> <much>.",
    ),
    Pattern(
        name="cash at a date, and how long it is expected to last",
        shape="<who:NAME> (?:had|reported|ended [^,;{}]+ with) <cash:FIG> in"
        " (?P<what>cash[^,;{}]*?)"
        " as of <date:DATE>, (?:which (?:is|are) )?expected to fund operations (?P<until>into"
        "|through|until) <end:DATE>",
        said="<who> expects its <what>, <cash> as of <date>, to fund operations <until> <end>.",
    ),
    Pattern(
        name="what a named source says",
        shape="(?P<claim>[^;:]+), according to <who:WORDS>",
        said="According to <who>, <claim_>.",
        least=16,
    ),
    Pattern(
        name="cash at the end of a month, and how long it lasts",
        shape="<who:NAME> ended <when:WORDS> with <cash:FIG> in (?P<what>cash[^,;{}]*?), which it"
        " expects to fund operations (?P<until>into|through|until) <end:DATE>",
        said="<who> expects its <what>, <cash> at the end of <when>, to fund operations <until>"
        " <end>.",
    ),
    Pattern(
        name="cash of so much at a date, expected to last",
        shape="<who:NAME> reported (?P<what>cash[^,;{}]*?) of <cash:FIG> as of <date:DATE>,"
        " which is expected to fund operations (?P<until>into|through|until) <end:DATE>",
        said="<who> reported that its <what>, <cash> as of <date>, is expected to fund operations"
        " <until> <end>.",
    ),
    Pattern(
        name="nothing said and nothing filed",
        shape="(?P<first>[A-Z][^,;{}]* no [^,;{}]+), and (?P<there>there (?:was|were) no [^,;{}]+)",
        said="<there>, and <first>.",
    ),
    Pattern(
        name="cash at a date, and what its owner expects of it",
        shape="<who:NAME> had <cash:FIG> in (?P<what>cash[^,;{}]*?) as of <date:DATE>, which it"
        " expects to (?P<do>last|fund operations) (?P<until>into|through|until) <end:DATE>",
        said="<who> expects its <what>, <cash> as of <date>, to <do> <until> <end>.",
    ),
    Pattern(
        name="a close and its move",
        shape="<what:WORDS> closed at <price:FIG> <day:DAY>, (?P<way>up|down) <move:FIG>",
        said="<day>, <what_> closed at <price>, <way> <move>.",
    ),
)
