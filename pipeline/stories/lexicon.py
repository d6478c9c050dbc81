"""Words by which boilerplate gives itself away; lower case, straight apostrophes, ours 2026-11-21.

A *phrase* decides alone; a *hint* needs company. Short-line patterns must match a whole line, so
that a sentence of the story that merely holds such words is left alone.
"""

import re

DISCLAIMER_PHRASES = (
    "for informational purposes only",
    "for information purposes only",
    "for educational purposes only",
    "be considered financial advice",
    "constitute financial advice",
    "constitute investment advice",
    "constitute medical advice",
    "not financial advice",
    "not investment advice",
    "not medical advice",
    "not a recommendation to buy",
    "not an offer to sell",
    "does not guarantee future results",
    "no guarantee of future results",
    "not indicative of future results",
    "not a guarantee of future",
    "conduct their own research",
    "do your own research",
    "do your own due diligence",
    "consult with financial professionals",
    "consult a financial advis",
    "consult with a qualified",
    "consult your doctor",
    "speculative and subject to change",
    "holds no position in any",
    "no position in any of the stocks",
    "has a position in any of",
    "has positions in and recommends",
    "has a disclosure policy",
    "wrote this article myself",
    "no business relationship with any company",
    "received no compensation for",
    "views expressed are those of the author",
    "views and opinions expressed",
    "opinions expressed in this",
)

FORWARD_PHRASES = (
    "private securities litigation reform act",
    "cautionary note regarding forward-looking",
    "safe harbor statement",
    "section 27a of the securities act",
)

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

PROMOTION_PHRASES = (
    "sign up for our",
    "sign up for free",
    "sign up to receive",
    "sign up here",
    "subscribe to our",
    "subscribe now",
    "subscribe today",
    "subscribe for",
    "subscribers receiving",
    "direct to your inbox",
    "to your inbox",
    "in your inbox",
    "join our newsletter",
    "our free newsletter",
    "our daily newsletter",
    "our weekly newsletter",
    "start your free trial",
    "get free real-time",
    "free for 30 days",
    "download our app",
    "download the app",
    "upgrade to premium",
    "unlock full access",
    "unlock this article",
    "become a member",
    "already a subscriber",
    "this content is sponsored",
    "sponsored content",
    "follow us on",
    "join thousands of investors",
    "limited-time offer",
    "create a free account",
    "register for free",
    "exclusive to subscribers",
    "click here to",
)

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
    "for investors",
)
"""What an advertiser of market services lists; an advertisement lists two and says no verb."""

CROSS_PIECES = re.compile(
    r"\bour (?:[\w'-]+ ){0,3}"
    r"(?:deep[- ]dive|explainer|guide|coverage|full report|feature|breakdown|tracker|podcast"
    r"|webinar"
    r"|newsletter|special report|article|video|series|interview|primer|round-?up|stock page)\b"
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
ABOUT_EVIDENCE = re.compile(r"\b(?:trial|study|studies|programme|program|data|survey|registry)\b")
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

_NAME = r"[A-Z][\w.'’-]*(?: (?:[A-Z][\w.'’-]*|de|van|von|der|den|la|di|da|bin|al)){0,5}"
BYLINE = re.compile(
    r"(?i:by|written by|words by|reporting by|reviewed by|fact[- ]checked by|edited by|author:) "
    rf"{_NAME}(?:(?: and|,| &) {_NAME})*(?:,? ?[|·•–—,-] ?.{{0,60}})?"
)
BYLINE_NAME = re.compile(r"(?i:by|written by|author:) ((?:[A-Z][\w.'’-]*\.? ?){1,4})")
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_CLOCK = r"(?:(?:at |,? )?\d{1,2}[:.]\d{2} ?(?:[ap]\.?m\.?)?(?: ?[a-z]{1,4}\b)?)?"
DATE_LINE = re.compile(
    r"(?:(?:published|updated|posted|last updated|last modified|date|modified"
    r"|first published)(?: on| at)?:? ?)?"
    r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,? )?"
    rf"(?:\d{{1,2}} {_MONTH},? \d{{4}}|{_MONTH} \d{{1,2}},? \d{{4}}|\d{{4}}-\d{{2}}-\d{{2}}t?"
    rf"|\d{{1,2}}/\d{{1,2}}/\d{{2,4}})"
    rf",? ?{_CLOCK}(?: ?[|·•–—-] ?.{{0,40}})?"
    r"|(?:\d+ (?:min(?:ute)?s?|hours?|days?) (?:read|ago)|(?:less than )?\d+[- ]minute read)"
    r"|(?:updated|published|posted) (?:just now|today|yesterday|\d+ \w+ ago)"
)
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
    r"[\w.+-]+@[\w-]+\.\w{2,}|(?:tel|phone|fax)[.:]|\+\d[\d ()-]{7,}\d"
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

JOBS = re.compile(
    r"\b(?:founder|co-founder|ceo|chief|editor|reporter|correspondent|journalist|writer|analyst"
    r"|contributor|"
    r"columnist|author|blogger|investor|entrepreneur|staff|freelance|producer|publisher"
    r"|strategist|researcher)\b"
)
