"""Tests of `pipeline.read.decode`: no figure ever has a wrong character beside it."""

import codecs
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.read.decode import decode
from pipeline.read.latin import is_near_digit
from pipeline.read.page import read_bytes
from schemas.article import Media
from schemas.errors import ReadError
from schemas.exits import Exit
from tests.command import run

ENGLISH = (
    "The study’s response rate was 44–67% (p = 0.05), the company said. Revenue rose to £5.2 "
    "million, “better than expected”; the dose was 10 µg at 37 °C ± 0.5 and the fee 3 €."
)
GERMAN = (
    "Die Ansprechrate lag bei 44 %, teilte das Unternehmen mit. Für die Patienten über 65 Jahre "
    "betrug sie 38 %, größer als erwartet."
)
POLISH = (
    "Odsetek odpowiedzi wyniósł 44%, podała spółka. U pacjentów powyżej 65 lat było to 38 %, "
    "więcej niż oczekiwano. Przychody wzrosły o 5 mln zł przez rok oraz dla spółki."
)
HUNGARIAN = (
    "A válaszarány 44% volt, közölte a társaság. A 65 év feletti betegeknél 38%, több a vártnál. "
    "Az árbevétel 5 millióval nőtt, hogy elérje a 12 milliót."
)
TURKISH = (
    "Yanıt oranı yüzde 44 oldu, şirket açıkladı. 65 yaş üstü hastalarda bu oran %38 idi. Gelirler "
    "5 milyon lira arttı ve beklenenden daha güçlü çıktı."
)
RUSSIAN = (
    "Частота ответа составила 44–67%, сообщила компания. У пациентов старше 65 лет она была 38%, "
    "выше ожиданий. Выручка выросла на 5 млн рублей."
)
GREEK = (
    "Το ποσοστό ανταπόκρισης ήταν 44%, ανακοίνωσε η εταιρεία. Σε ασθενείς άνω των 65 ετών ήταν "
    "38%. Τα έσοδα αυξήθηκαν κατά 5 εκατομμύρια."
)
HEBREW = (
    "שיעור התגובה היה 44%, הודיעה החברה. בקרב חולים מעל גיל 65 הוא היה 38%. ההכנסות עלו ב-5 מיליון."
)
JAPANESE = (
    "奏効率は44%であったと同社は発表した。65歳以上の患者では38%であり、予想を上回った。"
    "売上高は5億円増加し、株価は3%上昇した。"
)
CHINESE = (
    "该公司表示，缓解率为44%。在65岁以上的患者中为38%，高于预期。收入增长了5亿元，股价上涨3%。"
)
KOREAN = (
    "회사는 반응률이 44%라고 밝혔다. 65세 이상 환자에서는 38%였으며 예상보다 높았다. "
    "매출은 5억 원 증가했고 주가는 3% 상승했다."
)
READ = [
    (ENGLISH, "cp1252", "cp1252"),
    (ENGLISH, "mac-roman", "mac-roman"),
    ("Sold in the 1980’s and the 1990’s", "mac-roman", "mac-roman"),
    (GERMAN, "cp1252", "cp1252"),
    (GERMAN + " Sie heißt „Größe“.", "mac-roman", "mac-roman"),
    (GERMAN, "cp850", "cp850"),
    (GERMAN + " Das sind 5 € bis 7 €.", "iso8859-15", "iso8859-15"),
    (POLISH, "cp1250", "cp1250"),
    (POLISH.replace("ś", "s"), "iso8859-2", "cp1250"),
    (HUNGARIAN, "cp1250", "cp1250"),
    (TURKISH, "cp1254", "cp1254"),
    (RUSSIAN, "cp1251", "cp1251"),
    (RUSSIAN.replace("–", "-"), "koi8-r", "koi8-r"),
    (RUSSIAN.replace("–", "-"), "cp866", "cp866"),
    (GREEK, "cp1253", "cp1253"),
    (HEBREW, "cp1255", "cp1255"),
    (JAPANESE, "cp932", "cp932"),
    (JAPANESE, "euc_jp", "euc_jp"),
    (JAPANESE, "iso2022_jp", "iso2022_jp"),
    (CHINESE, "gb18030", "gb18030"),
    (KOREAN, "cp949", "cp949"),
    (RUSSIAN, "utf-16", "utf-16-le"),
    (RUSSIAN, "utf-8-sig", "utf-8"),
]


