"""What a page says of itself: linked data, meta tags, its own words; nothing that it does not."""

import json

import pytest

from pipeline.read.metadata import read_metadata
from pipeline.read.page import read_bytes
from pipeline.read.raw import Raw, Said
from schemas.article import Metadata

LINKED = {
    "@context": "https://schema.org",
    "@graph": [
        {"@type": "Organization", "name": "Somebody Else", "datePublished": "1999-01-01"},
        {
            "@type": ["NewsArticle"],
            "headline": "Orvane  halves relapses",
            "author": [{"@type": "Person", "name": "Ada Fell"}, {"name": "https://x.example/p"}],
            "publisher": {"@type": "Organization", "name": "The Harrow Post"},
            "datePublished": "2026-03-04T07:30:00Z",
            "dateModified": "2026-03-05",
        },
    ],
}


def page(head: str, body: str = "<p>Text.</p>", html: str = "") -> Metadata:
    """The metadata of a page of that head and body."""
    markup = f"<!doctype html><html {html}><head>{head}</head><body>{body}</body></html>"
    return read_bytes(markup.encode(), "a.html").metadata


def words(text: str) -> Metadata:
    """The metadata of a plain text."""
    return read_bytes(text.encode(), "a.txt").metadata


def values(metadata: Metadata) -> dict[str, object]:
    """The fields that hold anything, by their values alone."""
    found: dict[str, object] = {}
    for name in Metadata.model_fields:
        held = getattr(metadata, name)
        if isinstance(held, tuple):
            found |= {name: [one.value for one in held]} if held else {}
        elif held is not None:
            found[name] = held.value
    return found


def test_linked_data_about_the_article_comes_first() -> None:
    """Not what it says of an organisation; an address is no author."""
    script = f'<script type="application/ld+json">{json.dumps(LINKED)}</script>'
    meta = (
        '<title>Site</title><meta property="og:title" content="Other"><meta name=author content=X>'
    )

    assert values(page(meta + script, html='lang="en-GB"')) == {
        "title": "Orvane halves relapses",
        "byline": "Ada Fell",
        "publisher": "The Harrow Post",
        "published": "2026-03-04T07:30:00+00:00",
        "updated": "2026-03-05",
        "language": "en-GB",
    }


@pytest.mark.parametrize(
    ("head", "found"),
    [
        ('<meta property="article:published_time" content="2026-03-04T07:30:00+01:00">',
         {"published": "2026-03-04T07:30:00+01:00"}),
        ('<meta name="citation_publication_date" content="2026/3/4">', {"published": "2026-03-04"}),
        ('<meta name="date" content="20260304">', {"published": "2026-03-04"}),
        ('<meta name="date" content="yesterday">', {}),
        ('<meta name="date" content="2026-13-04">', {}),
        ('<meta property="og:site_name" content="Post">', {"publisher": "Post"}),
        ('<meta property="og:locale" content="de_CH">', {"language": "de-CH"}),
        ('<meta name="author" content="By Ada Fell">', {"byline": "Ada Fell"}),
        ('<meta name="author" content="https://a.example/ada">', {}),
        ('<meta name=citation_author content="Fell A"><meta name=citation_author content="Roe B">',
         {"byline": "Fell A, Roe B"}),
        ('<link rel="canonical" href="https://a.example/x">', {"canonical": "https://a.example/x"}),
        ('<link rel="canonical" href="javascript:alert(1)">', {}),
        ('<link rel="alternate" href="https://a.example/x">', {}),
        ('<script type="application/ld+json">{"@type": "NewsArticle", </script>', {}),
        ('<script type="application/ld+json">{"@type": "Product", "headline": "No"}</script>', {}),
    ],
)  # fmt: skip
def test_a_statement_is_read_as_what_it_is_or_not_at_all(
    head: str, found: dict[str, object]
) -> None:
    """A date that is none, an address for a name and JSON that is none say nothing."""
    assert values(page(head)) == found


