"""Pages from the web, here from servers on this machine."""

import gzip
import shutil
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pytest

from pipeline.read.fetch import FETCH_LIMITS, Fetched, FetchLimits, Reach, fetch, is_address
from schemas.errors import ReadError
from schemas.version import VERSION
from tests.web_server import Site, drip, moved, page, serving

STORY = b"<!DOCTYPE html><h1>Orvenda falls 4%</h1>"
SAVE = "open it in the browser, save the page and give its file"


def refusal(site: Site, url: str, limits: FetchLimits = FETCH_LIMITS) -> str:
    """Why an address is not fetched, behind the address itself."""
    with pytest.raises(ReadError) as refused:
        fetch(url, limits, site.reach)
    words = str(refused.value)
    assert words.startswith(f"{url}: ")
    return words.removeprefix(f"{url}: ")


def test_a_page_is_fetched_with_what_the_server_says_of_it() -> None:
    """Its bytes, type, encoding and final address; who asks is named, and nothing else told."""
    answers = {"/a?b=1": page(STORY, 'Content-Type: Text/HTML; Charset="ISO-8859-1"; x=y')}
    with serving(answers) as site:
        url = site.url("/a?b=1")
        fetched = fetch(url + "#part", reach=site.reach)

    assert fetched == Fetched(STORY, "text/html", "iso-8859-1", url)
    headers = site.asked[1].split("\r\n")
    assert headers[:3] == [
        "GET /a?b=1 HTTP/1.1",
        f"Host: wire.example:{site.port}",
        f"User-Agent: evenbrief/{VERSION}",
    ]
    assert not any(line.startswith(("Cookie", "Authorization", "Referer")) for line in headers)


