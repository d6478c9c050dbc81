"""Pairs of editors' words that mean the opposite of each other; plain constants.

Sources: antonym pairs of WordNet 3.1 for the verbs and adjectives of business and trial reports;
the verbs of results, guidance and ratings after AP style; CONSORT's words for designs. A pair is
listed only where one side in place of the other makes a sentence false. An underscore stands for
a space. Read 2026-11-21.
"""

_UP = (
    "rose risen rise rises rising up gain gains gained gaining increase increases increased "
    "increasing jump jumps jumped jumping surge surges surged surging grew grow grows grown "
    "growing growth climb climbs climbed climbing higher soar soars soared soaring rally rallied "
    "rallies doubled tripled trebled quadrupled expanded expansion advanced"
)
_DOWN = (
    "fell fall falls fallen falling down drop drops dropped dropping decline declines declined "
    "declining decrease decreases decreased decreasing slump slumps slumped slumping lower plunge "
    "plunged plunging slid slides sank tumbled tumble shrank shrink shrinks shrunk shrinkage "
    "shrinking halved dipped reduction contracted contraction plummeted slipped shrinkage"
)
PAIRS = (
    (_UP, _DOWN),
    ("improved improve improves improving improvement", "worsened worsen worsens worsening "
     "deteriorated deteriorates deterioration"),
    ("profit profits earnings earned earning profitable gain gains net_income",
     "loss losses lost losing unprofitable loss-making"),
    ("beat beats beating topped exceeded surpassed outpaced exceeds ahead_of above",
     "missed misses missing trailed fell_short below behind"),
    ("raised raise raises raising lifted lifts hiked hikes boosted boosts upped increased",
     "cut cuts cutting lowered lowers lowering trimmed trims slashed slashes reduced reduces "
     "decreased"),
    ("upgraded upgrade upgrades", "downgraded downgrade downgrades"),
    ("met meets achieved achieves hit hits reached succeeded succeeds success successful "
     "successfully", "missed misses failed fails failure fell_short unsuccessful unsuccessfully"),
    ("approved approves approval accepted accepts acceptance cleared clears granted grants backed",
     "rejected rejects rejection refused refuses refusal turned_down denied denies denial "
     "complete_response_letter"),
    ("started starts began begins begun launched launches initiated initiates resumed resumes",
     "ended ends stopped stops halted halts terminated terminates discontinued discontinues paused "
     "pauses suspended suspends abandoned abandons scrapped scraps"),
    ("continue continues continued continuing", "stop stopping stopped halt halting halted "
     "terminate terminated terminating"),
    ("opened opens reopened", "closed closes shut"),
    ("completed completes finished finishes concluded", "ongoing underway under_way enrolling "
     "enroling recruiting in_progress still_enrolling"),
    ("within", "outside beyond above below"),
    ("above exceeding exceeds exceeded more_than higher_than greater_than",
     "below under less_than lower_than fewer_than"),
    ("including include includes included", "excluding exclude excludes excluded"),
    ("with", "without"),
    ("end", "beginning start"),
    ("last previous prior past preceding", "next coming upcoming"),
    ("long-term longer-term", "short-term near-term shorter-term"),
    ("supported supports support supporting backs endorsed endorses favours favors",
     "opposed opposes oppose opposing criticised criticized condemned"),
    ("encouraged encourages encourage encouraging", "discouraged discourages discourage "
     "discouraging"),
    ("agreed agrees agree", "disagreed disagrees disagree disagreement disputed refused"),
    ("confirmed confirms confirm admitted admits acknowledged", "denied denies deny"),
    ("bought buys buy buying purchased purchases acquired acquires buyer buyers",
     "sold sells sell selling divested seller sellers"),
    ("optimistic bullish positive confident upbeat", "pessimistic bearish negative downbeat"),
    ("strong stronger strongest strongly robust", "weak weaker weakest weakly poor"),
    ("better best superior favourable favorable high-performance",
     "worse worst inferior unfavourable unfavorable low-performance poorer"),
    ("most majority", "few minority least fewest"),
    ("all every each", "none no_one neither"),
    ("all every each", "some several many few most half certain"),
    ("widened widens widen widening", "narrowed narrows narrow narrowing"),
    ("faster quicker sooner accelerated accelerates accelerating", "slower slowly delayed delays "
     "delaying postponed postpones slowed"),
    ("easy easier easiest", "difficult hard harder tough tougher"),
    ("free complimentary", "paid"),
    ("premium", "discount discounted"),
    ("gross before_fees before_expenses before_tax before_costs",
     "net after_fees after_expenses after_tax after_costs"),
    ("common commonly frequent frequently", "rare rarely uncommon seldom"),
    ("mild milder minor non-serious", "severe severely serious life-threatening grave"),
    ("safe safely harmless", "unsafe dangerous harmful"),
    ("men male males boys man boy", "women female females girls woman girl"),
    ("adults adult adolescents", "children infants paediatric pediatric"),
    ("patients people humans volunteers participants adults women men",
     "mice mouse rats rat monkeys animals animal primates rodents dogs"),
    ("double-blind double-blinded blinded masked", "open-label unblinded unmasked"),
    ("controlled randomised randomized", "uncontrolled single-arm nonrandomised nonrandomized "
     "non-randomised non-randomized observational retrospective"),
    ("certain certainty likely able", "uncertain uncertainty unlikely unable"),
    ("brought_forward moved_up", "pushed_back put_back delayed postponed"),
    ("hired hires recruited appointed appoints joined joins joining", "fired fires dismissed "
     "dismisses resigned resigns quit quits left leaves leaving laid_off stepped_down"),
    ("won win wins winning victory beat beats defeated", "lost lose loses losing defeat"),
    ("arrested arrests jailed detained charged", "released releases freed acquitted cleared"),
    ("signed signs accepted accepts", "rejected rejects turned_down"),
    ("remember remembers remembered recall recalls recalled", "forget forgets forgot forgotten"),
    ("posting posted", "deleting deleted removing removed taking_down taken_down"),
    ("thrived thriving thrives flourished", "struggled struggling struggles"),
    ("guilty", "innocent not_guilty"),
    ("top", "bottom"),
    ("domestic", "foreign overseas"),
    ("temporary temporarily", "permanent permanently"),
    ("public publicly", "private privately"),
    ("voluntary voluntarily", "mandatory compulsory involuntary"),
    ("inpatient", "outpatient"),
    ("preclinical", "clinical-stage"),
    ("confirmed", "unconfirmed"),
    ("resectable", "unresectable"),
    ("curable", "incurable"),
    ("benign", "malignant cancerous"),
    ("acute", "chronic"),
    ("neoadjuvant", "adjuvant"),
    ("monotherapy", "combination"),
    ("partial", "complete"),
    ("primary_endpoint primary_goal", "secondary_endpoint secondary_goal"),
    ("active", "inactive"),
    ("treated", "untreated"),
    ("reversible", "irreversible"),
    ("expected anticipated", "unexpected unanticipated"),
    ("related attributable", "unrelated"),
    ("planned", "unplanned"),
    ("vaccinated", "unvaccinated"),
    ("smokers smoker", "non-smokers non-smoker nonsmokers"),
    ("asymptomatic", "symptomatic"),
    ("realised realized", "unrealised unrealized paper"),
    ("oral orally tablet pill", "intravenous intravenously infused infusion injected injection "
     "injectable subcutaneous"),
)  # fmt: skip
"""Every pair of sides, tried in both directions; a word may stand in several."""

