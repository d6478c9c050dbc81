"""Whole briefs by a real llama.cpp server whose model knows nothing: none of it may get through."""

import asyncio
import importlib.util
import os
import random
import re
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from pipeline.embedded.engine import EmbeddedEngine
from pipeline.figures.reading import read_figures
from pipeline.model.ask import Answered
from pipeline.model.budget import Budget
from pipeline.model.client import open_client
from pipeline.model.engine import Manner, ModelEngine
from pipeline.read.page import read_bytes
from pipeline.split import split_page
from pipeline.summarise import read_story, summarise
from schemas.answer import Answer, DraftAnswer, FreeAnswer, RecordAnswer
from schemas.brief import Brief
from schemas.call import Ending, ModelError
from schemas.figure import Bound
from schemas.model import Mode, ModelSettings, Price
from schemas.prompt import Prompt, PromptRef
from schemas.source import Source
from schemas.stored import Cache
from schemas.verdict import Verdict

pytestmark = pytest.mark.slow

NEEDED = ("xllamacpp", "gguf", "numpy")
MISSING = [name for name in NEEDED if importlib.util.find_spec(name) is None]
REQUIRED = os.environ.get("EVENBRIEF_LOCAL") == "required"
if MISSING and not REQUIRED:
    reason = f"no {', '.join(MISSING)}: the real llama.cpp is not tried; `make local` installs it"
    pytest.skip(reason, allow_module_level=True)

from tests.tiny_llama import (  # noqa: E402 - not to be imported where its libraries are missing
    Served,
    Share,
    Voice,
    find_words,
    serve,
    write_model,
)

ROOT = Path(__file__).resolve().parent.parent
MARKET = """Calvestra shares close higher as its factory in Ghent nears completion

GHENT, 9 March - Shares of Calvestra closed at $14.20 on Monday, up 6.8%, on a volume of 3.1 million
shares. The maker of filling lines has a market value of about $640 million.

Revenue for 2025 was $212 million, compared with $187 million in 2024. The new factory has cost $95
million so far and will employ 240 people. It has 11 lines, of which 4 are for vaccines.

Calvestra expects to open the factory in September 2026. Its order book stands at $310 million, of
which 38% falls due within 18 months.
"""
PLANS = """Dornwald to merge two laboratories and enrol 300 volunteers in a sleep study

AARHUS, 2 May - Dornwald said on Friday it will merge its laboratories in Aarhus and Odense by the
end of 2027. The two sites employ 85 and 130 people and cost 64 million kroner a year together.

Its sleep study is to enrol 300 volunteers at 12 centres. About 45% of them will be over 60 years
old. Each volunteer wears a wristband for 26 weeks and gives samples at 3 visits.

The study has a budget of 21.5 million kroner. A foundation pays 70% of it; the rest comes from
Dornwald, which reported sales of 1.2 billion kroner for 2025, 4% more than the year before.
"""
TRIAL = """Ostrel Bio reports early response data for qorvexel in lymphoma

BASEL, 4 June - Ostrel Bio said on Thursday that 7 of 12 adults (58.3%) with large B-cell lymphoma
responded to its cell therapy qorvexel in the Phase 1b LANTERN trial, a single-arm study.

Median duration of response was 9.4 months. Grade 3 or higher neutropenia occurred in approximately
42% of patients, and one patient died of an infection. The company said the data are preliminary.

Ostrel expects to start a randomised trial in mid-2027. An online report of an 80% response rate in
other tumours could not be verified.
"""
STORIES = {"market": MARKET, "plans": PLANS, "trial": TRIAL}
GATED = {"trial"}
"""Stories with harms, of which random words cannot tell, so that a gate withholds nearly all."""
FREE_SEEDS, REFERENCE_SEEDS = 20, 12
"""Briefs of each story."""
LONGEST = 60.0
"""Seconds that one brief may take on a busy machine; one or two are usual."""