def test_a_name_is_looked_up_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that stands for a private machine the second time gains nothing by it."""
    answers = [["127.0.0.1"], ["10.0.0.1"], ["127.0.0.1"]]
    with serving({"/a": moved("/b"), "/b": page(STORY)}) as site:
        network = site.reach._replace(resolve=lambda host, port: answers.pop(0))
        monkeypatch.setenv("HTTP_PROXY", "http://10.0.0.1:3128")
        monkeypatch.setenv("ALL_PROXY", "http://10.0.0.1:3128")

        assert fetch(site.url("/a"), reach=network).data == STORY

    assert len(answers) == 2
    assert site.paths == ["/robots.txt", "/a", "/b"]


def test_the_next_machine_of_a_name_is_tried() -> None:
    """Where the first takes no connection."""
    with serving({"/a": page(STORY)}) as site:
        network = site.reach._replace(resolve=lambda host, port: ["127.0.0.9", "127.0.0.1"])

        assert fetch(site.url("/a"), reach=network).data == STORY


def test_redirects_are_followed_and_said() -> None:
    """Relative or whole, to another name as well; the last address is told."""
    answers = {"/a": moved("b", 301), "/b": b"", "/c?d=e": page(STORY)}
    with serving(answers) as site:
        answers["/b"] = moved(site.url("/c?d=e", "other.example"), 308)
        fetched = fetch(site.url("/a"), reach=site.reach)

    assert fetched.url == site.url("/c?d=e", "other.example")
    assert site.names == ["wire.example", "other.example"]


@pytest.mark.parametrize(
    ("place", "says"),
    [
        ("http://10.0.0.1/", "http://10.0.0.1/, which stands at 10.0.0.1, which is no public"),
        ("//inside.example/", "http://inside.example/, which stands at 192.168.1.1, which is no"),
        ("http://169.254.169.254/latest/meta-data", "which stands at 169.254.169.254, which is no"),
        ("http://[::1]/", "which stands at ::1, which is no public address"),
        ("file:///etc/passwd", "file:///etc/passwd, which is no web address; give one that"),
        ("gopher://wire.example/", "which is no web address"),
        ("http://wire.example:22/", "which asks for port 22"),
        ("http://u:p@wire.example/", "which names a user or password"),
        ("http://wire.example/\x1b[31m", "which holds a character that no address has"),
    ],
)
def test_every_redirect_is_looked_at_anew(place: str, says: str) -> None:
    """What may not be typed may not be reached either."""
    machines = {
        "inside.example": "192.168.1.1",
        "10.0.0.1": "10.0.0.1",
        "169.254.169.254": "169.254.169.254",
        "::1": "::1",
    }
    with serving({"/a": moved(place)}, machines) as site:
        words = refusal(site, site.url("/a"))

    assert words.startswith("sends on to ")
    assert says in words
    assert words.isprintable()


def test_a_refusal_shows_no_password_and_moves_no_cursor() -> None:
    """Neither of the address typed nor of one that it sends on to."""
    for url in ("https://ann:secret@wire.example/", "https://\x1b[31mx.example/" + "a" * 5000):
        with pytest.raises(ReadError) as refused:
            fetch(url)
        assert "secret" not in str(refused.value)
        assert str(refused.value).isprintable()
        assert len(str(refused.value)) < 400
    with serving({"/a": moved("http://ann:secret@wire.example/")}) as site:
        words = refusal(site, site.url("/a"))

    assert words.startswith("sends on to http://…@wire.example/, which names a user or password")


def test_redirects_without_end_end() -> None:
    """In a circle, or one too many."""
    answers = {"/a": moved("/b"), "/b": moved("/a")}
    answers |= {f"/{number}": moved(f"/{number + 1}") for number in range(9)}
    with serving(answers) as site:
        assert f"redirects in a circle; {SAVE}" in refusal(site, site.url("/a"))
        assert f"redirects again, after 5 times; {SAVE}" in refusal(site, site.url("/0"))

    assert site.paths.count("/6") == 0


@pytest.mark.parametrize(
    ("status", "says"),
    [
        ("404 Not Found", "answers 404: there is no such page; check the address"),
        ("403 Forbidden", f"answers 403: it is not given to programs; {SAVE}"),
        ("429 Too Many", "answers 429: too many pages were asked for; try again later"),
        ("503 Busy", f"answers 503: it gives no page; try again later, or {SAVE}"),
        ("204 No Content", f"answers 204: it gives no page; try again later, or {SAVE}"),
        ("304 Not Modified", "answers 304: it gives no page"),
    ],
)
def test_an_answer_that_is_no_page_is_said(status: str, says: str) -> None:
    """With its number, and what it means."""
    with serving({"/a": page(b"", status=status)}) as site:
        assert refusal(site, site.url("/a")).startswith(says)


def test_too_much_is_refused_before_it_has_all_come() -> None:
    """Said beforehand or not, packed or not."""
    flood = drip(b"x" * 10_000, 0)
    bomb = gzip.compress(bytes(30_000_000))
    answers: dict[str, bytes | Iterator[bytes]] = {
        "/flood": (part for part in (b"HTTP/1.1 200 OK\r\n\r\n", *[b"x" * 50_000] * 9)),
        "/endless": flood,
        "/bomb": page(bomb, "Content-Encoding: gzip"),
        "/packed": page(gzip.compress(STORY), "Content-Encoding: gzip"),
        "/broken": page(gzip.compress(STORY)[:-5], "Content-Encoding: gzip"),
        "/brotli": page(b"x", "Content-Encoding: br"),
        "/picture": page(b"x", "Content-Type: image/png"),
    }
    limits = FetchLimits(sent_bytes=100_000, unpacked_bytes=1_000_000)
    with serving(answers) as site:
        too_much = "sends more than 100,000 bytes; give one article, not a collection"
        assert refusal(site, site.url("/flood"), limits) == too_much
        assert refusal(site, site.url("/bomb"), limits) == f"unpacks to far too much; {SAVE}"
        assert refusal(site, site.url("/broken"), limits).startswith("comes packed and damaged")
        assert refusal(site, site.url("/brotli"), limits).startswith("comes packed as 'br', which")
        assert refusal(site, site.url("/picture"), limits) == (
            "is 'image/png', which is not read; give an article"
        )
        assert refusal(site, site.url("/endless")).startswith("breaks off, or does not speak HTTP")
        assert fetch(site.url("/packed"), limits, site.reach).data == STORY


@pytest.mark.parametrize(
    "start",
    [b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 99999\r\n\r\n"],
)
def test_bytes_that_drip_do_not_hold_us_up(start: bytes) -> None:
    """Each byte comes in time, all of them never; in the headers as in the body."""
    with serving({"/a": chain([start], drip(b"X-A: b\r\n", 0.02))}) as site:
        began = time.monotonic()
        words = refusal(site, site.url("/a"), FetchLimits(seconds=0.5))

    assert words == f"takes more than 0.5 seconds; try again, or {SAVE}"
    assert 0.4 < time.monotonic() - began < 5


def test_half_a_page_is_none() -> None:
    """The server breaks off before the length it told."""
    answers = {"/a": page(b"half", "Content-Length: 10"), "/b": b"", "/c": b"SSH-2.0\r\n"}
    with serving(answers) as site:
        for path in answers:
            assert refusal(site, site.url(path)) == (
                "breaks off, or does not speak HTTP; try again later"
            )


def test_a_machine_that_takes_no_connection_is_said() -> None:
    """With the system's own reason."""
    with serving({}) as site:
        pass

    assert refusal(site, site.url("/a")) == (
        f"cannot be reached (Connection refused); try again, or {SAVE}"
    )


