"""The report's page: one file that obeys nothing, opens on what got worse and ties every figure."""

import re
from decimal import Decimal
from html import escape
from pathlib import Path

import pytest

from evals.confusion import UNSEEN
from evals.counts import released
from evals.report_changes import set_against
from evals.report_page import render_page
from evals.report_plots import place, plot_kinds, plot_scores, show_matrices
from schemas.eval import Truth
from schemas.verdict import Verdict
from tests.eval_runs import abstained, case, errored, figure, run, text
from tests.pages_read import CSS, Reader, browse, contrast, leads_somewhere, stands_alone
from tests.report_runs import HOSTILE, calm, golden, hostile, mixed

WRONG = text(figure(Truth.MISATTRIBUTED), lacking=())
WORSE = run(case(first=WRONG, released=WRONG), case("orvane-five", kind="market"))
BETTER = run(case(), case("orvane-five", kind="market"))
GOLDENS = [golden(), golden("orvane-two", HOSTILE), golden("orvane-five")]


def pages() -> dict[str, str]:
    """One run, two runs, a run against another, an attack, and one without any article."""
    return {
        "one": render_page([mixed()], GOLDENS),
        "several": render_page([WORSE, calm()], GOLDENS),
        "against": render_page([WORSE], GOLDENS, set_against(WORSE, BETTER)),
        "hostile": render_page([hostile()], GOLDENS, set_against(hostile(), hostile()), [HOSTILE]),
        "bare": render_page([mixed()]),
        "calm": render_page([calm()], GOLDENS),
    }


PAGES = pages()


def told(kind: str) -> str:
    """The words of a page, spaces squeezed."""
    return " ".join(Reader(PAGES[kind]).text.split())


@pytest.mark.parametrize("kind", PAGES)
def test_every_link_leads_somewhere_and_every_id_is_one_place(kind: str) -> None:
    """Also with two runs of the same cases on one page."""
    leads_somewhere(PAGES[kind])


@pytest.mark.parametrize("kind", PAGES)
def test_a_page_needs_no_network_and_allows_none(kind: str) -> None:
    """No address, no import, no inline handler or style; the policy names one style, one script."""
    stands_alone(PAGES[kind])


def test_no_word_of_an_article_a_label_or_a_model_is_obeyed() -> None:
    """In text, reason, listing, error, model's name, article, note and difference."""
    page = PAGES["hostile"]

    assert page.count("<script>") == page.count("</style>") == 1
    assert "\x1b" not in page
    assert told("hostile").count("<script>alert(1)</script> {{ 7*7 }}") > 20


def test_a_figure_is_tied_to_its_words_in_the_article() -> None:
    """Figure, button and source have one key, and the source is the labelled mention."""
    page = PAGES["calm"]

    assert re.search(r'<a class="figure matches" href="#proof-1-1" data-finding="1-1">52%', page)
    assert re.search(r'class="finding matches" id="finding-1-1" data-finding="1-1"', page)
    assert re.search(r'<a class="proof" href="#finding-1-1" data-finding="1-1">52%</a>', page)


def test_labels_and_checker_are_told_apart_for_every_figure() -> None:
    """A figure that the labels call wrong and the checker passes is wrong."""
    assert "labels: misattributed · checker: passes it, exact" in told("one")
    assert "labels: supported · checker: passes it, exact" in told("calm")
    assert 'class="figure wrong"' in PAGES["one"]
    assert 'class="figure wrong"' not in PAGES["calm"]


def test_a_draft_that_was_not_released_as_it_was_stands_beside_the_brief() -> None:
    """With what was withheld of it; a draft that was, does not."""
    assert "The first draft, before anything was revised or withheld" in told("one")
    assert "Sentences withheld by our checks (1)" in told("one")
    assert "Must-says lost since the first draft (1)" in told("one")
    assert "The first draft, before" not in told("calm")


def test_a_crash_shows_its_reason_and_no_brief() -> None:
    """Its case is there all the same."""
    assert "ModelError: no answer after 3 attempts; try again" in told("one")
    assert "orvane-two#s1" in told("one")


def test_an_article_that_is_not_at_hand_or_has_changed_is_told() -> None:
    """The brief stands without its source; with it, nothing is said."""
    changed = golden().model_copy(
        update={"labels": golden().labels.model_copy(update={"sha256": "b" * 64})}
    )

    assert "Without the article of orvane-four, orvane-one" in told("bare")
    assert "not at hand, or changed since" in render_page([calm()], [changed])
    assert "Without the article" not in told("calm")


