"""Which sentences stand in a brief and in what order: each rule with its other side."""

import pytest

from pipeline.embedded.assemble import drop_place, say_once, trace
from pipeline.embedded.candidate import Candidate, find_topic
from pipeline.embedded.choose import arrange, choose
from pipeline.embedded.draft import raise_lead, raise_main, spare_steps
from pipeline.embedded.draft_clauses import STEP_ONLY, STEP_TOO, doubt, place_in
from pipeline.embedded.revise import raise_lost
from pipeline.embedded.weights import (
    CERTAIN,
    CROWDED,
    FLOOR,
    GRAVE,
    KEPT,
    LEAD,
    SUBSTITUTE,
    TOGETHER,
    TOPICS_OF_A_STUDY,
)
from pipeline.figures.reading import read_source
from schemas.article import ArticleKind, SegmentKind
from schemas.draft import DraftSentence, Move, Topic
from schemas.record import Inventory, Passage, Record, Trial
from schemas.text import Evidence, Span

RECORD = Record(
    article_id="a#1",
    headline="Orlo's lumacel",
    kind=ArticleKind.CLINICAL,
    inventory=Inventory(figures=0, facts=0, identifiers=0, boilerplate=()),
)


def _offer(text: str, topic: Topic = Topic.BENEFIT, **other: object) -> Candidate:
    """A candidate of no particular weight that tells no figure."""
    sentence = DraftSentence(text=text, move=Move.CLAUSE, topic=topic)
    plain = Candidate(sentence=sentence, weight=100, facts=frozenset(), printed=text, place=0)
    return plain.model_copy(update=other)


def _texts(chosen: tuple[Candidate, ...]) -> list[str]:
    return [item.printed for item in chosen]


def test_the_weightier_sentence_is_taken_where_one_fits() -> None:
    """Ten words of room, two sentences of six: the heavier one stands."""
    light = _offer("Nausea was mild in most adults.", weight=90)
    heavy = _offer("Half of all women had responses.", weight=120)

    assert _texts(choose((light, heavy), 10)) == [heavy.printed]
    assert len(choose((light, heavy), 12)) == 2


def test_a_sentence_with_enough_that_is_new_repeats_nothing() -> None:
    """Two of its three numbers were told, but what is new is worth more than half of it."""
    told = _offer(
        "Of 40 women, 20 responded by week 6.",
        facts=frozenset({"40", "20", "6"}),
        points=(("f1", 20),),
        weight=250,
    )
    more = _offer(
        "Among these 40 women, 20 of whom responded, 9 died.",
        facts=frozenset({"40", "20", "9"}),
        points=(("f1", 20), ("f2", 30)),
        weight=90,
    )
    less = more.model_copy(update={"points": (("f1", 20), ("f2", 10))})

    assert len(choose((told, more), 40)) == 2
    assert len(choose((told, less), 40)) == 1


def test_what_a_story_opens_with_weighs_more() -> None:
    """Its first two sentences; not the third, nor one that is certain of its place already."""
    text = "One was met. Two were not. Three followed."
    spans = [Span(start=0, end=12), Span(start=13, end=26), Span(start=27, end=42)]
    told = [Evidence(source_id="a", span=span, text=span.cut(text)) for span in spans]
    passages = tuple(Passage(evidence=item, kind=SegmentKind.BODY) for item in told)
    offers = [
        _offer(item.text, place=item.span.start).model_copy(
            update={"sentence": _sentence(item), "weight": 90}
        )
        for item in told
    ]
    sure = offers[0].model_copy(update={"weight": CERTAIN})
    record = RECORD.model_copy(update={"passages": passages})

    raised = [item.weight for item in raise_lead((*offers, sure), record)]
    assert raised == [90 + LEAD, 90 + LEAD, 90, CERTAIN]
    outlook = record.model_copy(update={"kind": ArticleKind.OUTLOOK})
    assert raise_lead((*offers, sure), outlook) == (*offers, sure)


def _sentence(item: Evidence) -> DraftSentence:
    return DraftSentence(text=item.text, move=Move.CLAUSE, topic=Topic.CONTEXT, evidence=(item,))


def test_what_is_owed_takes_the_place_of_the_lightest_that_is_not() -> None:
    """Ten words: the setting came first and leaves no room for the harm that is owed."""
    setting = _offer("It was tested in forty adult women.", Topic.CONTEXT, weight=300)
    harm = _offer("Two of the forty women died.", Topic.HARM, weight=226, owed=True)

    assert _texts(choose((setting, harm), 10)) == [harm.printed]
    assert _texts(choose((setting, harm.model_copy(update={"owed": False})), 10)) == [
        setting.printed
    ]