def _forms() -> tuple[Share, ...]:
    """How often a string, a sentence and a brief end; each fits the grammar at its place only."""
    return (
        Share(('","sentences":[{"topic":"',), 3.0),
        Share(('."},{"topic":"',), 2.4),
        Share(('."}]}',), 0.6),
        Share(('","text":"',), 99.0),
        Share(('"', "]"), 1.0),
    )


def _inventions() -> tuple[str, ...]:
    """Figures of the kinds a brief has, made up; an article may hold one by chance."""
    dice = random.Random(7)
    made = (
        f"{dice.randint(2, 99)}% {dice.randint(20, 990) / 10}% {dice.randint(2019, 2031)} "
        f"{dice.randint(1, 9)}_of_{dice.randint(10, 31)} {dice.randint(2, 40)}_months "
        f"${dice.randint(2, 900)}_million {dice.randint(13, 4000)}_patients"
        for _ in range(16)
    )
    figures = (figure.replace("_", " ") for row in made for figure in row.split())
    return tuple(dict.fromkeys(f" {figure}" for figure in figures))


def _voice(story: str, *, free: bool) -> Voice:
    """A story's words, and figures: printed, made up, or as references right and wrong."""
    said = Share(find_words(story), 9.0)
    parts = (ROOT / "prompts").rglob("*.j2")
    known = find_words(*(part.read_text(encoding="utf-8") for part in parts))
    if free:
        printed = tuple(f" {figure.text}" for figure in _read(story).figures)
        return Voice((*_forms(), said, Share(_inventions(), 0.8), Share(printed, 1.0)), known)
    numbers = range(1, 22)
    odd = (
        *(f" {{f{n}:count}}" for n in numbers),
        *(f" {{f{n}:bare}}" for n in numbers),
        *(f" {{diff f{n} f{n + 1}}}" for n in numbers),
        *(f" {{missing:“{n}%”}}" for n in numbers),
        *(f" {{f{n}}}" for n in (40, 77, 999)),
    )
    sound = Share(tuple(f" {{{fact.id}}}" for fact in _read(story).facts), 1.5)
    return Voice((*_forms(), said, sound, Share(odd, 0.15), Share(_inventions(), 0.5)), known)


def _read(story: str) -> Source:
    page = read_bytes(story.encode(), "story.txt")
    return read_story(page, split_page(page)[0])


