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
<<<<<<< HEAD
    r"|\bsubscribers only\b|(?<![\w,.])[\d,.]++ (?:readers|subscribers) (?:can't|cannot) be wrong\b"
    r"|\brefer (?:\d+|a|two|three) friends?\b|\bprint (?:run|circulation)\b[^.]{0,12}\d"
=======
    r"|\bsubscribers only\b|\bprint (?:run|circulation)\b[^.]{0,12}\d"
    r"|(?:^|[.!?:] )(?:refer|invite|forward|send|share|recommend) (?:[\w-]+ ){1,5}?"
    r"(?:friends?|colleagues?)\b"
    r"|\b(?:accepts?|carr(?:y|ies)|runs?|takes?) no (?:paid )?(?:advertising|ads)(?=[.!;]|$)"
>>>>>>> s7-r2
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
<<<<<<< HEAD

_NAME = r"[A-Z][\w.'’-]*(?: (?:[A-Z][\w.'’-]*|de|van|von|der|den|la|di|da|bin|al)){0,5}"
BYLINE = re.compile(
    r"(?i:by|written by|words by|reporting by|reviewed by|fact[- ]checked by|edited by"
    r"|summari[sz]ed by|author:|reporter:|interview:|words:|text:) "
    rf"{_NAME}(?:(?: and|,| &) {_NAME})*(?P<rest>(?:,? ?[|·•–—,.-].*)?)"
)
BYLINE_JOB = re.compile(rf"By (?:the|our) .{{3,60}}, (?:Dr\.? |Prof(?:essor|\.)? )?{_NAME}")
"""`By the Bulletin's science volunteer, Dr Ana Calder`."""

CREDITS = re.compile(r"\(?(?i:(?:additional )?reporting|writing|editing|compiled) by [A-Z]")
"""A wire's last line."""

WIRE_NOTE = re.compile(
    r"keywords: .{2,60}/|"
    r"\(+[$€£]?1 ?= ?[$€£]?[\d.,]+ [^()]{2,40}\)+|"
    r"\((?:adds|updates|recasts|corrects|refiles|writes through"
    r"|removes)\b.*\)"
)
"""A wire's note to editors on what changed, such as `(Adds closing price)`."""

_MARKS = r"(?: ?(?:[\d*†‡¹²³⁴⁵]|,(?! ))++)?+"
_PERSON = rf"(?>(?:[A-Z]\.?+[ -]?+){{1,3}} ?[A-Z][\w'’-]+{_MARKS})"
AUTHORS = re.compile(rf"{_PERSON}(?:(?:, | and |, and | & |; ){_PERSON})*(?:,? et al\.?)?")
"""The authors of a paper with the marks of their institutions: `A. Calder1, B. Ford2`."""
AFFILIATIONS = re.compile(r"(?:[\d¹²³⁴⁵][.)]? ?[A-Z][^;.]{4,90}(?:[;.] ?|$)){1,9}")
"""`1 Marsh Clinic, Leeds; 2 University of Torrow`."""

_LEAD = r"(?i:by|written by|summari[sz]ed by|author:|reporter:|interview:|words:|text:)"
BYLINE_NAME = re.compile(rf"(?:^|[|·•–—.,] ?){_LEAD} ((?:[A-Z][\w.'’-]*\.? ?){{1,4}})")
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_CLOCK = r"(?:(?:at |,? )?\d{1,2}[:.]\d{2} ?(?:[ap]\.?m\.?)?(?: ?[a-z]{1,4}\b)?)?"
CLOCK = re.compile(
    r"\d{1,2}:\d{2}(?: ?[ap]\.?m\.?)?(?: ?(?:gmt|bst|utc|cet|cest|e[sd]?t|[cmp][sd]t))?"
)
"""The time of a live page's entry."""

DATE_LINE = re.compile(
    r"(?:(?:published|updated|posted|last updated|last modified|date|modified"
    r"|first published)(?: on| at)?:? ?)?"
    r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,? )?"
    rf"(?:\d{{1,2}} {_MONTH},? \d{{4}}|{_MONTH} \d{{1,2}},? \d{{4}}|\d{{4}}-\d{{2}}-\d{{2}}t?"
    rf"|\d{{1,2}}/\d{{1,2}}/\d{{2,4}})"
    rf",? ?{_CLOCK}(?: ?[|·•–—-] ?.{{0,40}})?"
    rf"|{CLOCK.pattern}"
    r"|(?:lesezeit|temps de lecture|tiempo de lectura|tempo di lettura|reading time):? \d+ ?min\w*"
    r"|(?:\d+[- ](?:min(?:ute)?s?|hours?|days?) (?:read|ago)|(?:less than )?\d+[- ]minute read)"
    r"|(?:updated|published|posted) (?:just now|today|yesterday|\d+ \w+ ago)"
)
BYLINE_DATED = re.compile(
    rf"(?i:by|written by|summari[sz]ed by) {_NAME}"
    rf"(?i:[^.]{{0,30}} \d{{1,2}} {_MONTH},? \d{{4}})[.]?"
    r"(?: [^.]{0,40}[.]?)?"
)
"""`Summarised by Ana Calder for the issue of 3 May 2026. Reading time: 90 seconds.`"""