def test_a_sentence_that_leans_is_taken_together_with_the_one_before_it() -> None:
    """What it leans on tells little by itself; the two together tell more than another."""
    base = _offer("The panel met.", place=10, weight=60)
    leaning = _offer("It saw a rise of 9%.", place=30, needs=10, points=(("f1", 40),), weight=60)
    other = _offer("Four sites opened in the spring.", Topic.MARKET, place=50, weight=62)

    assert _texts(choose((other, base, leaning), 9)) == [base.printed, leaning.printed]
    assert _texts(choose((other, leaning), 9)) == [other.printed]


def test_a_brief_that_is_too_short_is_filled_with_what_tells_a_fact() -> None:
    """Under the floor and with points it fills a long brief; a brief of a few lines it does not."""
    told = _offer("The median age was 71 years.", weight=FLOOR - 5, points=(("f1", 10),))
    idle = _offer("The building has a garden.", weight=FLOOR - 5)

    assert _texts(choose((told, idle), 200)) == [told.printed]
    assert choose((told, idle), 60) == ()


def test_a_sentence_below_the_floor_is_not_worth_the_room() -> None:
    """However much room is left."""
    faint = _offer("The building has a garden.", weight=FLOOR - 1)

    assert choose((faint,), 200) == ()
    assert choose((faint.model_copy(update={"weight": FLOOR}),), 200) != ()


def test_a_fact_is_told_once() -> None:
    """The same figures in other words are a repetition; other figures are not."""
    first = _offer("Seven women of nine responded.", facts=frozenset({"78 %"}), weight=120)
    again = _offer("A rate near eighty percent was met.", facts=frozenset({"78 %"}))
    other = _offer("A second cohort had fewer remissions.", facts=frozenset({"41 %"}))

    assert _texts(choose((first, again, other), 99)) == [first.printed, other.printed]


def test_the_same_words_are_told_once() -> None:
    """Most of the content words again is a repetition, even with no figure at all."""
    first = _offer("Longer trials with controls are needed.", weight=120)
    again = _offer("Longer trials with controls are certainly needed.")

    assert _texts(choose((first, again), 99)) == [first.printed]


def test_another_group_s_result_is_no_repetition() -> None:
    """The same words with two other figures are the other dose's result."""
    high = _offer("Mean rate fell to {m1} in the high-dose group.", facts=frozenset({"a", "b"}))
    low = _offer("Mean rate fell to {m2} in the low-dose group.", facts=frozenset({"c", "d"}))

    assert len(choose((high, low), 99)) == 2


def test_a_fuller_sentence_outdoes_a_poorer_one() -> None:
    """It tells all the other tells, and more, on the same topic."""
    poor = _offer("Responses: seven women.", facts=frozenset({"7 count"}), weight=110)
    full = _offer(
        "Among nine evaluable women seven responded.", facts=frozenset({"7 count", "9 count"})
    )
    harm = full.model_copy(
        update={"sentence": full.sentence.model_copy(update={"topic": Topic.HARM})}
    )

    assert _texts(choose((poor, full), 6)) == [full.printed]
    assert _texts(choose((poor, harm), 6)) == [poor.printed]


def test_a_leaning_sentence_comes_only_with_the_one_it_leans_on() -> None:
    """And stands right behind it."""
    leant_on = _offer("Orlo has an option on it.", Topic.MARKET, place=10)
    leaning = _offer("It paid for that in May.", Topic.MARKET, place=40, needs=10)
    between = _offer("Volume was high all day.", Topic.MARKET, place=20)

    assert choose((leaning,), 99) == ()
    chosen = arrange(choose((leaning, between, leant_on), 99), ArticleKind.MARKET)
    assert _texts(chosen) == [leant_on.printed, leaning.printed, between.printed]


def test_limits_may_not_swamp_the_result() -> None:
    """Past two words for each on benefits a limit is left out; a grave harm never is."""
    benefit = _offer("Six women responded.", weight=150)
    limit = _offer("There was no other group to set them beside.", Topic.LIMIT, weight=140)
    more = _offer("Nobody knows how long it might last.", Topic.LIMIT, weight=90)
    death = _offer("One man died of his sepsis.", Topic.HARM, weight=120)

    chosen = _texts(choose((benefit, limit, more, death), 99))
    assert benefit.printed in chosen and death.printed in chosen
    assert (limit.printed in chosen) + (more.printed in chosen) < 2


