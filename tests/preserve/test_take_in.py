import pytest
from hypothesis import given
from hypothesis import strategies as st

from witnessmark.errors import Refused, UsageError
from witnessmark.model import Access, SourceKind
from witnessmark.preserve import Stated, arrival_of, check_stated, lists_persons, refuse_persons


@pytest.mark.parametrize(
    "stated",
    [
        Stated(access=Access.RESTRICTED),
        Stated(kind=SourceKind.TESTIMONY),
        Stated(kind=SourceKind.LEAK),
        Stated(persons=True),
    ],
)
def test_what_cannot_be_kept_safely_yet_is_refused_with_a_hint(stated: Stated) -> None:
    with pytest.raises(Refused) as caught:
        check_stated(stated)
    assert "vault" in caught.value.hint


@pytest.mark.parametrize("kind", [k for k in SourceKind if k not in (SourceKind.TESTIMONY, SourceKind.LEAK)])
def test_open_material_of_every_other_kind_is_let_through(kind: SourceKind) -> None:
    check_stated(Stated(kind=kind, obtained_on="2026-11-20", published="2016"))


@pytest.mark.parametrize("stated", [Stated(obtained_on="yesterday"), Stated(published="20.11.2026")])
def test_a_date_that_is_none_is_a_usage_error(stated: Stated) -> None:
    with pytest.raises(UsageError):
        check_stated(stated)


@pytest.mark.parametrize(
    "head",
    [
        b"Name,Date of birth\nx,y\n",
        b"full_name;phone\n",
        b"first-name\tlast name\tethnicity\n",
        b'"Surname","ID number"\n',
        b"\xef\xbb\xbfname,religion\r\n",
        "姓名,身份证号,电话\n".encode(),
        "姓名,民族\n".encode("gb18030"),
        "name,dob\n".encode("utf-16"),
        b"Ward list 2006\n\nPatient Name|Blood Type\n",
    ],
)
def test_the_header_of_a_list_of_persons_is_refused(head: bytes) -> None:
    assert lists_persons(head)
    with pytest.raises(Refused, match="list of persons") as caught:
        refuse_persons(head, "table.csv")
    assert caught.value.hint


@pytest.mark.parametrize(
    "head",
    [
        b"",
        b"\x00\x01\x02name,phone",
        b"year,province,transplants\n2006,x,100\n",
        b"name,year,transplants\n",
        b"hospital name,beds\n",
        b"phone,religion\n",
        b"The report gives a name, religion, and phone of no one, but of the hospital's switchboard only, it says.\n",
        "医院,年份,手术\n".encode(),
        "医院,年份,手术\n".encode()[:-3],
    ],
)
def test_other_tables_and_texts_are_let_through(head: bytes) -> None:
    refuse_persons(head, "table.csv")


@given(st.binary(max_size=300))
def test_no_bytes_break_the_look_at_a_header(head: bytes) -> None:
    assert lists_persons(head) in (True, False)


@pytest.mark.parametrize("modified", [None, 1e30, -1e30, float("nan")])
def test_a_disk_time_that_no_calendar_has_is_left_out(modified: float | None) -> None:
    assert arrival_of(Stated(), "a", "f/a", modified).disk_modified is None


def test_disk_times_are_utc_to_the_second() -> None:
    assert arrival_of(Stated(), "a", "f/a", 1_000_000_000.9).disk_modified == "2001-09-09T01:46:40Z"