def test_a_page_against_another_run_opens_on_what_got_worse() -> None:
    """Before any score: the document, its new wrong figure and what moved."""
    words = told("against")

    places = [
        words.index(part)
        for part in (
            "What changed, worse first",
            "✗ worse orvane-one#s1",
            "New in released briefs",
            "wrong in the release0 → 1",
            "1 document without a change.",
            "Both runs, over the cases that both have",
            "The new run",
        )
    ]
    assert places == sorted(places)
    assert "What changed" not in told("calm")


def test_a_brief_that_changed_is_shown_word_by_word() -> None:
    """Against the other run's; one that did not is not."""
    new = run(
        case(released=text(text="Orvane halves relapses\nRelapses fell by 25% in 40 people."))
    )
    page = render_page([new], GOLDENS, set_against(new, run(case())))

    assert "<del>52% </del>" in page
    assert "<del>" not in PAGES["against"].replace("<del>taken out</del>", "")


def test_what_blocks_is_unfolded_and_the_rest_is_not() -> None:
    """A wrong figure is read at once, must-says at a click."""
    folds = re.findall(
        r'class="sheet fold faults" id="[\w-]+"( open)?><summary><span class="tone (\w+)',
        PAGES["one"],
    )

    assert (" open", "wrong") in folds
    assert ("", "look") in folds
    assert (" open", "look") not in folds


def test_what_is_wrong_is_counted_at_the_top() -> None:
    """With a way to it, unfolded by the script."""
    assert re.search(r'<a href="#(faults-1-wrong-figure)">1 wrong figure</a>', PAGES["one"])
    assert ">1 must-say lacking</a>" in PAGES["one"]
    assert 'class="tally"' not in PAGES["calm"]


def test_a_run_without_a_fault_says_so() -> None:
    """And lists none."""
    assert "Nothing is wrong in any case." in told("calm")
    assert "Nothing is wrong in any case." not in told("one")


def test_a_mark_lies_where_its_share_is() -> None:
    """Three of four at 75%; nothing measured has no mark at all."""
    rows = {row.title: row for plot in plot_scores([run(case())]) for row in plot.rows}

    (mark,) = rows["must-say sentences covered"].marks
    assert (mark.at, mark.counts, mark.beside) == ("75.0%", "3/4", "0 · 0 · 0")
    assert Decimal(mark.low.rstrip("%")) < 75 < Decimal(mark.high.rstrip("%"))
    (none,) = rows["wrong figures of the first draft that it passes"].marks
    assert (none.at, none.low, none.counts) == ("", "", "0/0")
    assert place(Decimal("0.12345")) == "12.3%"


def test_each_run_has_a_mark_of_its_own() -> None:
    """Engines by kinds: a kind that one run lacks has one mark less."""
    assert all(len(row.marks) == 2 for plot in plot_scores([WORSE, calm()]) for row in plot.rows)
    kinds = {row.title: len(row.marks) for row in plot_kinds([WORSE, calm()])[0].rows}
    assert kinds == {"clinical": 2, "market": 1}
    assert plot_kinds([calm()]) == ()


@pytest.mark.parametrize(
    ("truth", "verdict", "tone"),
    [
        (Truth.SUPPORTED, Verdict.EXACT, "matches"),
        (Truth.SUPPORTED, Verdict.ALTERED, "look"),
        (Truth.ABSENT, Verdict.ABSENT, "matches"),
        (Truth.ABSENT, Verdict.EXACT, "wrong"),
        (Truth.ABSENT, None, "wrong"),
    ],
)
def test_a_matrix_tells_what_was_caught(truth: Truth, verdict: Verdict | None, tone: str) -> None:
    """Right and passed or wrong and caught is green; missed is red; blamed for nothing yellow."""
    one = run(case(released=text(figure(truth, verdict))))
    matrix = show_matrices(one, "released briefs", released)[0]

    cells = {
        (row, column): cell
        for row, of in matrix.rows
        for column, cell in zip(matrix.columns, of, strict=True)
    }
    cell = cells[truth.value, verdict.value if verdict else UNSEEN]
    assert (cell.text, cell.tone, cell.heat) == ("1", tone, 1)
    assert cells["in all", "in all"].text == "1"


def test_an_empty_run_has_a_page() -> None:
    """Every case crashed or was withheld: no matrix, no brief, no error of ours."""
    page = render_page([run(errored(), abstained(first=None))])

    assert "every sentence was withheld" in page