def test_breadth_comes_before_depth() -> None:
    """A second sentence on one topic weighs less than a first one on another."""
    first = _offer("Seven women responded to lumacel.", weight=120)
    second = _offer("Three men went into remission.", weight=100)
    meeting = _offer("Orlo will meet the agency soon.", Topic.REGULATORY, weight=95)

    assert _texts(choose((first, second, meeting), 11)) == [first.printed, meeting.printed]


def test_a_check_stands_no_later_than_behind_the_second_benefit() -> None:
    """Four benefits in a row would bury it; with one benefit it keeps its turn."""
    benefits = tuple(_offer(f"Result number {n} held.", place=n) for n in range(3))
    check = _offer("The study was uncontrolled.", Topic.LIMIT, place=9)

    assert _texts(arrange((*benefits, check), ArticleKind.CLINICAL)).index(check.printed) == 2
    one = arrange((benefits[0], check), ArticleKind.CLINICAL)
    assert _texts(one) == [benefits[0].printed, check.printed]


@pytest.mark.parametrize(
    ("kind", "first"),
    [(ArticleKind.MARKET, Topic.MARKET), (ArticleKind.CLINICAL, Topic.BENEFIT)],
)
def test_a_story_opens_with_what_it_is_about(kind: ArticleKind, first: Topic) -> None:
    """A market's story with the market, a trial's with its result."""
    offers = (
        _offer("Seven women responded.", Topic.BENEFIT),
        _offer("Shares fell at once.", Topic.MARKET),
    )

    assert arrange(offers, kind)[0].sentence.topic is first


def test_a_sentence_on_the_trial_does_not_open_before_its_name() -> None:
    """`The trial was …` stands among the results; a sentence that names its trial opens."""
    result = _offer("In MARSH, seven women responded.", Topic.BENEFIT, place=1)
    design = _offer("The trial was randomised.", Topic.CONTEXT, place=2)
    named = _offer("MARSH is a Phase 2 trial.", Topic.CONTEXT, place=3)

    chosen = arrange((design, result, named), ArticleKind.CLINICAL)
    assert _texts(chosen) == [named.printed, result.printed, design.printed]


def test_the_main_result_of_a_study_gains() -> None:
    """The weightiest one only, and not in a market's story."""
    main = _offer("Seven women responded.", weight=110)
    other = _offer("Two men responded.", weight=100)
    market = RECORD.model_copy(update={"kind": ArticleKind.MARKET})

    weights = [item.weight for item in raise_main((main, other), RECORD)]
    assert weights == [110 + TOGETHER, 100]
    assert raise_main((main, other), market) == (main, other)


def test_steps_lean_on_the_article_s_own_limit() -> None:
    """Ours is spared where the article says it, and stays for a step it does not speak of."""
    limit = _offer(
        "Fast Track is a process step and does not promise approval.", Topic.REGULATORY, place=5
    )
    same = _offer(f"Orlo has Fast Track{STEP_ONLY}", Topic.REGULATORY, place=1)
    other = _offer(f"Orlo has Priority Review{STEP_ONLY}", Topic.REGULATORY, place=2)

    _, leaning, kept = spare_steps((limit, same, other))
    assert (leaning.sentence.text, leaning.needs) == ("Orlo has Fast Track.", limit.place)
    assert kept == other
    assert spare_steps((same, other)) == (same, other)


def test_that_a_step_is_only_a_step_is_said_in_full_once() -> None:
    """The second time in few words."""
    first = _offer(f"Orlo has Fast Track{STEP_ONLY}").sentence
    second = _offer(f"Orlo has PRIME{STEP_ONLY}").sentence

    said = [item.text for item in say_once((first, second))]
    assert said == [first.text, f"Orlo has PRIME{STEP_TOO}"]


def test_words_are_counted_in_print() -> None:
    """What a reference prints counts, not the reference."""
    assert _offer("{m1} women", printed="seven of nine women").words == 4


def test_a_trial_is_named_once_of_sentences_in_a_row() -> None:
    """Another trial, or another sentence between, needs the name again."""
    texts = ("In MARSH, {m1} rose.", "In MARSH, {m2} fell.", "In FENLAND, {m3} fell.", "So.",
             "In FENLAND, rates rose.")  # fmt: skip
    said = [item.text for item in drop_place(tuple(_offer(text).sentence for text in texts))]

    assert said == [texts[0], "{m2} fell.", *texts[2:]]


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("Orlo put out no statement, and there was no new regulatory filing.", Topic.LIMIT),
        ("Orlo put out a new regulatory filing.", Topic.REGULATORY),
        ("Three of the seven responders had relapsed.", Topic.LIMIT),
        ("Superiority in healing, an endpoint, was not shown.", Topic.LIMIT),
    ],
)
def test_what_was_not_said_shown_or_kept_is_a_limit(text: str, topic: Topic) -> None:
    """Whatever else the sentence names."""
    assert find_topic(text, read_source(text)) is topic


