"""A rule id in, what the rule says in one line out: for SARIF and for `--explain`."""

RULES = {
    "EB_EXACT": "The figure matches the source.",
    "EB_ROUNDED": "The figure is a fair rounding of the source's.",
    "EB_DERIVED": "The figure follows from the source's by a documented derivation.",
    "EB_ALTERED": "The source has another value, unit or scale at this place.",
    "EB_MISATTRIBUTED": "The value is in the source, but of something else.",
    "EB_OVERSTATED": "A bound, condition, expectation or doubt of the source was dropped.",
    "EB_ABSENT": "Nothing in the source supports the figure.",
    "EB_UNCLEAR": "The figure can be read in two ways; a person should look.",
    "EB_SAFETY": "The words claim more safety than the source reports.",
    "EB_EFFICACY": "The words claim more effect than the source reports.",
    "EB_APPROVAL": "The words claim an approval that the source does not report.",
    "EB_SIGNIFICANCE": "The words claim significance that the source does not report.",
    "EB_CAUSE": "The words name a cause that the source does not name.",
    "EB_CHRONOLOGY": "The words order data cuts whose order the source does not give.",
    "EB_STATUS": "The words move a step further than the source has it.",
    "EB_RESTRICTOR": "A restriction of the source was lost.",
    "EB_ATTRIBUTION": "The source has another say, do or be this.",
    "EB_DESIGN": "The source has no study of this design.",
    "EB_DIRECTION": "The words turn a comparison of the source round.",
    "EB_REVERSED": "The words say the opposite of the source.",
    "EB_NAME": "The name is not in the source.",
    "EB_QUOTE": "The words in quotation marks are not the source's.",
    "EB_SENTIMENT": "The source gives this ticker no such score.",
    "EB_ADVICE": "The text gives advice in its own voice.",
}


def describe(rule: str) -> str:
    """The rule in one sentence; a rule that has none here is described by its own name.

    Example: `EB_HEDGE_DROPPED` is `Hedge dropped.`
    """
    return RULES.get(rule) or rule.removeprefix("EB_").replace("_", " ").capitalize() + "."