NEIGHBOURS = frozenset({
    "with", "without", "within", "outside", "beyond", "above", "below", "under", "more than",
    "less than", "end", "beginning", "start", "last", "previous", "next", "all", "every", "each",
    "none", "most", "few", "net", "gross", "top", "bottom", "free", "paid", "new", "old", "first",
    "including", "excluding", "ahead of", "behind", "least", "hard", "some", "several",
    "many", "half", "men", "women", "male", "female", "males", "females", "likely", "unlikely",
    "prior", "past", "coming", "hit", "hits", "left", "public", "private", "certain", "exceeding",
    "partial", "complete", "active", "treated", "related", "planned",
    "acute", "chronic", "expected", "combination",
    "close", "closed",
    "open", "opens", "closes", "opened", "majority", "minority",
})  # fmt: skip
"""Words that say little by themselves: what follows them must be the same as in the source."""


def _sides() -> dict[str, tuple[tuple[int, int], ...]]:
    """Each word, or a phrase's first word, with the pairs and sides it stands in."""
    sides: dict[str, list[tuple[int, int]]] = {}
    for number, pair in enumerate(PAIRS):
        for side, words in enumerate(pair):
            for word in words.split():
                entry = sides.setdefault(word.split("_")[0], [])
                if (number, side) not in entry:
                    entry.append((number, side))
    return {word: tuple(entry) for word, entry in sides.items()}


SIDES = _sides()
"""Which pairs a word stands in, and on which side."""
WORDS = tuple(
    tuple(tuple(w.replace("_", " ") for w in side.split()) for side in pair) for pair in PAIRS
)
"""The words and phrases of each side of each pair."""