def rules(text: str, status: str = "200 OK") -> dict[str, bytes]:
    """A site of one story with this robots.txt."""
    return {
        "/robots.txt": page(text.encode(), status=status),
        "/news/a": page(STORY),
        "/news/b.pdf": page(STORY),
    }


@pytest.mark.parametrize(
    ("text", "path", "may"),
    [
        ("", "/news/a", True),
        ("User-agent: *\nDisallow: /news/", "/news/a", False),
        ("User-agent: *\nDisallow:", "/news/a", True),
        ("User-agent: *\nDisallow: /news/\nAllow: /news/a", "/news/a", True),
        ("User-agent: *\nDisallow: /*.pdf$", "/news/a", True),
        ("User-agent: *\nDisallow: /*.pdf$", "/news/b.pdf", False),
        ("User-agent: evenbrief\nDisallow: /\n\nUser-agent: *\nAllow: /", "/news/a", False),
        ("User-agent: EvenBrief\nAllow: /\n\nUser-agent: *\nDisallow: /", "/news/a", True),
        ("User-agent: otherbot\nDisallow: /", "/news/a", True),
        ("\ufeffUser-agent: *\nDisallow: /news/", "/news/a", False),
        ("<!DOCTYPE html><p>no rules</p>", "/news/a", True),
        ("# note\nUser-Agent: *  # all\nDISALLOW: /news/ # here\n", "/news/a", False),
    ],
)
def test_robots_txt_is_respected(text: str, path: str, *, may: bool) -> None:
    """By the longest rule for this program or for all. Source: RFC 9309, 2.2."""
    with serving(rules(text)) as site:
        if may:
            assert fetch(site.url(path), reach=site.reach).data == STORY
        else:
            assert refusal(site, site.url(path)) == (
                f"asks programs not to read it (robots.txt); {SAVE}"
            )

    assert site.paths == ["/robots.txt", path][: 2 if may else 1]


@pytest.mark.parametrize(
    ("status", "may"),
    [("404 Not Found", True), ("403 Forbidden", True), ("500 Fault", False), ("503 Busy", False)],
)
def test_without_robots_txt_all_may_be_read_but_not_where_it_cannot_be_got(
    status: str, *, may: bool
) -> None:
    """Source: RFC 9309, 2.3.1.3 and 2.3.1.4."""
    with serving(rules("User-agent: *\nDisallow: /", status)) as site:
        if may:
            assert fetch(site.url("/news/a"), reach=site.reach).data == STORY
        else:
            assert refusal(site, site.url("/news/a")).startswith(
                f"has a robots.txt that answers {status[:3]}; try again later"
            )


def test_of_a_packed_robots_txt_the_beginning_counts() -> None:
    """As much as of a plain one, however much it unpacks to; a rule behind it is not read."""
    near, far = (b"#" * length + b"\nUser-agent: *\nDisallow: /news/\n" for length in (9, 10**6))
    for text, is_forbidden in ((near + b"#" * 10**7, True), (far, False)):
        packed = page(gzip.compress(text), "Content-Encoding: gzip")
        with serving({**rules(""), "/robots.txt": packed}) as site:
            if is_forbidden:
                assert "robots.txt" in refusal(site, site.url("/news/a"))
            else:
                assert fetch(site.url("/news/a"), reach=site.reach).data == STORY


