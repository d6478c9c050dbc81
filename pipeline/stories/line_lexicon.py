"""Patterns of lines that are no sentence: who, when, pictures, menus, addresses, a share's quote.

A line must match as a whole, so that a sentence of the story that holds such words is left alone.
Ours 2026-11-21; in lower case unless a pattern says that it reads letters as printed.
"""

import re

_NAME = r"[A-Z][\w.'’-]*(?: (?:[A-Z][\w.'’-]*|de|van|von|der|den|la|di|da|bin|al)){0,5}"
BYLINE = re.compile(
    r"(?i:by|written by|words by|reporting by|reviewed by|fact[- ]checked by|edited by"
    r"|summari[sz]ed by|author:|reporter:|interview:|words:|text:) "
    rf"{_NAME}(?:(?: and|,| &) {_NAME})*(?P<rest>(?:,? ?[|·•–—,.-].*)?)"
)
BYLINE_JOB = re.compile(rf"By (?:the|our) .{{3,60}}, (?:Dr\.? |Prof(?:essor|\.)? )?{_NAME}")
"""`By our man on the wards, Dr Piet Moran`."""

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
"""`1 Institute of Sleep, Ghent; 2 Lorne Hospital`."""

_LEAD = r"(?i:by|written by|summari[sz]ed by|author:|reporter:|interview:|words:|text:)"
BYLINE_NAME = re.compile(rf"(?:^|[|·•–—.,] ?){_LEAD} ((?:[A-Z][\w.'’-]*\.? ?){{1,4}})")
MONTH = (
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
    rf"(?:\d{{1,2}} {MONTH},? \d{{4}}|{MONTH} \d{{1,2}},? \d{{4}}|\d{{4}}-\d{{2}}-\d{{2}}t?"
    rf"|\d{{1,2}}/\d{{1,2}}/\d{{2,4}})"
    rf",? ?{_CLOCK}(?: ?[|·•–—-] ?.{{0,40}})?"
    rf"|{CLOCK.pattern}"
    r"|(?:lesezeit|temps de lecture|tiempo de lectura|tempo di lettura|reading time):? \d+ ?min\w*"
    r"|(?:\d+[- ](?:min(?:ute)?s?|hours?|days?) (?:read|ago)|(?:less than )?\d+[- ]minute read)"
    r"|(?:updated|published|posted) (?:just now|today|yesterday|\d+ \w+ ago)"
)
BYLINE_DATED = re.compile(
    rf"(?i:by|written by|summari[sz]ed by) {_NAME}"
    rf"(?i:[^.]{{0,30}} \d{{1,2}} {MONTH},? \d{{4}})[.]?"
    r"(?: [^.]{0,40}[.]?)?"
)
"""`Summarised by Piet Moran on 9 June 2025. Ten minutes.`"""

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