@pytest.mark.parametrize(
    ("line", "byline"),
    [
        ("By Ada Fell", "Ada Fell"),
        ("By Ada Fell and Jon de Roe | 4 March 2026", "Ada Fell and Jon de Roe"),
        ("By Ada Fell, Health Editor", "Ada Fell"),
        ("By 2027 the company expects sales", None),
        ("By Tuesday Afternoon shares had fallen 4% and the company said nothing", None),
        ("By mid-year", None),
        ("By Jonty Preece @jpreece", "Jonty Preece"),
        ("By Jonty Preece (@jpreece)", "Jonty Preece"),
        ("BY ADA FELL", "ADA FELL"),
        ("By Ada Fell, Jon de Roe and Ilse Marbeck", "Ada Fell, Jon de Roe and Ilse Marbeck"),
        ("By Ada Fell & Jon Roe in Basel", "Ada Fell & Jon Roe"),
        ("By Dr. Ada Fell, MD", "Dr. Ada Fell"),
        ("By Ada O’Fell-Roe for the Harrow Post", "Ada O’Fell-Roe"),
        ("By Ada Fell ada.fell@post.example", "Ada Fell"),
        ("By Staff Writer", None),
        ("By Our Correspondents", None),
        ("By Orvane Standards the trial was large", None),
        ("By Harrow County rules, no one may", None),
    ],
)
def test_a_byline_is_a_line_of_names(line: str, byline: str | None) -> None:
    """What else begins with `By` is none; handles, addresses and offices are no part of it."""
    found = words(f"Orvane halves relapses\n\n{line}\n\nThe trial enrolled 40.\n").byline

    assert (found.value if found else None) == byline


@pytest.mark.parametrize(
    ("line", "published", "updated"),
    [
        ("Published 4 March 2026, 7:30 a.m. ET", "2026-03-04T07:30-05:00", None),
        ("Published July 9, 2026 at 7:30 AM ET", "2026-07-09T07:30-04:00", None),
        ("Published: March 4, 2026 | Updated: March 5, 2026 16:05 GMT",
         "2026-03-04", "2026-03-05T16:05+00:00"),
        ("Posted 4 Mar 2026 07:30 CET", "2026-03-04T07:30+01:00", None),
        ("Last updated 5 March 2026", None, "2026-03-05"),
        ("Published 4 March 2026 07:30", "2026-03-04T07:30", None),
        ("Published in The Lancet between 4 March 2026 and 9 March 2026", None, None),
        ("Published in March 2026", None, None),
        ("The trial began on 4 March 2026", None, None),
        ("Updated at 14:05 GMT", None, None),
        ("Published 3 March 2026 09:10 GMT, updated at 14:05 GMT", "2026-03-03T09:10+00:00", None),
        ("3 March 2026 (updated 4 March 2026)", None, "2026-03-04"),
        ("Published 03/04/2026", "03/04/2026", None),
        ("Published 03/04/2026 14:05 GMT", "03/04/2026 14:05 GMT", None),
        ("Published 13/04/2026", "2026-04-13", None),
        ("Published 04/04/2026", "2026-04-04", None),
        ("Last updated: 04.03.2026", None, "04.03.2026"),
        ("Published on Tue 3 Mar 2026 09.10 GMT", "2026-03-03T09:10+00:00", None),
        ("Updated: Mar 3, 2026 2:05 PM ET", None, "2026-03-03T14:05-05:00"),
        ("Published 2026-03-03T09:10:00Z", "2026-03-03T09:10:00+00:00", None),
        ("Published 3 March", None, None),
        ("Updated twice since 2024", None, None),
        ("By Jonty Preece @jpreece 12th November 2026", "2026-11-12", None),
        ("By Ada Fell and Jon Roe | 12 November 2026, 09:10 GMT", "2026-11-12T09:10+00:00", None),
        ("By Ada Fell\n3 September 2026", "2026-09-03", None),
        ("By Ada Fell\nThe trial ended on 3 September 2026", None, None),
        ("By 12 November 2026", None, None),
        ("Harrow Post\n3 September 2026", None, None),
    ],
)  # fmt: skip
def test_a_time_is_as_exact_as_it_is_printed(
    line: str, published: str | None, updated: str | None
) -> None:
    """With the zone where one is printed; a month alone is no day, nor is a time.

    A day that two countries read otherwise stays as printed: which is the month is not guessed.
    """
    found = values(words(f"Orvane halves relapses\n{line}\n\nThe trial enrolled 40.\n"))

    assert (found.get("published"), found.get("updated")) == (published, updated)


