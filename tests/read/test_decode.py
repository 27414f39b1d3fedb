"""The characters come out right, and where that is doubtful it is said."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.hostile.samples import noise
from witnessmark.errors import ReadError
from witnessmark.read import decode

SIMPLIFIED = (
    "北京",
    "天津市第一中心医院",
    "该中心的年手术量超过一千例",
    "副部长说，数字将在年底公布。",
    "2006年，器官移植约1万例。",
    "记者问：这些数字从哪里来？主任没有回答。",
    "截至二零零六年底，全国共有一百六十四家医院获得移植资格。\n发言人说，今年完成肝移植三千例。\n",
    "法院驳回了上诉，理由见判决书第３页。" * 200,
)
TRADITIONAL = (
    "臺北",
    "臺灣大學醫院",
    "該中心的年手術量超過一千例",
    "副部長說，數字將在年底公布。",
    "2006年，器官移植約1萬例。",
    "記者問：這些數字從哪裡來？主任沒有回答。",
    "截至二零零六年底，全國共有一百六十四家醫院獲得移植資格。\n發言人說，今年完成肝臟移植三千例。\n",
    "法院駁回了上訴，理由見判決書第３頁。" * 200,
)
WESTERN = (
    "Le ministère a déclaré que 3 000 opérations ont été réalisées à l’hôpital.",
    "Für die Klinik sind 5.000 Fälle gemeldet.",
    "The “number” — 3,000 — rose.",
    "São Paulo",
    "It’s 5 km² – about £3,000.",
)
RUSSIAN = (
    "Министерство сообщило о трёх тысячах операций.",
    "Москва, 2006 год",
    "Врач сказал: «Нет».",
    "Число составило 10 000 — по данным суда. " * 100,
)
OTHERS = (
    ("보건복지부는 올해 장기이식 수술이 삼천 건이라고 밝혔다.", "cp949"),
    ("厚生労働省は今年の移植手術は三千件だと発表した。", "cp932"),
    ("厚生労働省は今年の移植手術は三千件だと発表した。", "euc_jp"),
)


@pytest.mark.parametrize("text", SIMPLIFIED, ids=lambda text: text[:10])
@pytest.mark.parametrize("encoding", ["gb18030", "gbk", "gb2312"])
def test_simplified_chinese(text: str, encoding: str) -> None:
    found = decode(text.encode(encoding))
    assert found.text == text
    assert found.encoding == "gb18030"


@pytest.mark.parametrize("text", TRADITIONAL, ids=lambda text: text[:10])
def test_traditional_chinese(text: str) -> None:
    assert decode(text.encode("big5")).text == text


@pytest.mark.parametrize("text", WESTERN, ids=lambda text: text[:10])
def test_western(text: str) -> None:
    assert decode(text.encode("cp1252")).text == text


@pytest.mark.parametrize("text", RUSSIAN, ids=lambda text: text[:10])
def test_russian(text: str) -> None:
    assert decode(text.encode("cp1251")).text == text


@pytest.mark.parametrize(("text", "encoding"), OTHERS)
def test_korean_and_japanese(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)).text == text


@pytest.mark.parametrize("text", [SIMPLIFIED[6], TRADITIONAL[6], WESTERN[0], RUSSIAN[3]])
def test_a_sentence_in_one_script_is_no_doubt(text: str) -> None:
    encoding = {0: "gb18030", 1: "big5", 2: "cp1252", 3: "cp1251"}[
        [SIMPLIFIED[6], TRADITIONAL[6], WESTERN[0], RUSSIAN[3]].index(text)
    ]
    assert decode(text.encode(encoding)).problem is None


def test_a_word_that_could_be_two_things_is_a_doubt() -> None:
    problem = decode("서울".encode("cp949"), "ab" * 32).problem
    assert problem is not None
    assert (problem.code, problem.about) == ("doubtful-encoding", "ab" * 32)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_a_byte_order_mark_is_followed_and_kept(encoding: str) -> None:
    data = "\ufeffIt says 5.\r\n数字\u2028".encode(encoding)
    found = decode(data)
    assert found.text == data.decode(encoding) == "\ufeffIt says 5.\r\n数字\u2028"
    assert found.encoding == encoding
    assert found.problem is None


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark(encoding: str) -> None:
    assert decode("It says 5,000 é.".encode(encoding)).encoding == encoding


@pytest.mark.parametrize(
    ("text", "declared", "actual"),
    [
        ("数字", "gb2312", "gb18030"),
        ("數字", "big5", "big5hkscs"),
        ("Čísla říká", "iso-8859-2", "iso8859-2"),
        ("“naïve”", "iso-8859-1", "cp1252"),
        ("数字", "utf-16", "utf-8"),  # a page that says so in ASCII is not UTF-16
    ],
)
def test_a_declared_encoding_is_followed_as_browsers_do(text: str, declared: str, actual: str) -> None:
    assert decode(text.encode(actual), declared=declared)[:2] == (text, actual)


def test_a_wrong_declaration_is_overruled_and_said() -> None:
    found = decode("Le ministère".encode(), declared="iso-8859-1")
    assert found.text == "Le ministère"
    assert found.problem is not None


def test_a_declaration_says_nothing_about_ascii() -> None:
    assert decode(b"It says 5.", declared="iso-8859-2").problem is None


@pytest.mark.parametrize("declared", ["no-such-thing", "x\x00y", "utf-8", "base64", "rot13", "idna"])
def test_a_declaration_that_is_no_encoding_does_no_harm(declared: str) -> None:
    assert decode("数字 says".encode(), declared=declared).text == "数字 says"


def test_damaged_utf8_stays_utf8() -> None:
    data = ("数字" * 50).encode()
    for broken in (data[:-1], data[:61] + b"\xff" + data[61:]):
        found = decode(broken)
        assert found.encoding == "utf-8"
        assert found.text.startswith("数字" * 10)
        assert "\ufffd" in found.text
        assert found.problem is not None
        assert found.problem.code == "doubtful-encoding"


@pytest.mark.parametrize("data", [bytes(1000), noise(5000), b"\x01\x02\x03\x04" * 50, b"\x89PNG" + noise(3000)])
def test_what_is_not_text_is_refused(data: bytes) -> None:
    with pytest.raises(ReadError):
        decode(data)


@given(st.text().filter(lambda text: not text.startswith("\ufeff")))
def test_utf8_comes_back_unchanged(text: str) -> None:
    try:
        found = decode(text.encode())
    except ReadError:
        return
    assert (found.text, found.encoding) == (text, "utf-8")


@given(st.binary(max_size=300))
def test_decoding_is_exact_or_doubted(data: bytes) -> None:
    try:
        found = decode(data)
    except ReadError:
        return
    if found.problem is None:
        assert data.decode(found.encoding) == found.text
    codecs.lookup(found.encoding)
