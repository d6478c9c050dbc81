"""How tests read a page: its words and links, what it allows, its colours, and it in a browser."""

import re
import shutil
import subprocess
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path

import pytest

CSS = Path(__file__).parent.parent / "pipeline" / "show" / "templates" / "page.css"
VOID = {"meta", "input", "br"}


class Reader(HTMLParser):
    """Collects ids, references, attributes and text; fails on a tag that is not closed."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.targets: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.text = ""
        self._open: list[str] = []
        self.feed(page)
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the attributes."""
        if tag not in VOID:
            self._open.append(tag)
        for name, value in attrs:
            self.attributes.append((name, value or ""))
            if name == "id":
                self.ids.append(value or "")
            if name == "href" or name == "aria-labelledby":
                self.targets.append((value or "").removeprefix("#"))

    def handle_endtag(self, tag: str) -> None:
        """Close what was opened last."""
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Collect what is not style or script."""
        if self._open and self._open[-1] not in {"style", "script"}:
            self.text += data


def leads_somewhere(page: str) -> None:
    """Every id is one place, and every link leads to one."""
    reader = Reader(page)

    assert len(reader.ids) == len(set(reader.ids))
    assert set(reader.targets) <= set(reader.ids)


def stands_alone(page: str) -> None:
    """No address, no import, no inline handler or style; the policy names one style, one script."""
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page)
    assert policy is not None
    allowed = policy[1].replace("&#39;", "'")

    assert not re.search(r"https?:|//[a-z]|@import|url\(", page.replace("// starts", ""))
    for name, _ in Reader(page).attributes:
        assert name not in {"src", "style"}
        assert not name.startswith("on")
    assert allowed.startswith("default-src 'none'; ")
    assert "unsafe" not in allowed
    for tag in ("style", "script"):
        inline = re.search(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
        assert inline is not None
        digest = b64encode(sha256(inline[1].encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in allowed


def contrast(front: str, back: str) -> float:
    """WCAG's contrast ratio of two colours."""
    bright, dim = sorted((luminance(front), luminance(back)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def luminance(colour: str) -> float:
    """WCAG's relative luminance of `#rrggbb`."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def browse(page: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """The page after a browser has run it, and what the browser complained of."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        pytest.skip("no chromium on this machine")
    file = folder / "page.html"
    file.write_text(page, encoding="utf-8")
    return subprocess.run(
        [
            chromium,
            *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
            *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
            "--enable-logging=stderr",
            f"--user-data-dir={folder / 'profile'}",
            "--window-size=1400,1000",
            "--dump-dom",
            f"file://{file}",
        ],
        capture_output=True,
        text=True,
        check=False,
        timeout=90,
    )