def test_robots_txt_may_stand_elsewhere_and_be_long() -> None:
    """Redirects to it are followed; of one without end the beginning counts."""
    forbid = "User-agent: *\nDisallow: /news/\n"
    answers = {**rules(""), "/robots.txt": moved("/r2"), "/r2": page(forbid.encode())}
    with serving(answers) as site:
        assert "robots.txt" in refusal(site, site.url("/news/a"))
    with serving(
        {**answers, "/robots.txt": moved("http://10.0.0.1/")}, {"10.0.0.1": "10.0.0.1"}
    ) as (site):
        assert refusal(site, site.url("/news/a")).startswith("stands at 10.0.0.1, which is no")
    with serving(rules(forbid + "#" * 600_000)) as site:
        assert "robots.txt" in refusal(site, site.url("/news/a"))


def test_a_redirect_needs_the_leave_of_the_site_it_leads_to() -> None:
    """Another name, another robots.txt; the same name is asked once."""
    answers = {"/robots.txt": page(b"User-agent: *\nDisallow: /no"), "/a": moved("/no")}
    with serving(answers) as site:
        words = refusal(site, site.url("/a"))

    assert words.startswith(f"sends on to {site.url('/no')}, which asks programs not to read it")
    assert site.paths == ["/robots.txt", "/a"]


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate and its key, signed by itself, for `wire.example`."""
    program = shutil.which("openssl")
    if program is None:
        pytest.skip("there is no openssl to make a certificate with")
    place = tmp_path_factory.mktemp("tls") / "both.pem"
    command = (
        f"{program} req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 "
        f"-subj /CN=wire.example -addext subjectAltName=DNS:wire.example -keyout {place} -out "
    )
    subprocess.run([*command.split(), f"{place}.crt"], check=True, capture_output=True)
    with place.open("ab") as file:
        file.write(Path(f"{place}.crt").read_bytes())
    return place


def test_a_sealed_connection_must_be_with_who_it_says(certificate: Path) -> None:
    """The certificate must be trusted, and be that of the name; the address is still pinned."""
    seal = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    seal.load_cert_chain(certificate)
    with serving({"/a": page(STORY)}, seal=seal) as site:
        trusting = site.reach._replace(authorities=f"{certificate}.crt")
        url = site.url("/a").replace("http:", "https:")

        assert fetch(url, reach=trusting) == Fetched(STORY, "", "", url)
        assert refusal(site, url) == (f"has no valid certificate (self-signed certificate); {SAVE}")
        with pytest.raises(ReadError, match=r"no valid certificate \(Hostname mismatch"):
            fetch(url.replace("wire.", "other."), reach=trusting)
    with serving({"/a": page(STORY)}) as site:
        words = refusal(site, site.url("/a").replace("http:", "https:"))
        assert words.startswith("does not speak TLS as it should (")


def test_no_command_line_can_name_another_network() -> None:
    """The way to this machine is an argument that only tests give."""
    root = Path(__file__).resolve().parent.parent
    users = [
        path.relative_to(root).as_posix()
        for folder in ("pipeline", "evals", "schemas")
        for path in (root / folder).rglob("*.py")
        if "loopback_ports" in path.read_text(encoding="utf-8")
    ]

    assert sorted(users) == ["pipeline/read/fetch.py", "pipeline/read/fetch_address.py"]
    assert Reach().loopback_ports == frozenset()


def test_without_the_library_the_sentence_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever has not installed `evenbrief[read]` can still give files."""
    monkeypatch.delitem(sys.modules, "pipeline.read.fetch_page", raising=False)
    monkeypatch.setitem(sys.modules, "protego", None)

    with pytest.raises(
        ReadError, match=r"needs the library 'protego' .* install evenbrief\[read\]"
    ):
        fetch("https://wire.example/")


def test_what_is_an_address_and_what_a_path() -> None:
    """By its beginning."""
    assert all(map(is_address, ("https://a.example/", "HTTP://a", "ftp://a", "file:///a")))
    assert not any(map(is_address, ("a.html", "-", "/a//b", "C:\\a", "https:/a", "")))
