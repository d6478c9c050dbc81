"""The HTML page as a desk: what was considered, and one key that puts the right value in."""

import re
from html import escape
from pathlib import Path

import pytest

from pipeline.show.page import render_brief_page, render_check_page
from schemas.balance import Outcome
from schemas.text import Span
from tests.builders import (
    balance_of,
    brief_of,
    briefed_of,
    checked_of,
    claim,
    explained,
    report_of,
    right,
    usual,
    wrong,
)
from tests.pages_read import Reader, browse
from tests.test_show_page import BRIEF_TEXT

HEDGED = "Qorvex cut relapses by about 52% in 30 people. It was safe."


def hedged_page() -> str:
    """A page whose fix takes the place of a hedge, too, beside a claim on the same figure."""
    check = wrong(text=HEDGED)
    figure = check.figure.model_copy(
        update={"hedge": "about", "hedge_span": Span(start=23, end=28)}
    )
    check = check.model_copy(update={"figure": figure, "fix": "nearly 25%"})
    on_it = claim("by about 52%", HEDGED)
    report = report_of(check, right(text=HEDGED), claims=(on_it,))
    return render_check_page(checked_of(report, HEDGED))


def test_what_was_considered_folds_out_below_its_figure() -> None:
    """Taken and refused, each with sign, reason and words, outside the figure's own button."""
    page = render_check_page(explained())
    text = " ".join(Reader(page).text.split())

    assert "Why: 2 places considered ●taken as the figure that belongs here" in text
    assert "○another value: 30line 1“Qorvex, given to 30 people,”" in text
    assert not re.search(r"<button(?:(?!</button>).)*<(?:details|button)", page, re.DOTALL)


def test_what_was_not_asked_for_is_not_shown() -> None:
    """No empty fold-out; but who asked is told where there is nothing."""
    assert 'class="why"' not in render_check_page(usual())
    assert "Nothing in the source comes near." not in render_check_page(usual())
    assert render_check_page(explained()).count("Nothing in the source comes near.") == 1


def test_only_a_known_value_offers_a_fix() -> None:
    """Button, key and copy come with it, in a check and in a brief."""
    unknown = render_check_page(checked_of(report_of(wrong().model_copy(update={"fix": ""}))))
    brief = brief_of(report_of(wrong(text=BRIEF_TEXT)), balance_of(Outcome.PASS), BRIEF_TEXT)

    for page in (render_check_page(usual()), render_brief_page([briefed_of(brief)])):
        assert "Put 25% into the text" in page
        assert "<kbd>f</kbd> fix it or undo, <kbd>c</kbd> copy the text" in page
    for part in ("into the text", "<kbd>f</kbd>", 'class="tool', "data-fixed"):
        assert part not in unknown.split("<script>")[0]


@pytest.mark.parametrize(
    ("page", "marked"),
    [(render_check_page(usual()), ["52%"]), (hedged_page(), ["about 52%"])],
    ids=["figure", "hedge"],
)
def test_what_a_fix_replaces_is_marked_in_the_text(page: str, marked: list[str]) -> None:
    """The hedge with its figure where the fix brings one; the text itself stays as it was."""
    found = re.findall(r'<span data-fixed="[\d-]+">(.*?)</span>', page)

    assert ["".join(found)] == marked


def test_a_fix_is_no_place_for_a_script() -> None:
    """The value is the source's: it may hold anything."""
    hostile = '25% "><script>alert(1)</script>'
    page = render_check_page(checked_of(report_of(wrong().model_copy(update={"fix": hostile}))))

    assert page.count("<script>") == 1
    assert f'data-fix="{escape(hostile).replace("&quot;", "&#34;")}"' in page


PROBE = """
const said = [];
let copied = "nothing";
const hold = { writeText: async (words) => { copied = words; } };
Object.defineProperty(navigator, "clipboard", { value: hold, configurable: true });
const press = (key) => document.dispatchEvent(new KeyboardEvent("keydown", {key, bubbles: true}));
const text = () => document.querySelector(".words").textContent;
const before = text();
const link = document.querySelector("a.figure.wrong");
const button = document.querySelector("button.mend");
(async () => {
  press("f"); said.push(`${text() === before}: ${status.textContent}`);
  link.focus(); press("f"); said.push(text());
  said.push(`${link.className}, ${link.getAttribute("href")}`);
  press("c"); await null; said.push(copied);
  link.click(); said.push(document.querySelector(".finding[aria-current] b").textContent);
  press("f"); said.push(`undone ${text() === before}, ${link.className}`);
  press("c"); await null; said.push(copied);
  button.click(); said.push(button.textContent);
  button.click(); said.push(button.textContent);
  document.querySelector("#keys").click(); press("f"); said.push(`off ${text() === before}`);
  document.title = said.join(" / ");
})();
"""


@pytest.mark.slow
@pytest.mark.parametrize(
    ("page", "link", "was", "now", "end"),
    [
        (render_check_page(explained()), "#proof-1-1", "52%", "25%", "safe? (look)."),
        (hedged_page(), "#proof-1-2", "about 52%", "nearly 25%", "safe."),
    ],
    ids=["figure", "hedge"],
)
def test_one_key_puts_the_value_in_and_takes_it_out_again(
    page: str, link: str, was: str, now: str, end: str, tmp_path: Path
) -> None:
    """Links stay, the corrected text is copied without signs, and keys can be turned off."""
    begin = "Qorvex cut relapses by "
    text = f"{begin}{was} in 30 people. It was safe."

    assert title_after(page, PROBE, tmp_path) == [
        "true: Choose a figure first.",
        f"{begin}{now}✎ (replaced, was {was}) in 30 people✓ (matches). It was {end}",
        f"figure wrong replaced, {link}",
        text.replace(was, now),
        "52%",
        "undone true, figure wrong active",
        text,
        f"Undo: back to {was}",
        f"Put {now} into the text",
        "off true",
    ]


HINDERED = """
Object.defineProperty(navigator, "clipboard", { value: undefined, configurable: true });
let area = "none";
document.execCommand = () => { area = document.activeElement.value; return ALLOWED; };
(async () => {
  await copyText(document.querySelector(".story"));
  const selected = String(getSelection()).includes("Qorvex");
  document.title = [area, status.textContent, selected].join(" / ");
})();
"""


@pytest.mark.slow
@pytest.mark.parametrize(
    ("allowed", "said", "selected"),
    [
        ("true", "Copied.", "false"),
        ("false", "Not allowed: the text is selected, copy it by hand.", "true"),
    ],
)
def test_a_browser_without_a_clipboard_is_asked_by_hand(
    allowed: str, said: str, selected: str, tmp_path: Path
) -> None:
    """And where that is not allowed either, nothing is said to be copied."""
    text = "Qorvex cut relapses by 52% in 30 people. It was safe."
    script = HINDERED.replace("ALLOWED", allowed)

    assert title_after(render_check_page(usual()), script, tmp_path) == [text, said, selected]


def title_after(page: str, script: str, folder: Path) -> list[str]:
    """What a script of ours put into the title of a page, once a browser ran it."""
    page = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", page)
    shown = browse(page.replace("</body>", f"<script>{script}</script></body>"), folder).stdout
    title = re.search(r"<title>(.*?)</title>", shown)
    assert title is not None
    return title[1].split(" / ")
