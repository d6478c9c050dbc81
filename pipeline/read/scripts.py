"""Bytes in another script than the Latin one in; the encoding that they are surely in out.

charset-normalizer (MIT) proposes: it weighs how much a reading looks like a language. It is not
asked about Latin scripts, where it takes English with a dash for DOS Greek, and is believed only
where the reading is of one script, no other reading comes near it, and there is enough to tell.
"""

import codecs
import re

from charset_normalizer import CharsetMatch, from_bytes

FEWEST_BYTES = 24
"""Beyond ASCII. Of 1,118 cuttings of our own sentences none was read wrongly even with 12."""

MOST_CHAOS = 0.05
MARGIN = 0.05
"""On charset-normalizer's scale from 0, where all is in order; as measured on our own sentences."""

LESS = 0.6
"""A reading that is so much less of a language is no rival."""

FEWEST_OF_SCRIPT = 0.97

_CYRILLIC, _CHINESE = r"[\u0400-\u04ff]", r"[\u4e00-\u9fff\u3000-\u303f\uff01-\uff60]"
_SCRIPTS = {
    "cp1251": _CYRILLIC,
    "koi8_r": _CYRILLIC,
    "koi8_u": _CYRILLIC,
    "mac_cyrillic": _CYRILLIC,
    "iso8859_5": _CYRILLIC,
    "cp866": _CYRILLIC,
    "cp1253": r"[\u0370-\u03ff]",
    "iso8859_7": r"[\u0370-\u03ff]",
    "cp1255": r"[\u0590-\u05ff]",
    "cp1256": r"[\u0600-\u06ff]",
    "cp874": r"[\u0e00-\u0e7f]",
    "cp932": r"[\u3000-\u30ff\u4e00-\u9fff\uff01-\uff60]",
    "euc_jp": r"[\u3000-\u30ff\u4e00-\u9fff\uff01-\uff60]",
    "gb18030": _CHINESE,
    "big5": _CHINESE,
    "cp949": r"[\uac00-\ud7af\u3000-\u303f\u4e00-\u9fff]",
}
"""By its encodings, the characters of a script."""

_OTHER = re.compile(r"[^\x00-\x7f]")
_SIGNS = frozenset("–—‘’“”„…•€£°±×·§©®™№«»\u00a0\u3000、。，％－・")
_CAPITAL_WITHIN = re.compile(r"[а-яёα-ωά-ώ][А-ЯЁΑ-Ω]")


def guess_script(data: bytes) -> tuple[str, str]:
    """The text and its encoding; two empty strings where none is sure."""
    if len(re.findall(rb"[\x80-\xff]", data)) < FEWEST_BYTES:
        return "", ""
    found = [one for one in from_bytes(data, cp_isolation=list(_SCRIPTS)) if _is_of_script(one)]
    if not found:
        return "", ""
    best = min(found, key=lambda one: (one.chaos, -one.coherence))
    text = str(best)
    is_sure = best.chaos <= MOST_CHAOS and all(
        str(one) == text or one.chaos > best.chaos + MARGIN or one.coherence < best.coherence * LESS
        for one in found
    )
    return (text, codecs.lookup(best.encoding).name) if is_sure else ("", "")


def _is_of_script(match: CharsetMatch) -> bool:
    """Are the characters beyond ASCII of the encoding's own script, and its capitals in place?"""
    script = _SCRIPTS.get(match.encoding)
    if script is None:
        return False
    text = str(match)
    others = [one for one in _OTHER.findall(text) if one not in _SIGNS]
    own = len(re.findall(script, "".join(others)))
    odd = len(_CAPITAL_WITHIN.findall(text))
    return own >= FEWEST_OF_SCRIPT * len(others) > 0 and odd * 50 <= len(others)