@pytest.mark.parametrize(("text", "written", "named"), READ, ids=lambda value: value[:9])
def test_an_undeclared_text_is_read_where_its_encoding_is_sure(
    text: str, written: str, named: str
) -> None:
    """By where its characters fall, by its language, or by its script."""
    assert decode(text.encode(written), "x") == (text, named)


@pytest.mark.parametrize(
    "data",
    [
        "Акции растут на 5%.".encode("koi8-r"),
        "Акции растут на 5%.".encode("cp1251"),
        "38%，高".encode("gb18030"),
        ("示，缓解率为44%。" * 2).encode("gb18030"),
        b"Of 10 m\xb3 5 were lost and the rest was kept for the year.",
        b"Die 5\xe4rzte",
        "Příliš 44 % pacientů, řekl soudce.".encode("cp1250"),
        b"a 44\x8d67%",
        b"5 \xa4 million\xe9",
        b"5 \xac million",
        RUSSIAN.encode("cp1251") * 9000,
    ],
)
def test_a_text_whose_encoding_is_not_sure_is_refused(data: bytes) -> None:
    """Too little to tell, accents of an unknown language, a sign that nobody writes, too long."""
    with pytest.raises(ReadError, match=r"in/x: byte \d+ \(0x..\) is no UTF-8, and no other"):
        decode(data, "in/x")


@pytest.mark.parametrize(
    ("declared", "text", "named"),
    [
        ("windows-1251", "Рост 5%", "cp1251"),
        ("koi8-r", "Рост 5%", "koi8-r"),
        ("Shift_JIS", "①5％", "cp932"),
        ("gb2312", "增长5％镕", "gb18030"),
        ("iso-8859-9", "artış 5%", "cp1254"),
        ("euc-kr", "상승 5% 똠", "cp949"),
        ("iso-8859-15", "5 €", "iso8859-15"),
        ("macintosh", "5 ≤ 7", "mac-roman"),
    ],
)
def test_a_declared_encoding_is_believed(declared: str, text: str, named: str) -> None:
    """In a page's `<meta>` or in XML's first line, as what browsers take the name for."""
    page = f'<meta charset="{declared}">{text}'
    feed = f"<?xml version='1.0' encoding='{declared}'?><r>{text}</r>"

    assert decode(page.encode(named), "x") == (page, named)
    assert decode(feed.encode(named), "x") == (feed, named)


@pytest.mark.parametrize("declared", ["undefined", "rot13", "idna", "utf-7", "zlib", "nothing"])
def test_a_name_of_no_encoding_in_use_is_passed_over(declared: str) -> None:
    """Python knows more names than texts have encodings."""
    page = f'<meta charset="{declared}">5 ≥'

    assert decode(page.encode(), "x") == (page, "utf-8")


def test_iso_8859_15_with_windows_own_bytes_is_windows() -> None:
    """There is nothing to print at 0x96 in the other."""
    assert decode(b'<meta charset="iso-8859-15">5 \x96 7', "x")[0].endswith("5 – 7")


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("é – “5”: ".encode() + b"44\x9667%", "é – “5”: 44–67%"),
        ("é – “5”: ".encode() + b"the study\x92s", "é – “5”: the study’s"),
        ("é – “5”: ".encode() + b"caf\xe9s", "é – “5”: cafés"),
        ("é – “5”: ".encode() + b"\x80 5", "é – “5”: € 5"),
    ],
)
def test_a_byte_of_windows_within_utf_8_is_mended_where_it_is_sure(data: bytes, text: str) -> None:
    """The encoding says that it was."""
    assert decode(data, "x") == (text, "utf-8, cp1252")


