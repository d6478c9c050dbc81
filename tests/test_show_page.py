"""The HTML page: one file, nothing obeyed, readable by everyone, and it works in a browser."""

import re
from html import escape
from pathlib import Path

import pytest

from pipeline.read.page import read_bytes
from pipeline.show.findings import find_findings
from pipeline.show.languages import no_brief
from pipeline.show.page import render_brief_page, render_check_page
from pipeline.show.page_pieces import source_lines
from pipeline.show.unbriefed import Unbriefed
from schemas.balance import Outcome
from schemas.text import Span
from tests.builders import (
    balance_of,
    brief_of,
    briefed_of,
    checked_of,
    evidence_of,
    explained,
    report_of,
    right,
    usual,
    wrong,
)
from tests.pages_read import CSS, Reader, browse, contrast, leads_somewhere, stands_alone

BRIEF_TEXT = "Qorvex\nRelapses fell by 52% in 30 people."


def pages() -> dict[str, str]:
    """A check, a brief, and two briefs of one page."""
    report = report_of(wrong(text=BRIEF_TEXT), right(text=BRIEF_TEXT))
    one = briefed_of(brief_of(report, balance_of(Outcome.FAIL), BRIEF_TEXT))
    fine = brief_of(report_of(right(text=BRIEF_TEXT)), balance_of(Outcome.PASS), BRIEF_TEXT)
    foreign = read_bytes("Der Anteil lag bei 25% und ist nicht groß.".encode(), "de.txt")
    return {
        "check": render_check_page(usual()),
        "explained": render_check_page(explained()),
        "brief": render_brief_page([one]),
        "stories": render_brief_page([one._replace(of=2), one._replace(number=2, of=2)]),
        "calm": render_brief_page([briefed_of(fine)]),
        "unread": render_brief_page(
            [one], [Unbriefed(foreign, foreign.id, no_brief(foreign.language))]
        ),
        "nothing": render_check_page(checked_of(report_of(), "")),
    }


PAGES = pages()


@pytest.mark.parametrize("kind", PAGES)
def test_every_link_leads_somewhere_and_every_id_is_one_place(kind: str) -> None:
    """Figure, button and source find each other even without the script."""
    leads_somewhere(PAGES[kind])


@pytest.mark.parametrize("kind", PAGES)
def test_a_page_needs_no_network_and_allows_none(kind: str) -> None:
    """No address, no import, no inline handler; the policy names the one style and script."""
    stands_alone(PAGES[kind])


def test_what_is_wrong_is_the_first_button() -> None:
    """Then what to look at, then what matches."""
    words = re.findall(r'class="finding (\w+)"', PAGES["check"])

    assert words == ["wrong", "look", "matches"]


def test_a_status_is_a_sign_and_a_word() -> None:
    """Never colour alone, neither in the list nor in the text."""
    text = " ".join(Reader(PAGES["check"]).text.split())

    assert "✗ wrong 52%" in text
    assert "52%✗ (wrong)" in text
    assert "safe? (look)" in text


def test_an_article_that_looks_like_a_page_or_a_template_is_printed() -> None:
    """In the text, the source, the reason and the name."""
    hostile = "52% <script>alert(1)</script> {{ 7*7 }} </style> \"' &amp;"
    check = wrong(text=hostile, reason=hostile)
    page = render_check_page(checked_of(report_of(check), hostile, f"25% {hostile}", hostile))

    assert page.count("<script>") == 1
    assert page.count("</style>") == 1
    assert Reader(page).text.count("<script>alert(1)</script> {{ 7*7 }}") >= 3


def test_a_failed_gate_stands_above_the_brief() -> None:
    """And the notes, the balance table and the provenance below."""
    text = " ".join(Reader(PAGES["brief"]).text.split())

    places = [
        text.index(words)
        for words in (
            "Gate failed: harms told",
            "The brief",
            "No control.",
            "B02 comparator",
            "SHA-256",
        )
    ]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("kind", "chips"),
    [
        ("brief", ["1 wrong", "2 gaps", "1 contradiction", "1 matches the source", "2 figures"]),
        ("calm", ["2 gaps", "1 contradiction", "1 matches the source", "1 figure"]),
        ("check", ["1 wrong", "1 to look at", "1 matches the source", "2 figures, 1 claim"]),
        ("nothing", ["no figures to check"]),
    ],
)
def test_what_needs_a_person_is_counted_first(kind: str, chips: list[str]) -> None:
    """Also where every figure matches: gaps and contradictions are not below the fold."""
    counted = re.findall(r'<li class="chip.*?</li>', PAGES[kind])

    assert [re.sub(r"^[✗?✓]", "", Reader(chip).text) for chip in counted] == chips


def test_a_criterion_not_met_is_counted_at_the_top() -> None:
    """With a way to the note that says why."""
    balance = balance_of(Outcome.PASS)
    unmet = balance.criteria[1].model_copy(update={"outcome": Outcome.FAIL})
    balance = balance.model_copy(update={"criteria": (balance.criteria[0], unmet)})
    brief = brief_of(report_of(right(text=BRIEF_TEXT)), balance, BRIEF_TEXT)
    page = render_brief_page([briefed_of(brief)])

    found = re.search(r'<a href="#([^"]+)">1 criterion not met</a>', page)
    assert found is not None
    assert "B01 denominator: denominator, because." in page.split(f'id="{found[1]}"')[1]


@pytest.mark.parametrize(("kind", "first"), [("calm", "notes"), ("brief", "figures")])
def test_notes_stand_above_figures_that_all_match(kind: str, first: str) -> None:
    """Where a figure is wrong, the figures come first; then the notes follow."""
    page = PAGES[kind]
    places = {"notes": page.index("No control."), "figures": page.index("Choose a figure")}

    assert min(places, key=places.__getitem__) == first
    assert page.count("No control.") == 1