def test_a_grave_harm_is_told_whatever_the_proportions() -> None:
    """From the weight of a harm with a figure on; a lighter one waits for proportion."""
    benefit = _offer("Six women responded.", weight=250)
    limit = _offer("No other group was set beside them.", Topic.LIMIT, weight=240)
    grave = _offer("Nineteen men in all had severe rash.", Topic.HARM, weight=GRAVE)
    light = grave.model_copy(update={"weight": GRAVE - 1})

    assert TOPICS_OF_A_STUDY[Topic.HARM] == GRAVE
    assert grave.printed in _texts(choose((benefit, limit, grave), 99))
    assert light.printed not in _texts(choose((benefit, limit, light), 99))


def test_a_far_lighter_or_a_leaning_sentence_outdoes_none() -> None:
    """It must matter about as much, and stand alone."""
    poor = _offer("Responses: seven women.", facts=frozenset({"7 count"}), weight=140)
    full = _offer("Of nine women seven responded.", facts=frozenset({"7 count", "9 count"}))
    near = full.model_copy(update={"weight": poor.weight - 2 * CROWDED})
    far = full.model_copy(update={"weight": poor.weight - 2 * CROWDED - 1})
    leaning = near.model_copy(update={"needs": 3})

    assert _texts(choose((poor, near), 6)) == [full.printed]
    assert _texts(choose((poor, far), 5)) == [poor.printed]
    assert _texts(choose((poor, leaning), 5)) == [poor.printed]


def test_the_sentence_that_sets_the_scene_opens() -> None:
    """And a sentence that points back never opens while another can."""
    rate = _offer("At the earlier look the rate was half.", place=1)
    plain = _offer("Orlo's lumacel shrank tumours.", place=5, opens=2)
    scene = _offer("Lumacel was tested in a trial.", Topic.CONTEXT, place=9, opens=3)

    assert _texts(arrange((rate, plain), ArticleKind.CLINICAL))[0] == plain.printed
    assert _texts(arrange((rate, plain, scene), ArticleKind.MARKET))[0] == scene.printed


def test_a_doubted_figure_is_said_to_be_unverified_once() -> None:
    """A limit of less weight; words that already say so are left as they are."""
    source = read_source("A bid of $9 was rumoured.")
    told = _offer("The bid is $9.", facts=frozenset({"9 usd"}))
    said = _offer("An unverified bid is $9.", facts=frozenset({"9 usd"}))
    bare = _offer("A bid was rumoured.")

    assert doubt(told, source).printed.endswith("; the article calls this unverified.")
    assert doubt(told, source).sentence.topic is Topic.LIMIT
    assert doubt(told, source).weight < told.weight
    assert doubt(said, source) == said
    assert doubt(bare, source) == bare


def test_a_result_is_placed_in_its_trial() -> None:
    """Unless the sentence names a trial of its own."""
    record = RECORD.model_copy(
        update={"trials": (Trial(id="t1", name="MARSH"), Trial(id="t2", name="BRIAR"))}
    )

    assert place_in("Seven responded.", "MARSH", "Seven responded.", record) == (
        "In MARSH, seven responded."
    )
    named = "In BRIAR, seven responded."
    assert place_in(named, "MARSH", named, record) == named
    own = "The trial saw seven responses."
    assert place_in(own, "MARSH", own, record) == own


def test_what_was_lost_is_made_good_on_its_own_topic() -> None:
    """What was right in a draft stays first; then comes the topic that lost a sentence."""
    harm = _offer("Two men had fits.", Topic.HARM)
    market = _offer("Shares fell.", Topic.MARKET)
    kept = _offer("Six responded.")

    lost = {Topic.HARM}
    raised = [
        raise_lost(item, {trace(kept.sentence)}, lost).weight for item in (kept, harm, market)
    ]
    assert raised == [100 + KEPT, 100 + SUBSTITUTE, 100]


def test_plain_narration_in_quotation_marks_is_no_more_than_a_third() -> None:
    """What else is offered comes instead; what somebody said is not counted."""
    words = ["red fox ran home", "blue owls sleep late", "old cats like warm milk", "new rain fell"]
    plain = [_offer(f"The article says: “{one}”.", place=n) for n, one in enumerate(words)]
    said = [_offer(f"Ada Fell said: “{one}”.", place=n) for n, one in enumerate(words)]

    assert sum(item.words for item in choose(tuple(plain), 30)) <= 10
    assert len(choose(tuple(said), 30)) == 4
