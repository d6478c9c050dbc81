"""Pages whose text a script writes are told from pages that are short."""

import pytest

from pipeline.read.html import read_html_bytes
from pipeline.read.scripted import refuse_scripted
from schemas.errors import ReadError

BUNDLE = '<script src="/static/main.js"></script>'
MENU = "<header><nav><a href=/>Home</a> <a href=/m>Markets</a></nav></header>"


def look(body: str, head: str = "<title>Orvenda News</title>") -> None:
    """Read a page, and look whether a script would have written it."""
    data = f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode()
    refuse_scripted(data, read_html_bytes(data, "x")[0], "in/x")


@pytest.mark.parametrize(
    "body",
    [
        BUNDLE,
        f'<div id="root"></div>{BUNDLE}',
        f'{MENU}<div id="root"></div>{BUNDLE}<footer>© Orvenda News</footer>',
        f'<h1>Orvenda News</h1><div class=x id=app data-v="1"> <!-- here --> </div>{BUNDLE}',
        f"{MENU}<app-root></app-root>{BUNDLE}",
        f'{MENU * 30}<div id="root"></div>{BUNDLE}',
        f"<news-app></news-app>{BUNDLE}<p>We use cookies to make this site better for you.</p>",
        f'<noscript>You need JavaScript.</noscript><div id="__next"></div>{BUNDLE}',
        f"<p>Please enable JavaScript to read this page.</p>{BUNDLE}",
        f"<p>JavaScript is disabled in your browser.</p>{BUNDLE}",
        f"<h1>Just a moment...</h1><p>Enable JavaScript and cookies to continue</p>{BUNDLE}",
        f"<p>Bitte aktivieren Sie JavaScript in Ihrem Browser.</p>{BUNDLE}",
        f"<h1>Orvenda News</h1><div>Loading…</div>{BUNDLE}",
        f"{MENU}<div>Loading the story ...</div>{BUNDLE}",
    ],
)
def test_a_shell_that_a_script_fills_is_refused(body: str) -> None:
    """By the empty element, by the plea, by the wait."""
    with pytest.raises(ReadError) as refused:
        look(body)

    assert str(refused.value) == (
        "in/x: its text is written by a script, and scripts are not run; "
        "open it in the browser, save the page and give its file"
    )


LONG = "<p>" + "Shares of Orvenda fell 4.5% to $12.30 on Friday. " * 8 + "</p>"


@pytest.mark.parametrize(
    "body",
    [
        f"<p>Orvenda fell 4%.</p>{BUNDLE}",
        f"<h1>Orvenda falls</h1><p>It fell 4%.</p>{BUNDLE}<noscript>Enable JavaScript</noscript>",
        f'<h1>Orvenda falls</h1><p>Shares fell 4.5%.</p><div id="comments"></div>{BUNDLE}',
        f'<div id="root">{LONG}</div>{BUNDLE}',
        f'{LONG}<div id="root"></div>{BUNDLE}',
        f"{LONG}<p>Please enable JavaScript to comment.</p>{BUNDLE}",
        '<div id="root"></div><p>Orvenda fell 4%.</p>',
        f"<p>Loading doses of 40 mg were given to 12 patients.</p>{BUNDLE}",
        f"{MENU}<p>Orvenda fell 4%.</p>{BUNDLE}",
    ],
)
def test_a_short_page_that_is_whole_is_read(body: str) -> None:
    """Nearly every page has scripts; a shell shows it in another way as well."""
    look(body)


def test_a_page_without_scripts_is_only_empty() -> None:
    """That is another sentence."""
    look("")