@pytest.mark.parametrize(
    ("text", "tickers"),
    [
        ("Orvane (NASDAQ: ORVN) and Selo (NYSE:SLO-B) rose.", ["NASDAQ: ORVN", "NYSE: SLO-B"]),
        ("Orvane (Nasdaq: ORVN, ORVNW) rose; ORVN is (NASDAQ: ORVN).",
         ["Nasdaq: ORVN", "Nasdaq: ORVNW"]),
        ("Harrow (Euronext Paris: HRW.PA; LSE: HRW) fell.", ["Euronext Paris: HRW.PA", "LSE: HRW"]),
        ("On Nasdaq: shares fell. Ratio: A. NYSE closed.", []),
        ("(TYO: 4519)", ["TYO: 4519"]),
        ("Orvane (LSE:XYZ) rose.", ["LSE: XYZ"]),
        ("Orvane <ORV.L> rose; (ABC.L) fell.", ["ORV.L", "ABC.L"]),
        ("Orvane (ORVN.O), Selo (7203.T) and Marr (ROG.S) rose.", ["ORVN.O", "7203.T", "ROG.S"]),
        ("Orvane (LON:ABC) and Selo (ETR: SEL), (SIX: ROX)", ["LON: ABC", "ETR: SEL", "SIX: ROX"]),
        ("Orvane (NASDAQ: ORVN; TSX: ORV)", ["NASDAQ: ORVN", "TSX: ORV"]),
        ("Orvane (NASDAQ and TASE: ORVN)", ["NASDAQ: ORVN", "TASE: ORVN"]),
        ("Orvane (Nasdaq Global Select Market: ORVN)", ["Nasdaq Global Select Market: ORVN"]),
        ("Orvane ($ORVN) rose", ["ORVN"]),
        ("Orvane (HKEX: 1234) and (SSE: 600123)", ["HKEX: 1234", "SSE: 600123"]),
        ("Orvane (ticker: ORVN)", ["ORVN"]),
        ("Mr Ford (Dr.) and the U.S. (e.g.) saw $ORDER (p.4) (A.B) (FDA.)", []),
        ("It cost ($12) and (US.A) left (St.L), (US.S), (EU.L)", []),
        ("NASDAQ: the index rose. BIT: it fell. AIM: to please.", []),
    ],
)  # fmt: skip
def test_tickers_in_their_usual_printed_forms(text: str, tickers: list[str]) -> None:
    """Each once, with an exchange's ending in brackets, too; what only looks like one is none."""
    assert [one.value for one in words(text).tickers] == tickers


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("(NCT01234567; EudraCT 2021-001234-56)", ["NCT01234567", "2021-001234-56"]),
        ("EU CT 2023-512345-12-00 and ISRCTN12345678", ["2023-512345-12-00", "ISRCTN12345678"]),
        ("NCT0123456, NCT012345678, 2021-03-04 and 555-123456-78", []),
        ("NCT01234567 again NCT01234567", ["NCT01234567"]),
        ("ClinicalTrials.gov identifier: NCT 01234567", ["NCT01234567"]),
        (
            "jRCT2031250123; jRCTs031250123; ChiCTR2500012345; ChiCTR-IPR-15006789",
            ["jRCT2031250123", "jRCTs031250123", "ChiCTR2500012345", "ChiCTR-IPR-15006789"],
        ),
        (
            "EudraCT number: 2021-001234-56; EU CT number 2023-512345-12-00",
            ["2021-001234-56", "2023-512345-12-00"],
        ),
        ("EUCT 2023-512345-12", ["2023-512345-12"]),
        ("ISRCTN 12345678 and ISRCTN87654321", ["ISRCTN12345678", "ISRCTN87654321"]),
        ("order 2021-001234-567, call 555-001234-56, NCT1234567, ISRCTN1234567, jRCT12", []),
        ("ACTRN12625000123456p and DRKS00031234", ["ACTRN12625000123456p", "DRKS00031234"]),
    ],
)
def test_registry_numbers_have_their_registrys_form(text: str, numbers: list[str]) -> None:
    """With a space behind its letters, too; a digit less or more is another thing, a date too."""
    assert [one.value for one in words(text).registry] == numbers


def test_what_is_read_from_words_tells_where() -> None:
    """The span is of the page's text."""
    text = "Orvane halves relapses\nBy Ada Fell\n\nOrvane (NASDAQ: ORVN) ran NCT01234567.\n"
    found = words(text)

    spans = [found.byline, *found.tickers, *found.registry]
    assert [one.span.cut(text) for one in spans if one and one.span] == [
        "Ada Fell",
        "NASDAQ: ORVN",
        "NCT01234567",
    ]


