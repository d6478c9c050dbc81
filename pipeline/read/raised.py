"""Raised and lowered text in, characters that stay apart from the digits beside them out."""

SUPERSCRIPTS = str.maketrans("0123456789+-−=()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾")
"""So that a raised 2 behind `58%` does not read as 58%2, nor a raised 9 behind `10` as 109."""

SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")

_LETTERS = dict(zip("abcdefghijklmnoprstuvwxyz", "ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ", strict=True))


def raise_text(text: str) -> str:
    """Digits and signs, or one letter alone, as superscript characters; of the same length."""
    letter = _LETTERS.get(text.strip())
    return text.replace(text.strip(), letter) if letter else text.translate(SUPERSCRIPTS)


def lower_text(text: str, before: str, after: str) -> str:
    """Lowered digits as subscript characters where they would run together with those beside them.

    `log<sub>10</sub>2` must not read as log102, while the 2 of CO2 stays as everyone writes it.
    """
    if before[-1:].isdigit() or after[:1].isdigit():
        return text.translate(SUBSCRIPTS)
    return text