@pytest.mark.parametrize(
    "piece",
    [
        b"\xa35 million",
        b"44\xe2\x80% of",
        b"44\x9367%",
        b"44\xd767%",
        b"studyt\xd5s",
        b"44%\xe2\x80",
        b"\x815",
    ],
)
def test_a_byte_that_could_be_several_characters_is_refused(piece: bytes) -> None:
    """Beside a digit where the pages differ, half a character, or where no writer would put it."""
    with pytest.raises(ReadError, match=r"mostly UTF-8, but byte \d+ \(0x..\) is not"):
        decode("é – “so”: ".encode() + piece, "x")


WIDE = ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
ROWS = "arm,n,rate\nplacebo,118,22%\nselcirat,121,47%\n"


@pytest.mark.parametrize("encoding", WIDE)
@pytest.mark.parametrize(
    "text", [ENGLISH, RUSSIAN, GREEK, JAPANESE, CHINESE, KOREAN, ROWS, "　" + JAPANESE]
)
def test_a_wide_text_without_its_mark_is_read_by_where_its_nuls_stand(
    text: str, encoding: str
) -> None:
    """Plain text, rows of values, and text whose ideographic space has a NUL of its own."""
    assert decode(text.encode(encoding), "x") == (text, encoding)


@pytest.mark.parametrize("encoding", WIDE)
def test_a_wide_page_is_known_as_a_page(encoding: str) -> None:
    """Whatever its `<meta>` says; its figures are read."""
    page = f'<!doctype html><meta charset="utf-16"><h1>Orvane</h1><p>{ENGLISH}</p>'
    found = read_bytes(page.encode(encoding), "x")

    assert (found.media, found.encoding) == (Media.HTML, encoding)
    assert ENGLISH in found.text


@pytest.mark.parametrize(
    "data",
    [
        ENGLISH.encode("utf-16-le")[:-1],
        ENGLISH.encode("utf-16-le") + b"\0",
        ENGLISH.encode("utf-16-le") + ENGLISH.encode("utf-8") + b" ",
        ENGLISH.encode("ascii", "ignore").replace(b" ", b"\0"),
        b"Orvenda fell 4%\0\0\0",
        b"\x01\0\0\0\x02\0\0\0" * 40,
        bytes(range(256)) * 40,
        ROWS.encode().replace(b",", b"\0,"),
        b"O\0r\0v\0",
    ],
)
def test_nuls_that_tell_no_encoding_are_refused(data: bytes) -> None:
    """Half a character, two encodings in one file, NULs in between, numbers of a machine."""
    with pytest.raises(ReadError, match="in/x: holds NUL bytes and is neither UTF-16 nor UTF-32"):
        decode(data, "in/x")


@pytest.mark.parametrize(
    "data",
    [
        ENGLISH.encode("utf-7"),
        RUSSIAN.encode("utf-7"),
        JAPANESE.encode("utf-7"),
        b"Revenue was +AKM-5 million and +AKM-7 million.",
    ],
)
def test_utf_7_is_refused(data: bytes) -> None:
    """Read as it stands, five pounds would be minus five."""
    with pytest.raises(ReadError, match="x: is UTF-7, which is not read; save it as UTF-8"):
        decode(data, "x")


@pytest.mark.parametrize(
    "text",
    [
        "Costs rose +AKM-5 million.",
        "The +LDL- and the +HDL- arms; 4+ABC-1 and +DEF-2.",
        "A+ rating, 5+3-2, C++ and +44-20-7946.",
        "Up +100% and +200-300, then +10M-20M and +12M.",
        "Marked +AAA- and +BBB- by the agency, then +AKM-.",
    ],
)
def test_ascii_with_plus_signs_is_no_utf_7(text: str) -> None:
    """One run may be chance, and most runs of letters are no characters."""
    assert decode(text.encode(), "x") == (text, "utf-8")


