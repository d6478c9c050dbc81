"""Tests of how other readers are asked: kindly, and only where they are installed."""

import pytest

from benchmarks.reading_peers import Peer, plain_markdown


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("**1,0**48 of 1,1*30* patients", "1,048 of 1,130 patients"),
        ("[17 of 38](https://x.example/2?id=99)", "17 of 38"),
        ("28\\% in *men*", "28% in men"),
        ("* one 5 * 3", "* one 5 * 3"),
        ("![Chart 7](a.png)", "Chart 7"),
    ],
)
def test_a_peer_s_markdown_is_not_held_against_its_figures(markdown: str, text: str) -> None:
    """Emphasis, escapes and addresses go; a list's star and a sign of times stay."""
    assert plain_markdown(markdown) == text


def test_a_peer_is_asked_by_its_own_module() -> None:
    """Whatever it says is the text."""
    peer = Peer("pytest", "json", frozenset({".json"}), lambda module, data, _: module.loads(data))

    assert peer.text(b'"17 of 38"', ".json") == "17 of 38"
    assert peer.name.startswith("pytest ")


def test_a_peer_that_is_not_installed_is_named_with_what_to_do() -> None:
    """One sentence, no traceback."""
    peer = Peer("no-such-reader", "no_such_reader", frozenset(), lambda *_: "")

    with pytest.raises(SystemExit, match=r"no-such-reader: is not installed; pip install -r"):
        _ = peer.name
