import hashlib

import msgspec
import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from witnessmark.errors import IntegrityError
from witnessmark.model import Arrival, Citation, CustodyEvent
from witnessmark.preserve import (
    Line,
    NotTaken,
    decode_event,
    encode_event,
    event_of,
    open_line,
    seal,
)

EVENT = event_of(
    "ingestion",
    actor="0123456789abcdef",
    at="2026-11-20T10:00:00Z",
    tool="witnessmark 0.1.0",
    sha256="ab" * 32,
    size=17,
    details="cd" * 32,
)
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


def test_an_entry_gives_back_its_event_and_is_rfc_8785() -> None:
    data = encode_event(EVENT)
    assert decode_event(data) == EVENT
    assert data == rfc8785.dumps(msgspec.to_builtins(EVENT))


@given(TEXT, TEXT, st.none() | TEXT, st.integers(0, 2**53 - 1))
def test_lines_are_rfc_8785_whatever_names_files_have(name: str, path: str, url: str | None, index: int) -> None:
    arrival = Arrival(original_name=name, original_path=path, url=url, citation=Citation(title=name))
    line = Line(index=index, salt="00" * 32, arrival=arrival)
    data, committed = seal(line)
    assert data == rfc8785.dumps(msgspec.to_builtins(line))
    assert open_line(data) == line
    assert committed == hashlib.sha256(data).hexdigest()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'"size":17', b'"size":17.0'),
        (b'"size":17', b'"size": 17'),
        (b'"size":17', b'"size":-17'),
        (b'"format":1', b'"format":2'),
        (b'"tool":"w', b'"tool":"\\u0077'),
        (b"ingestion", b"forgetting"),
        (b"2026-11-20T10", b"2026-11-20 10"),
        (b"sha256:ab", b"sha256:AB"),
        (b'{"actor"', b'{"a":1,"actor"'),
        (b"}", b"} "),
        (b"}", b""),
    ],
)
def test_an_entry_in_any_other_form_is_refused(old: bytes, new: bytes) -> None:
    data = encode_event(EVENT)
    assert old in data
    with pytest.raises(IntegrityError):
        decode_event(data.replace(old, new))


@given(st.binary(max_size=200))
def test_no_bytes_make_decoding_raise_anything_else(data: bytes) -> None:
    for decode in (decode_event, open_line):
        with pytest.raises(IntegrityError):
            decode(data)


def test_deeply_nested_bytes_are_refused() -> None:
    with pytest.raises(IntegrityError):
        open_line(b"[" * 100_000)


def test_an_entry_has_no_field_for_a_name() -> None:
    assert set(CustodyEvent.__struct_fields__) == {
        "format",
        "event",
        "object",
        "size",
        "actor",
        "at",
        "tool",
        "details",
    }


def test_what_was_not_taken_is_a_problem_that_names_no_file() -> None:
    missed = NotTaken(original_name="Planted Name.txt", original_path="f/Planted Name.txt", code="symlink")
    problem = missed.problem(7)
    assert problem.code == "symlink" and problem.about == "entry-7" and problem.hint
    assert "Planted" not in msgspec.json.encode(problem).decode()