CAPTION_START = re.compile(
    r"(?:(?:figure|fig\.?|chart|graph|exhibit|image|photo|picture|illustration|infographic"
    r"|graphic) ?\d*[a-z]? ?[:.–—|-]"
    r"|(?:image|photo|picture|photograph|illustration|graphic|chart) ?(?:credit|source|by"
    r"|courtesy)"
    r"|\(?(?:photo|image|ap photo|reuters/|credit:|photograph by|getty images)|source: )"
)
CAPTION_END = re.compile(
    r"(?:getty images|shutterstock|istock|reuters|ap photo|afp|unsplash|adobe stock)\W*$"
)
PICTURE_WORDS = re.compile(
    r"\b(?:pictured|logo|vial|vials|panels?|infographic|illustration|photograph|diagram"
    r"|screenshot|chart|"
    r"graph|close-up|stock photo|file photo|artist's impression|headshot|micrograph|rendering)\b"
)

NAVIGATION_LINES = re.compile(
    r"(?:home|menu|search|log ?in|sign ?in|sign ?up|register|subscribe|skip to (?:main )?content"
    r"|share(?: this)?(?: article| story| post| on .*)?"
    r"|facebook|twitter|x|linkedin|whatsapp|email|e-mail|print|copy link|reddit|telegram|tweet"
    r"|save|bookmark|like|pin"
    r"|(?:read|learn|see|show|view|load|find out) more(?: here)?|continue reading"
    r"|read full (?:story|article)|view all|see all|next|previous|prev|back|back to top|top"
    r"|next (?:article|story|post)|previous (?:article|story|post)|close|ok"
    r"|accept(?: all)?(?: cookies)?|reject all|decline|manage preferences|cookie settings"
    r"|privacy(?: policy)?|terms(?: (?:of (?:use|service)|and conditions|& conditions))?"
    r"|contact(?: us)?|about us|careers|advertise(?: with us)?|sitemap|help|faq page"
    r"|advertisement|advertisements?|ad|sponsored|promoted|listen(?: to (?:this )?article)?"
    r"|watch(?: video)?|play|download(?: pdf)?|gift this article|add to watchlist|follow"
    r"|news|markets?|stocks|business|biotech|pharma|opinion|technology|science|health|world"
    r"|politics|sports?|video|videos|podcasts?|newsletters?|press releases?|latest"
    r"|breaking(?: news)?)"
    r"[ >»›:]*"
)
COPYRIGHT = re.compile(
    r"(?:copyright|©|\(c\)) ?.{0,120}|.{0,80}\ball rights reserved\b.{0,40}"
    r"|source: ?\S+(?: \S+){0,3}"
)
TRAIL = re.compile(r"[^|>»›.\d]{2,40}(?: [|>»›] [^|>»›.\d]{2,40}){2,}")
"""`Home > News > Biotech`, `Home | Markets | Opinion`: the way to the page, or a menu."""

ADDRESS = re.compile(
    r"(?<![\w.+-])[\w.+-]++@[\w-]++\.\w{2,}|(?:tel|phone|fax)[.:]|\+\d[\d ()-]{7,}\d"
    r"|\(?\b\d{3}\)?[ .-]\d{3}[ .-]\d{4}\b"
)

WIDGET_LABELS = re.compile(
    r"(?:(?:overall|ticker|market|news|social|stock|article|ai) )*sentiment(?: (?:score|analysis"
    r"|overview|rating|meter|label))*"
    r"(?: ?[:=].{0,40})?"
    r"|(?:relevance|impact|importance|confidence|bullishness) score(?: ?[:=].{0,20})?"
    r"|(?:analysts?|analyst's) (?:views?|ratings?|consensus|estimates|price targets?"
    r"|forecasts?)(?: (?:on|for|of) .{1,30})?"
    r"|(?:price targets?|stock (?:chart|quote|price|forecast|performance)|share price"
    r"|market data|key (?:stats|statistics|data)|technical analysis"
    r"|earnings calendar|company profile|smart score|mentioned (?:tickers|stocks"
    r"|in this article)|tickers? mentioned|symbols?|tickers?|companies mentioned|in this story)"
    r"(?: (?:on|for|of|in) .{1,30})?:?"
)
WIDGET_VALUES = re.compile(
    r"(?:(?:bullish|bearish|positive|negative|neutral|buy|hold|sell):? \d+%?(?: ?[·|,/•] ?|$))+|"
    r"[+−-]?\d+(?:[.,]\d+)?%?|(?:(?:mildly|slightly|somewhat|strongly|moderately|very|highly) )?"
    r"(?:positive|negative|neutral|bullish|bearish|mixed)(?:[ :(]+[+−-]?\d*\.?\d+\)?)?"
    r"|(?:(?:nasdaq|nyse|asx|lse|amex|otc|tsx):? ?)?\$?[a-z]{1,5}(?:[ :]+(?:[+−-]?\d*\.?\d+"
    r"|(?:\w+ )?(?:positive|negative|neutral|bullish|bearish|mixed)))*"
)
"""What stands below a widget's label: a number, a mood, a ticker with either."""

QUOTE_LINE = re.compile(
    r"(?:(?:NASDAQ|NYSE|ASX|LSE|AMEX|OTC|TSX):? ?)?\$?[A-Z]{1,5}\b[ :|\t]+\$?\d[\d.,]*(?:[ "
    r"|\t(]+[+−-]\$?\d[\d.,]*%?\)?)+"
)
"""`VNTQ 12.30 +0.41 (+3.4%)`: a quote, not a sentence; matched in the case it is printed."""

PARTS = re.compile(r" [|·•–—-] |(?:(?<=[a-z]{3})|(?<=\d{4}))[.,] ")
"""What parts a byline's pieces."""

JOBS = re.compile(
    r"\b(?:founder|co-founder|ceo|chief|editor|reporter|correspondent|journalist|writer|analyst"
    r"|contributor|"
    r"columnist|author|blogger|investor|entrepreneur|staff|freelance|producer|publisher"
    r"|strategist|researcher)\b"
)
=======
>>>>>>> s7-r2
