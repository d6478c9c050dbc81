"""Words by which boilerplate gives itself away; lower case, straight apostrophes, ours 2026-11-21.

A *phrase* decides alone; a *hint* needs company. Short-line patterns must match a whole line, so
that a sentence of the story that merely holds such words is left alone.
"""

import re

DISCLAIMERS = re.compile(
    r"\bnot\b[^.]{0,40}\b(?:financial|investment|medical|legal|trading"
    r"|professional)\b[^.]{0,25}\badvice\b"
    r"|\bfor (?:general )?(?:information|informational|educational|illustrative)(?: (?:and"
    r"|or) \w+)?"
    r"(?: purposes)? only\b"
    r"|\bnothing (?:here|herein|in this|on this|contained)[^.]{0,60}\b(?:offer|recommendation"
    r"|advice|solicitation)"
    r"|\bnot (?:an?|intended as an?|constitute an?|to be construed as an?)[^.]{0,40}"
    r"\b(?:offer|recommendation|solicitation|invitation) to\b"
    r"|\bpast (?:performance|results)\b[^.]{0,40}\b(?:guarantee|indicat|indicative|predict"
    r"|reliable)"
    r"|\b(?:conduct|do) (?:their|your) own (?:research|due diligence)\b"
    r"|\bconsult (?:with )?(?:a|an|your)? ?(?:\w+ )?(?:financial|investment|medical|qualified"
    r"|tax|legal|doctor|physician)"
    r"|\bspeculative and subject to change\b"
    r"|\b(?:prices|quotes|data) (?:are|is|may be) delayed\b"
    r"|\b(?:views|opinions)(?: and opinions)? expressed\b[^.]{0,40}\b(?:author|writer"
    r"|contributor|own)"
    r"|^(?:this is )?not (?:investment )?advice\b"
    r"|\bis (?:produced|written|intended) for (?:health(?:care)? professionals|clinicians)\b"
    r"|\b(?:is|are) not a substitute for (?:the|professional|medical)\b"
)
"""What a publisher says so as not to be held to account; each mention counts."""

FORWARD_PHRASES = (
    "private securities litigation reform act",
    "cautionary note regarding forward-looking",
    "safe harbor statement",
    "section 27a of the securities act",
)

FORWARD_SENTENCE = re.compile(
    r"\bstatements?\b[^.]{0,80}\b(?:future|forward-looking|expectations)\b[^.]{0,120}"
    r"\b(?:risks?|uncertaint\w+|differ)\b"
)
"""One sentence that says of statements that they look ahead and may not come true."""

FORWARD_HINTS = (
    "forward-looking statement",
    "actual results to differ",
    "actual results could differ",
    "actual results may differ",
    "results to differ materially",
    "risks and uncertainties",
    "undertakes no obligation to update",
    "undertake no obligation to update",
    "no obligation to publicly update",
    "speak only as of the date",
    "securities and exchange commission",
    "within the meaning of",
)
"""Two of these make a paragraph a forward-looking statement; one may stand in news."""