@pytest.mark.parametrize(
    ("garbled", "told"),
    [
        ("Costs rose to Â£5.2 million.", "line 1 has 'Â£' for '£'"),
        ("Title\n\nThe rate was 44â€“67%.", "line 3 has 'â€“' for '–'"),
        ("The study\u00e2\u0080\u0099s rate", "for '’'"),
        ("10 Âµg at 37 Â°C", "'Âµ' for 'µ', 'Â°' for '°'"),
        ("cafÃ© 5 â‚¬", "'Ã©' for 'é', 'â‚¬' for '€'"),
        ("ï»¿Orvane fell 4%", "for '\\ufeff'"),
        (RUSSIAN.encode().decode("latin-1"), "UTF-8 that was read as another encoding"),
        ("p â‰¤ 0.05", "'â‰¤' for '≤'"),
        ("Orvaneâ„¢", "'â„¢' for '™'"),
    ],
)
def test_garbled_text_is_told_and_left_as_it_is(garbled: str, told: str) -> None:
    """With its line and what it was; a figure's sign is never silently mended."""
    page = read_bytes(garbled.encode(), "x.txt")

    assert told in page.warning
    assert page.text == garbled.removeprefix("\ufeff")


def test_the_command_tells_a_garbled_text_and_goes_on(tmp_path: Path) -> None:
    """On standard error, in one sentence with the file's name."""
    (tmp_path / "a.txt").write_text("Costs rose to Â£5.2 million.", encoding="utf-8")

    ended = run("figures", "a.txt", cwd=tmp_path)

    assert ended.returncode == Exit.FINE
    assert b"evenbrief: a.txt: line 1 has" in ended.stderr


@pytest.mark.parametrize(
    "text",
    [
        *(ENGLISH, GERMAN, POLISH, HUNGARIAN, TURKISH, RUSSIAN, GREEK, JAPANESE),
        *("NÃO há 5 ÂNGULOS", "déjà\u00a0» 5 %", "Â 5, Ã 7, â 3", "pâté, château, Ångström 5 Å"),
    ],
)
def test_text_in_its_own_letters_is_not_garbled(text: str) -> None:
    """Portuguese and French have these letters, but not these signs behind them."""
    assert read_bytes(text.encode(), "x.txt").warning == ""


_WORDS = sorted({word for text in (ENGLISH, GERMAN, POLISH, HUNGARIAN) for word in text.split()})
_FIGURES = [
    "44–67%", "€5", "5 €", "£5.2", "5 µg", "±0.5", "37 °C", "½", "10³", "m²", "5×10", "≤ 0.05",
    "≥18", "12 %", "1º", "§ 5", "¥12", "5 zł", "“5”", "‘7’", "5…", "¼ of 9", "•5", "−5",
    "5\u00a0mg",
]  # fmt: skip
_PAGES = ["cp1252", "cp1250", "iso8859-2", "iso8859-15", "mac-roman", "cp850", "cp1254", "utf-8"]


@given(
    st.lists(st.one_of(st.sampled_from(_WORDS), st.sampled_from(_FIGURES)), min_size=1),
    st.sampled_from(_PAGES),
)
def test_no_figure_has_a_wrong_character_beside_it(words: list[str], page: str) -> None:
    """Whatever the words and the encoding: read rightly beside every digit, or refused."""
    data = " ".join(words).encode(page, "ignore")
    was = data.decode(page)
    try:
        now, _ = decode(data, "x")
    except ReadError:
        return
    if len(now) == len(was):
        wrong = [at for at, (a, b) in enumerate(zip(now, was, strict=True)) if a != b]
        assert not any(is_near_digit(was, at) for at in wrong), (was, now)


@given(st.binary())
def test_whatever_the_bytes_a_text_or_a_sentence_comes_out(data: bytes) -> None:
    """Nothing else is raised, and the encoding is one that Python knows."""
    try:
        _, encoding = decode(data, "x")
    except ReadError as error:
        assert re.match(r"x: .*save it", str(error))
        return
    assert all(codecs.lookup(one) for one in encoding.split(", "))
