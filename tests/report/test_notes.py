from __future__ import annotations

from witnessmark.report.notes import short, whole
from witnessmark.report.public import PublicEvent, PublicSource


def source(
    author: str | None = "Water Office",
    title: str = "On wells, and on the pumps beside them",
    container: str | None = "Water Gazette",
    publisher: str | None = "Office Press",
) -> PublicSource:
    return PublicSource(
        number=3,
        sha256="0123456789abcdef" * 4,
        size=5,
        media_type="text/plain",
        kind="official",
        title=title,
        author=author,
        publisher=publisher,
        container=container,
        published="2019-02",
        outlet=None,
        language=None,
        url="https://example.org/wells",
        obtained_on=None,
        custody=(PublicEvent(index=2, event="ingestion", day="2020-05-06", role="keeper of the case"),),
    )


def test_a_first_note_is_whole() -> None:
    assert whole(source()) == (
        "Water Office, “On wells, and on the pumps beside them,” Water Gazette (Office Press), 2019-02, "
        "https://example.org/wells, archived on 2020-05-06, sha256 0123456789ab"
    )


def test_a_later_note_is_short() -> None:
    assert short(source()) == "Water Office, “On wells, and on the…”"
    assert short(source(author=None, title="Wells")) == "“Wells”"


def test_what_nobody_stated_is_left_out_and_nothing_is_said_twice() -> None:
    bare = source(author=None, title="“A first line”", container="Post", publisher="Post")
    assert whole(bare).startswith("“A first line,” Post, 2019-02, ")