def test_a_page_that_says_nothing_has_no_metadata() -> None:
    """Nothing is guessed from its name, its first line or today's date."""
    assert values(words("Relapses fell by 52% in 40 people.\n")) == {}
    assert read_metadata(Raw("Text.", said=(Said("meta keywords", "a"),))) == Metadata()


@pytest.mark.parametrize(
    ("line", "place", "published"),
    [
        ("LONDON, 3 March 2026 – Orvane", "LONDON", "2026-03-03"),
        ("LONDON, March 3, 2026 (Harrow Newswire) -- Orvane", "LONDON", "2026-03-03"),
        ("CAMBRIDGE, Mass., March 3, 2026 /Harrow/ -- Orvane", "CAMBRIDGE, Mass.", "2026-03-03"),
        ("SAN DIEGO and BASEL, Switzerland, Mar. 3, 2026 — Orvane",
         "SAN DIEGO and BASEL, Switzerland", "2026-03-03"),
        ("Leiden, The Netherlands, 3 March 2026: Orvane", "Leiden, The Netherlands", "2026-03-03"),
        ("MÜNCHEN, 3. März 2026 – Orvane", "MÜNCHEN", None),
        ("BOSTON, Nov. 3 (Harrow Newswire) - Orvane", "BOSTON", None),
        ("PARIS (Harrow) — Orvane", "PARIS", None),
        ("LONDON, 03/04/2026 – Orvane", "LONDON", "03/04/2026"),
        ("Inverness, 3 March 2026 – Orvane", "Inverness", "2026-03-03"),
        ("On 3 March 2026 – Orvane", None, None),
        ("Correction, 3 March 2026: Orvane", None, None),
        ("Editor’s note, 3 March 2026 – Orvane", None, None),
        ("In London, 3 March 2026 was a quiet day. Orvane", None, None),
        ("COVID-19 – Orvane", None, None),
        ("FDA – Orvane", None, None),
        ("ORVANE HALVES RELAPSES – Orvane", None, None),
        ("By 3 March 2026 – Orvane", None, None),
    ],
)  # fmt: skip
def test_a_dateline_says_place_and_day(line: str, place: str | None, published: str | None) -> None:
    """A day without a year is no day; what else begins a paragraph is no dateline."""
    text = f"Orvane halves relapses\n\n{line} said on Tuesday that its trial of 40 had ended.\n"
    found = values(words(text))

    assert (found.get("place"), found.get("published")) == (place, published)


def test_a_stated_time_goes_before_a_datelines_day() -> None:
    """It is the more exact."""
    text = (
        "Orvane halves relapses\nPublished 4 March 2026, 07:30 GMT\n\n"
        "LONDON, 3 March 2026 – Orvane said so.\n"
    )

    assert values(words(text))["published"] == "2026-03-04T07:30+00:00"


def test_two_datelines_are_of_two_stories_and_say_nothing_of_the_page() -> None:
    """Which is the page's is not guessed."""
    text = "LONDON, 3 March 2026 – Orvane said so.\n\nPARIS, 4 March 2026 – Selo said so, too.\n"

    assert values(words(text)) == {}


@pytest.mark.parametrize(
    ("header", "published", "byline"),
    [
        ("From: Ada Fell <ada@post.example>\nDate: Tue, 3 Mar 2026 14:05:09 +0100\nSubject: Orvane",
         "2026-03-03T14:05:09+01:00", "Ada Fell"),
        ("Date: Tue, 3 Mar 2026 14:05 -0500 (EST)\nFrom: desk@post.example",
         "2026-03-03T14:05-05:00", None),
        ("Subject: Orvane\nDate: 3 Mar 2026 14:05:09 GMT\nTo: desk@post.example",
         "2026-03-03T14:05:09+00:00", None),
        ("Date: Tuesday, 3 March 2026", "2026-03-03", None),
        ("Date: 03/04/2026", "03/04/2026", None),
        ("Date: 13/04/2026", "2026-04-13", None),
        ("Date: to be announced", None, None),
    ],
)  # fmt: skip
def test_a_mails_header_says_when_and_who(
    header: str, published: str | None, byline: str | None
) -> None:
    """With seconds and zone as they are printed; an address is no name."""
    found = values(words(f"{header}\n\nOrvane halves relapses in a trial of 40.\n"))

    assert (found.get("published"), found.get("byline")) == (published, byline)