@contextmanager
def _served(story: str, *, free: bool) -> Iterator[Served]:
    """A server whose model knows the words of one story, and nothing else."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "model.gguf"
        write_model(path, _voice(story, free=free))
        with serve(path) as server:
            yield server


@pytest.fixture(scope="module")
def server() -> Iterator[Served]:
    """One server for all questions that are no briefs."""
    with _served(MARKET, free=True) as found:
        yield found


def _settings(server: Served, **given: object) -> ModelSettings:
    usual = {
        "model": "tiny", "base_url": server.url, "mode": Mode.SCHEMA, "retries": 0, "seed": 1,
        "most_tokens": 700, "price": Price(prompt=Decimal(0), completion=Decimal(0)),
    }  # fmt: skip
    return ModelSettings.model_validate(usual | given)


@contextmanager
def _no_longer_than(seconds: float) -> Iterator[None]:
    """Fails what takes longer, be it our own code that goes round in circles."""

    def give_up(number: int, frame: object) -> None:
        raise AssertionError(f"not done within {seconds} seconds")

    before = signal.signal(signal.SIGALRM, give_up)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _brief(server: Served, story: str, *, free: bool = False, **given: object) -> Brief:
    """One brief of a story through the whole line."""
    settings = _settings(server, **given)

    async def run() -> Brief:
        page = read_bytes(story.encode(), "story.txt")
        async with open_client(settings, None, Cache.OFF, Budget()) as client:
            engine = ModelEngine(client.ask, EmbeddedEngine(), Manner(settings, free=free))
            return await summarise(page, split_page(page)[0], engine, 120)

    with _no_longer_than(LONGEST):
        return asyncio.run(run())


NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


def _foreign(brief: Brief, story: str, *, worked: bool) -> list[str]:
    """Numbers in digits of a released brief that the story prints nowhere: a plain search.

    A bound that holds, `over 65%` of 70%, is allowed; `worked` allows what code has worked out of
    two facts. One kind is left to the bank of
    mistakes, where it stands as a known miss: a number behind a printed name, taken for part of it.
    """
    text = f"{brief.headline}\n{brief.summary}"
    printed = set(NUMBER.findall(story))
    allowed = [identifier.span for identifier in read_figures(text).identifiers]
    derived = [c.figure.span for c in brief.report.checks if c.verdict is Verdict.DERIVED]
    allowed += derived if worked else []
    bounded = [c.figure for c in brief.report.checks if c.verdict is Verdict.ROUNDED]
    allowed += [figure.span for figure in bounded if figure.bound is not Bound.EXACTLY]
    return [
        found[0]
        for found in NUMBER.finditer(text)
        if found[0] not in printed
        and not any(span.start < found.end() and found.start() < span.end for span in allowed)
    ]


def _unsupported(brief: Brief) -> list[str]:
    """Figures of a released brief that its own report does not bear out."""
    unsound = (Verdict.ALTERED, Verdict.MISATTRIBUTED, Verdict.ABSENT)
    return [c.figure.text for c in brief.report.checks if not c.ok or c.verdict in unsound]


@pytest.mark.parametrize("name", STORIES)
def test_not_one_invented_figure_of_a_model_that_invents_everything_is_released(name: str) -> None:
    """Sixty briefs in all, each invented from end to end, figures and all."""
    story = STORIES[name]
    with _served(story, free=True) as server:
        briefs = [_brief(server, story, free=True, seed=seed) for seed in range(FREE_SEEDS)]

    written = sum(len(_invented(brief.provenance.first_draft, story)) for brief in briefs)
    assert written >= FREE_SEEDS // 2, "the model no longer invents; the test proves nothing"
    assert [_foreign(brief, story, worked=False) for brief in briefs] == [[]] * FREE_SEEDS
    assert [_unsupported(brief) for brief in briefs] == [[]] * FREE_SEEDS
    assert name in GATED or any(brief.report.checks for brief in briefs)


def _invented(text: str, story: str) -> list[str]:
    return [number for number in NUMBER.findall(text) if number not in NUMBER.findall(story)]


@pytest.mark.parametrize("name", STORIES)
def test_by_reference_no_digit_appears_that_is_not_the_article_s(name: str) -> None:
    """References right, wrong, misused and unknown, and digits that were never asked for."""
    story = STORIES[name]
    with _served(story, free=False) as server:
        briefs = [_brief(server, story, seed=seed) for seed in range(REFERENCE_SEEDS)]

    assert [_foreign(brief, story, worked=True) for brief in briefs] == [[]] * REFERENCE_SEEDS
    assert [_unsupported(brief) for brief in briefs] == [[]] * REFERENCE_SEEDS
    assert name in GATED or any(brief.report.checks for brief in briefs)
    for brief in briefs:
        asked, kept = brief.provenance.calls, {item.rule for item in brief.provenance.refused}
        assert kept <= {rule for call in asked for rule in call.refusals}
        assert kept or not asked[-1].refusals, "a refusal is not recorded"
        assert all(
            NUMBER.search(item.text) or "{" in item.text for item in brief.provenance.refused
        )
    assert any(brief.provenance.refused for brief in briefs)


PROMPT = Prompt(
    ref=PromptRef(name="draft_brief", version=1, sha="0" * 12),
    system="You write briefs.",
    user="Write a brief of the factory in Ghent.",
)


def _ask(settings: ModelSettings, shape: type[Answer], prompt: Prompt = PROMPT) -> Answered[Answer]:
    async def run() -> Answered[Answer]:
        async with open_client(settings, None, Cache.OFF, Budget()) as client:
            return await client.ask(prompt, shape)

    return asyncio.run(run())


def _fail(settings: ModelSettings, prompt: Prompt = PROMPT) -> ModelError:
    with pytest.raises(ModelError) as caught:
        _ask(settings, DraftAnswer, prompt)
    return caught.value


def test_the_probe_finds_that_llama_cpp_honours_a_strict_schema(server: Served) -> None:
    """One tiny call: a model that knows no word of English answers in the schema of one word."""

    async def run() -> tuple[Mode, int]:
        settings = _settings(server, mode=Mode.AUTO)
        async with open_client(settings, None, Cache.OFF, Budget()) as client:
            mode = await client.probe()
            return mode, len(client.probed.attempts) if client.probed else 0

    assert asyncio.run(run()) == (Mode.SCHEMA, 1)


@pytest.mark.parametrize("shape", [RecordAnswer, DraftAnswer, FreeAnswer])
def test_every_answer_under_a_strict_schema_fits_it_at_the_first_attempt(
    server: Served, shape: type[Answer]
) -> None:
    """Fields, their order, enums, longest strings and longest lists: llama.cpp holds them all."""
    for seed in range(12):
        answered = _ask(_settings(server, seed=seed, most_tokens=3000), shape)

        assert [attempt.ending for attempt in answered.call.attempts] == [Ending.ANSWERED]
        assert answered.call.tokens.completion > 0


def test_a_model_that_never_ends_is_held_to_the_longest_string_and_list(tmp_path: Path) -> None:
    """It would say words for ever; the schema's limits end each string and the list."""
    path = tmp_path / "model.gguf"
    write_model(path, Voice((Share(find_words(MARKET), 1e6), Share((",",), 1e3))))
    with serve(path) as endless:
        answered = _ask(_settings(endless, most_tokens=8000), DraftAnswer)

    value = DraftAnswer.model_validate(answered.value.model_dump())
    assert len(value.headline) == 160
    assert len(value.sentences) == 16
    assert {len(sentence.text) for sentence in value.sentences} == {600}