def test_an_article_that_was_not_briefed_says_why_beside_its_words() -> None:
    """German: no brief, and its figure in the article's own line."""
    text = " ".join(Reader(PAGES["unread"]).text.split())

    assert "No brief: the language looks like German" in text
    assert "line 1“Der Anteil lag bei 25% und" in text


@pytest.mark.parametrize("words", [("25%", "Nobody"), ("Nobody", "25%")])
def test_a_click_leads_to_the_first_of_several_proofs(words: tuple[str, str]) -> None:
    """The first in the order of the verdict, wherever in the source it stands; and to one place."""
    proofs = tuple(evidence_of(word) for word in words)
    check = wrong().model_copy(update={"evidence": proofs})
    checked = checked_of(report_of(check))

    pieces = [
        piece
        for line in source_lines(checked.sources[0], find_findings(checked.report), 1)
        for piece in line.pieces
        if piece.ids
    ]

    assert [(piece.text, piece.ids) for piece in pieces] == [(words[0], ("proof-1-1",))]


def test_several_stories_are_listed_and_kept_apart() -> None:
    """Each with its own buttons."""
    page = PAGES["stories"]

    assert "story 2 of 2" in page
    assert 'href="#story-2"' in page
    assert {"finding-1-1", "finding-2-1"} <= set(Reader(page).ids)


def test_a_page_without_figures_says_so() -> None:
    """And has no empty list."""
    assert "No figures to check." in PAGES["nothing"]
    assert '<ul class="findings">' not in PAGES["nothing"]


def test_overlapping_proofs_are_one_stretch_of_source() -> None:
    """Two figures may rest on the same words; a click on them finds both."""
    text = "52% and 52%"
    second = wrong(text=text)
    moved = second.figure.model_copy(update={"span": Span(start=8, end=11)})
    report = report_of(second, second.model_copy(update={"figure": moved}))

    assert 'data-finding="1-1 1-2">25%</a>' in render_check_page(checked_of(report, text))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    ("front", "back"),
    [
        *((tone, tint) for tone in ("ink", "quiet", "link") for tint in ("ground", "paper")),
        *(
            (tone, ground)
            for tone in ("wrong", "look", "matches", "dismissed")
            for ground in ("paper", f"{tone}-tint", "active")
        ),
        *(
            ("ink", ground)
            for ground in (
                *("wrong-tint", "look-tint", "matches-tint", "dismissed-tint"),
                *("active", "flash"),
            )
        ),
        ("quiet", "active"),
    ],
)
def test_colours_can_be_told_apart(scheme: str, front: str, back: str) -> None:
    """At least 4.5 to 1, as WCAG 2.2 asks of text (1.4.3, level AA)."""
    light, dark = CSS.read_text(encoding="utf-8").split("prefers-color-scheme: dark", 1)
    colours = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", light))
    if scheme == "dark":
        colours |= dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", dark.split("@media", 1)[0]))

    assert contrast(colours[front], colours[back]) >= 4.5


PROBE = """
const said = [];
const press = (key) => document.dispatchEvent(new KeyboardEvent("keydown", {key, bubbles: true}));
const active = () => [...document.querySelectorAll(".active")].map((e) => e.textContent).join("|");
const at = () => document.activeElement.querySelector("b")?.textContent ?? "nothing";
press("n"); said.push(at() + ":" + active());
press("n"); said.push(at() + ":" + active());
press("n"); said.push(at());
press("p"); said.push(at());
document.querySelectorAll("button.finding")[2].click(); said.push(active());
document.querySelector("a.proof[data-finding='1-1']").click(); said.push(at());
press("Escape"); said.push("left " + (active() || "none"));
document.querySelector("#keys").click(); press("n"); said.push("off " + (active() || "none"));
const wide = document.documentElement.scrollWidth;
said.push(wide <= innerWidth ? "fits" : `${wide} in ${innerWidth}`);
document.title = said.join(" / ");
"""


@pytest.mark.slow
@pytest.mark.parametrize("width", [360, 1280])
def test_a_page_can_be_used_with_the_keyboard_in_a_browser(width: int, tmp_path: Path) -> None:
    """Keys walk the problems, a click shows the words, Esc lets go; nothing is cut off.

    The page is framed, since a browser's own window is never as narrow as a telephone.
    """
    page = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", PAGES["explained"])
    page = page.replace('<details class="why">', '<details class="why" open>')
    probed = escape(page.replace("</body>", f"<script>{PROBE}</script></body>"))
    take = "onload='document.title = this.contentDocument.title'"
    frame = f'<iframe width="{width}" height="900" {take} srcdoc="{probed}"></iframe>'
    title = re.search(r"<title>(.*?)</title>", browse(f"<title></title>{frame}", tmp_path).stdout)
    assert title is not None

    assert title[1].split(" / ") == [
        "52%:52%✗ (wrong)|25%",
        "safe:safe? (look)|Nobody reported a serious event",
        "52%",
        "safe",
        "30 people✓ (matches)|30 people",
        "52%",
        "left none",
        "off none",
        "fits",
    ]


@pytest.mark.slow
def test_a_browser_refuses_nothing_of_ours_and_everything_else(tmp_path: Path) -> None:
    """The policy lets our style and script through, and stops a script that is not ours."""
    foreign = PAGES["check"].replace("</body>", "<script>document.title = 'taken'</script></body>")

    assert "Content Security Policy" not in browse(PAGES["check"], tmp_path).stderr
    refused = browse(foreign, tmp_path)
    assert "Content Security Policy" in refused.stderr
    assert "<title>taken</title>" not in refused.stdout
