"""Text to measure with: golden articles, tiled to length, each tile with figures of its own.

Golden articles are written to be hard, with a figure every 60 characters or so. Ordinary news holds
one every 180 (189 and 184 in the news of the public sets BUMP and DeFacto, by our own finder,
2026-11-21), so the tiles are thinned to that with the articles' own sentences that hold no digit.
"""

import json
import random
import re
from dataclasses import dataclass
from pathlib import Path

SMALL_NUMBER = re.compile(r"(?<![\w.,-])\d{2,3}(?![\w,-])")
"""Whole numbers and the whole part of decimals; names such as `CD19` and years stay as they are."""
SENTENCE = re.compile(r"(?<=[.!?])\s+")
DIGITS = re.compile(r"\d[\d.,]*")
NUMBER_WORD = re.compile(
    r"\b(?:no|not|none|zero|one|two|three|four|five|six|seven|eight|nine|ten|half|thirds?|twice)\b",
    re.IGNORECASE,
)
NEWS = 180
"""Characters to a number token, which come out as about as many to a figure."""


@dataclass(frozen=True)
class Pair:
    """A source and a summary of it; no two of a run have the same source."""

    id: str
    source: str
    summary: str

    def line(self) -> str:
        """The pair as `check --pairs` reads it."""
        return json.dumps({"id": self.id, "source": self.source, "summary": self.summary})


def read_goldens(folder: Path) -> list[str]:
    """The texts of all golden articles, by name."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt"))]
    if not texts:
        raise SystemExit(
            f"{folder}: holds no *.txt to measure with; give another with --golden DIR"
        )
    return texts


def tile(texts: list[str], characters: int, seed: int = 0, spacing: int = NEWS) -> str:
    """At least `characters` of article, every paragraph with numbers of its own.

    Repeated text must not be a gift to a cache, so each round changes the last digit of the small
    numbers; the same seed gives the same text. `spacing` is how many characters there are to a
    number token at least; 0 leaves the articles as dense as they are.
    """
    rng = random.Random(seed)
    paragraphs = [p for text in texts for p in text.split("\n") if p.strip()]
    plain = [s for p in paragraphs for s in SENTENCE.split(p) if is_plain(s)]
    start = rng.randrange(len(paragraphs))
    out: list[str] = []
    length = tokens = 0
    while length < characters:
        paragraph = paragraphs[(start + len(out)) % len(paragraphs)]
        fresh = SMALL_NUMBER.sub(lambda m: f"{m.group()[:-1]}{rng.randint(0, 9)}", paragraph)
        tokens += len(DIGITS.findall(fresh))
        while plain and length + len(fresh) < spacing * tokens:
            fresh = f"{fresh} {rng.choice(plain)}"
        out.append(fresh)
        length += len(fresh) + 1
    return "\n".join(out)


def is_plain(sentence: str) -> bool:
    """Is this a whole sentence with no number in it, in digits or words?"""
    return len(sentence) > 40 and not (DIGITS.search(sentence) or NUMBER_WORD.search(sentence))


def hostile(characters: int) -> dict[str, str]:
    """Texts made to be slow to read, each of about `characters`, by what they are."""
    repeated = {
        "digits": "1234567890", "dashes": "-", '"and"': "and ", "dollar signs": "$",
        "digits and commas": "1,", '"of"': "of ",
    }  # fmt: skip
    texts = {name: unit * (characters // len(unit)) for name, unit in repeated.items()}
    half = characters // 2
    return texts | {"nested brackets": "(" * half + ")" * half}


def hostile_checks(characters: int) -> dict[str, str]:
    """Texts made to be slow to check, each of about `characters`, by what they are."""
    repeated = {
        "shares without a stop": "12% and ", "words without a stop": "two and ",
        "n of N without a stop": "had 5 of 12 patients ", "years": "in 2019 and 2020, ",
        "arms compared": "12% on Belcor vs 13% on placebo, ", "brackets": "12/40 (30%) ",
        "a line each": "12% had CRS.\n", "claims": "confirmed 25% ", "names": "Belcor Norv ",
        "negatives": "no CRS was seen and ", "dates": "on May 5 for 3 weeks and ",
        "changes": "sales of $12 million rose 5% to ",
    }  # fmt: skip
    counted = {"counted up": "{}% ", "counted up, a line each": "{}% had CRS.\n",
               "counted up in words": "{} patients responded and "}  # fmt: skip
    texts = {name: unit * (characters // len(unit)) for name, unit in repeated.items()}
    numbers = range(characters // 4)
    return texts | {
        name: "".join(map(unit.format, numbers))[:characters] for name, unit in counted.items()
    }


def make_pairs(
    texts: list[str], count: int, characters: int, seed: int = 0, *, dense: bool = False
) -> list[Pair]:
    """Pairs with a source of about `characters` and a summary made of its sentences.

    A summary is one sentence with digits and two without, which gives some 2.4 figures; real ones
    hold as many or fewer (2.5 in 300 characters in BUMP, 1.2 in 105 in DeFacto, 1.8 in 330 in
    SummEdits, by our own finder, 2026-11-21). A `dense` one is two of each, with some 5 figures. In
    every other summary one number is wrong, since a wrong one is looked for hardest.
    """
    shape = (2, 2) if dense else (1, 2)
    return [_pair(texts, characters, seed * 1_000_003 + i, shape) for i in range(count)]


def _pair(texts: list[str], characters: int, seed: int, shape: tuple[int, int]) -> Pair:
    source = tile(texts, characters, seed)[:characters]
    sentences = SENTENCE.split(source)
    numbered = [s for s in sentences if DIGITS.search(s)]
    plain = [s for s in sentences if is_plain(s)]
    rng = random.Random(seed)
    kinds = zip((numbered, plain), shape, strict=True)
    chosen = [s for kind, most in kinds for s in rng.sample(kind, min(most, len(kind)))]
    rng.shuffle(chosen)
    summary = " ".join(chosen)
    if seed % 2:
        summary = SMALL_NUMBER.sub("77", summary, count=1)
    return Pair(id=f"p{seed}", source=source, summary=summary)