PROMOTIONS = re.compile(
    r"^(?:advertisement|advertorial|sponsored|promoted|paid (?:content|post)"
    r"|partner content) ?[:|–—-]"
    r"|\bsign(?:ing)? up (?:for|to|here|now|today|free)\b|\bsubscribe (?:to|now|today|for|at"
    r"|here|and)\b"
    r"|\b(?:direct |straight )?(?:to|in) your inbox\b|\bsubscribers receiving\b|\bunsubscribe\b"
    r"|\bno spam\b"
    r"|(?:^|[.!:] )join (?:over |more than |our |the )?(?:[+\d][\d,.k+]*|thousands of|millions of)"
    r" (?:[\w-]+ ){0,2}(?:readers|subscribers|investors|members|traders|others|people"
    r"|professionals)\b"
    r"|\bjoin our (?:newsletter|mailing list|community|channel)\b|\bour (?:free|daily"
    r"|weekly) newsletter\b"
    r"|\bfree (?:trial|account|for \d+ days)\b|\bget (?:free|instant"
    r"|exclusive) (?:[\w-]+ )?(?:real-time|alerts?|access)"
    r"|\bregister (?:for )?free\b|\btry \S+(?: \S+){0,3} (?:free|for free)\b|\bdownload (?:our"
    r"|the) app\b"
    r"|\bunlock (?:this|full|all|premium)\b|\bupgrade to (?:premium|pro|plus)\b"
    r"|\bbecome a (?:member|subscriber)\b"
    r"|\balready a (?:subscriber|member)\b|\bfollow us on\b|\blimited[- ]time offer\b"
    r"|\b(?:and reaches|read by|sent to) (?:over |more than |about |some )?[\d,.]+k? (?:\w+ ){0,2}"
    r"(?:readers|subscribers)\b"
    r"|^subscribers: [\d,.]+|\byou are one of [\d,.]+ (?:subscribers|readers)\b"
    r"|^(?:listen to|watch|read|download|follow|hear|catch) (?:our|the|this) (?:[\w-]+ ){0,3}"
    r"(?:podcasts?|videos?|newsletters?|app|webinars?|episodes?|explainer|guide)\b"
    r"|[$€£]\d[\d.,]* for (?:the first )?\d+ (?:weeks?|months?),? then [$€£]\d"
    r"|\bkostenlos (?:testen|anmelden|lesen)\b|\bessai gratuit\b|\bprueba gratis\b"
    r"|^(?:recevez|inscrivez-vous|abonnez-vous|jetzt (?:abonnieren|anmelden|testen)"
    r"|abonnieren sie|suscr[ií]b\w+|reciba|iscriviti|подпи\w+)\b"
    r"|\bsubscribers only\b|\bprint (?:run|circulation)\b[^.]{0,12}\d"
    r"|(?:^|[.!?:] )(?:refer|invite|forward|send|share|recommend) (?:[\w-]+ ){1,5}?"
    r"(?:friends?|colleagues?)\b"
    r"|\b(?:accepts?|carr(?:y|ies)|runs?|takes?) no (?:paid )?(?:advertising|ads)(?=[.!;]|$)"
    r"|\b\d+% off (?:until|your|the first|for|with)\b|\bearly[- ](?:bird )?rate of [$€£¥]"
    r"|\bfirst (?:month|year|issue) (?:free|for [$€£]?\d)"
    r"|\bstart (?:now|today|free)(?: ?[>»→]| for free|$)|\b\d+ seats\b[.!]?$"
    r"|^(?:related )?(?:webinar|podcast|event|live event)s?: "
    r"|\b(?:next issue|next edition|tomorrow|next week): \d|\bdial-in\b[^.]{0,20}[+\d]"
    r"|\bexclusive to subscribers\b|\bclick here to\b|\bread by [\d,]+\b|\buse (?:promo "
    r"|discount )?code\b"
)
"""What a publisher says to sell itself or another."""

COOKIE_PHRASES = (
    "we use cookies",
    "uses cookies",
    "use of cookies",
    "accept all cookies",
    "cookie policy",
    "cookie settings",
    "manage your preferences",
    "our privacy policy",
    "all rights reserved",
    "terms of service",
    "terms of use",
    "javascript is disabled",
    "enable javascript",
)

SERVICE_HINTS = (
    "ai-powered",
    "real-time",
    "alerts",
    "analytics",
    "portfolio",
    "institutional investors",
    "retail investors",
    "stock picks",
    "screener",
    "dashboard",
    "market intelligence",
    "insights",
    "watchlist",
    "newsletter",
    "premium",
    "research tools",
    "signals",
    "backtested",
    "professionals",
    "for investors",
)
"""What an advertiser of market services lists; an advertisement lists two and says no verb."""

CROSS_PIECES = re.compile(
    r"\bour (?:[\w'-]+ ){0,3}"
    r"(?:deep[- ]dive|explainer|guide|coverage|full report|feature|breakdown|tracker|podcast"
    r"|webinar"
    r"|newsletter|special report|article|video|series|interview|primer|round-?up)\b"
)
CROSS_ADDRESS = re.compile(
    r"^(?:for (?:[\w-]+ ){0,2}(?:readers|investors|those|anyone|more)\b|(?:readers|investors"
    r"|those) "
    r"(?:who|wanting|looking|seeking|interested)|(?:to|want to) (?:learn|read|find out"
    r"|know) more)"
)
CROSS_VERBS = re.compile(
    r"\b(?:examines|explores|covers|looks at|breaks down|walks through|explains|unpacks|sets out|"
    r"has (?:the )?(?:more|details)|goes deeper)\b"
)
"""A cross-promotion names a piece of ours, and either addresses readers or says what it covers."""