TEMPLATES = Path(__file__).parent.parent / "evals" / "templates"
OWN, SHARED = (
    (TEMPLATES / "report.css").read_text(encoding="utf-8"),
    CSS.read_text(encoding="utf-8"),
)


def colours(scheme: str) -> dict[str, str]:
    """The named colours of a scheme, those of the page of a brief and our own."""
    found: dict[str, str] = {}
    for css in (SHARED, OWN):
        light, dark = css.split("prefers-color-scheme: dark", 1)
        found |= dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", light))
        if scheme == "dark":
            found |= dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", dark.split("@media", 1)[0]))
    return found


def mixed_colour(tone: str, ground: str, percent: int) -> str:
    """As `color-mix(in srgb, …)` mixes them."""
    parts = [(int(tone[i : i + 2], 16), int(ground[i : i + 2], 16)) for i in (1, 3, 5)]
    return "#" + "".join(f"{(a * percent + b * (100 - percent)) // 100:02x}" for a, b in parts)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("tone", ["wrong", "look", "matches"])
def test_a_count_can_be_read_on_its_tint(scheme: str, tone: str) -> None:
    """At least 4.5 to 1 at every heat, as WCAG 2.2 asks of text."""
    named = colours(scheme)
    mix = r"\.h\d \{ background: color-mix\(in srgb, var\(--tone\) (\d+)%"
    heats = [int(percent) for percent in re.findall(mix, OWN)]

    assert len(heats) == 5
    for percent in heats:
        ground = mixed_colour(named[tone], named["paper"], percent)
        assert contrast(named["ink"], ground) >= 4.5


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("series", ["s0", "s1", "s2", "s3"])
def test_a_mark_stands_out_from_its_ground(scheme: str, series: str) -> None:
    """At least 3 to 1, as WCAG 2.2 asks of graphics (1.4.11)."""
    named = colours(scheme)

    assert contrast(named[series], named["ground"]) >= 3


PROBE = """
{
const said = [];
const all = (selector) => [...document.querySelectorAll(selector)];
const told = (selector, words) => all(selector).map(words).join("|") || "none";
const press = (key, at = document) =>
  at.dispatchEvent(new KeyboardEvent("keydown", {key, bubbles: true}));
const open = () => told("details.case[open]", (e) => e.id);
const shown = () => told("details.case:not([hidden])", (e) => e.id);
const active = () => told(".active", (e) => e.textContent);
said.push(open());
press("n"); said.push(open() + ":" + active());
press("Escape"); said.push(active());
press("/"); said.push(document.activeElement.id);
press("n", document.activeElement); said.push(active());
const search = document.querySelector("#find");
search.value = "market"; search.dispatchEvent(new Event("input"));
said.push(shown());
said.push(document.querySelector("#found").textContent);
search.value = ""; search.dispatchEvent(new Event("input"));
document.querySelector("#troubled").click();
said.push(shown());
all("details").forEach((e) => { e.open = true; });
const wide = document.documentElement.scrollWidth;
said.push(wide <= innerWidth ? "fits" : `${wide} in ${innerWidth}`);
document.title = said.join(" / ");
}
"""


@pytest.mark.slow
@pytest.mark.parametrize("width", [390, 1280])
def test_a_page_can_be_used_with_the_keyboard_in_a_browser(width: int, tmp_path: Path) -> None:
    """`n` opens the case of a wrong figure, `/` finds a case, typing steps nowhere; it all fits."""
    page = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", PAGES["against"])
    probed = escape(page.replace("</body>", f"<script>{PROBE}</script></body>"))
    take = "onload='document.title = this.contentDocument.title'"
    frame = f'<iframe width="{width}" height="900" {take} srcdoc="{probed}"></iframe>'
    title = re.search(r"<title>(.*?)</title>", browse(f"<title></title>{frame}", tmp_path).stdout)
    assert title is not None

    assert title[1].split(" / ") == [
        "none",
        "case-1:52%✗ (wrong)|52%",
        "none",
        "find",
        "none",
        "case-2",
        "1 of 2",
        "case-1",
        "fits",
    ]


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["against", "hostile"])
def test_a_browser_refuses_nothing_of_ours_and_everything_else(kind: str, tmp_path: Path) -> None:
    """The policy lets our style and script through, and stops a script that is not ours."""
    foreign = PAGES[kind].replace("</body>", "<script>document.title = 'taken'</script></body>")

    assert "Content Security Policy" not in browse(PAGES[kind], tmp_path).stderr
    refused = browse(foreign, tmp_path)
    assert "Content Security Policy" in refused.stderr
    assert "<title>taken</title>" not in refused.stdout