@pytest.mark.parametrize("mode", [Mode.TOOLS, Mode.JSON])
def test_without_a_schema_a_model_that_knows_nothing_ends_in_one_sentence(
    server: Served, mode: Mode
) -> None:
    """Nothing holds the model to the shape: it is asked thrice, and each attempt is counted."""
    error = _fail(_settings(server, mode=mode))

    assert error.ending in {Ending.MALFORMED, Ending.TRUNCATED}
    assert "\n" not in str(error)
    assert error.call is not None
    assert 1 <= len(error.call.attempts) <= 3
    assert all(attempt.tokens.completion for attempt in error.call.attempts)


def test_an_answer_cut_short_is_told_as_cut_short(server: Served) -> None:
    """Twelve tokens hold no brief."""
    assert _fail(_settings(server, most_tokens=12)).ending is Ending.TRUNCATED


def test_a_brief_whose_draft_is_cut_short_is_not_made_up(server: Served) -> None:
    """The reading that was cut short becomes a gap; without a draft there is no brief."""
    with pytest.raises(ModelError) as caught:
        _brief(server, MARKET, free=True, most_tokens=12)

    assert caught.value.ending is Ending.TRUNCATED


def test_a_prompt_longer_than_the_server_s_window_is_told_as_too_long(server: Served) -> None:
    """Settings that promise more room than the server has."""
    long = PROMPT.model_copy(update={"user": "zq " * 9000})

    assert _fail(_settings(server), long).ending is Ending.TOO_LONG


def test_a_server_that_has_gone_is_told_as_unreachable() -> None:
    """Its process is ended by its id, and only that one."""
    with _served(PLANS, free=True) as gone:
        os.kill(gone.process, signal.SIGTERM)
        time.sleep(1.0)
        error = _fail(_settings(gone))

    assert error.ending is Ending.UNREACHABLE


def test_the_same_seed_says_the_same() -> None:
    """Weights and words are drawn from a seed, so that a failure can be looked at again."""
    with _served(PLANS, free=True) as server:
        first, again = (_ask(_settings(server, seed=5), FreeAnswer).raw for _ in range(2))

    assert first == again