LEAD_INS = re.compile(
    r"^(?:read (?:more|next|also|the full|our|related)|also read|see also|related|more on this|"
    r"don't miss|watch|listen|recommended|you might also like|also on|must read)\b *[:–—|>-] *\S"
)
"""`Read more: …`, `Related: …`: one line that points to another piece."""

RELATED_HEADINGS = re.compile(
    r"(?:(?:related|recommended|trending|popular|latest|top|recent|similar|other|more)"
    r" (?:articles?|stories|story|news|posts?|reading|content|links?|coverage|headlines|topics"
    r"|reads"
    r"|videos?|insights|research|companies|stocks)(?: (?:from|on|in|about|for) .*)?"
    r"|read (?:more|next|also)|more (?:from|on|in|about|like) .*|you (?:may"
    r"|might) (?:also )?(?:like|be interested.*)"
    r"|most (?:read|popular|viewed|shared|commented)|trending(?: now| today)?|related|see also"
    r"|further reading"
    r"|editors'? picks?|editor's picks?|what to read next|up next|around the web|from (?:the"
    r"|around the) web"
    r"|sponsored (?:links|stories)|recommended(?: for you)?|keep reading|don't miss"
    r"|in case you missed it"
    r"|references|tags|topics|categories|comments?|table of contents|in this article|contents"
    r"|on this page"
    r"|\d* ?comments?|leave a (?:comment|reply)|join the conversation|analysts? (?:also )?read):?"
)

ABOUT_HEADING = re.compile(
    r"about (?!half\b|one\b|two\b|three\b|a\b|an\b|time\b|\d)(?:\S+ ?){1,7}:?"
)
ABOUT_INLINE = re.compile(
    r"about (?:\S+ ){0,4}[^\s:]+: \S"
    r"|about (?:the )?(?P<name>[\w-]+)(?: [\w-]+){0,3}[.] (?:the )?(?P=name)\b"
)
"""`About Vantiq Bio: Vantiq Bio is …`, the section in one paragraph; `About lupus. Lupus is …`."""

ABOUT_EVIDENCE = re.compile(r"\b(?:trial|study|studies|programme|program|data|survey|registry)\b")
SPONSOR_HEADING = re.compile(
    r"(?:together with|a (?:message|word) from|sponsored by|presented by|brought to you by"
    r"|in partnership with|in association with|supported by|from our (?:sponsor|partner)s?)"
    r"(?: \S+){0,4}:?"
)
"""What heads an advertiser's paragraph in a newsletter."""

ABOUT_AUTHOR = re.compile(
    r"about (?:the )?(?:author|writer|reporter|journalist|contributor)s?:?|meet the author"
)
FORWARD_HEADING = re.compile(
    r"(?:cautionary (?:note|statement|language)s? (?:regarding|on|about|concerning) )?"
    r"(?:company )?forward[- ]looking (?:statements?|information):?"
    r"|safe harbou?r(?: statement)?:?"
)
DISCLAIMER_HEADING = re.compile(
    r"(?:legal |important |general |risk )?(?:disclaimers?|disclosures?"
    r"|disclosure statement)(?: notice)?:?"
    r"|important (?:notice|information)|risk (?:warning|notice)"
)
CONTACT_HEADING = re.compile(
    r"(?:(?:media|press|investors?|company|corporate|investors? (?:and|&) media|media (?:and"
    r"|&) investors?)"
    r"(?: relations)? )?(?:contacts?|inquiries|enquiries)(?: us| information| details)?:?"
    r"|for (?:further|more) information:?"
    r"|(?:media|investor) relations:?"
)
FAQ_HEADING = re.compile(
    r"(?:frequently asked questions|faqs?|questions and answers|q ?& ?a"
    r"|common questions)(?:[: (].*)?"
)
OPINION_LABEL = re.compile(
    r"(?:opinion|commentary|op-ed|editorial|our (?:take|view|verdict|opinion|call)|my (?:take"
    r"|view|verdict|opinion)"
    r"|the (?:bull|bear) case|investment thesis|trade ideas?|the trade|bottom line|viewpoint"
    r"|column"
    r"|(?:trading|market|analyst) commentary|how (?:to|we would|i would) trade (?:it|this).*"
    r"|positioning)"
)
