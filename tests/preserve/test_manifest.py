from __future__ import annotations

import json

import pytest

from witnessmark.errors import Refused, UsageError
from witnessmark.model import SourceKind
from witnessmark.preserve import Paired, Stated, pair, read_manifest

PATHS = ("/p/a.txt", "/p/sub/b.txt", "/p/other/b.txt", "/p/Li - 2019 - On the wells and rivers of A.pdf")


def paired(manifest: str | bytes, paths: tuple[str, ...] = PATHS) -> Paired:
    return pair(read_manifest(manifest if isinstance(manifest, bytes) else manifest.encode(), Stated()), paths)


def test_rows_say_what_the_options_of_add_say() -> None:
    table = 'file,Kind,published,obtained-on,title\na.txt,press,2019-02,2020,"Wells, dry"\nsub/b.txt,,,,\n'
    first, second = read_manifest(b"\xef\xbb\xbf" + table.encode(), Stated(kind=SourceKind.OFFICIAL, how="by post"))
    assert first.stated == Stated(
        kind=SourceKind.PRESS, published="2019-02", obtained_on="2020", title="Wells, dry", how="by post"
    )
    assert second.stated == Stated(kind=SourceKind.OFFICIAL, how="by post")
    assert read_manifest(b"file;title\na;b,c\n", Stated())[0].stated.title == "b,c"


@pytest.mark.parametrize(
    ("file", "place"),
    [
        ("a.txt", 0),
        ("p/a.txt", 0),
        ("./sub/b.txt", 1),
        ("sub\\b.txt", 1),
        ("/p/other/b.txt", 2),
        ("/elsewhere/a.txt", 0),
    ],
)
def test_a_row_finds_its_file_by_path_or_name(file: str, place: int) -> None:
    found = paired(f"file,title\n{file},T\n")
    assert [one is not None for one in found.stated] == [number == place for number in range(4)] and not found.rows


def test_accents_that_are_written_in_two_ways_are_the_same() -> None:
    assert paired("file\ncafe\u0301.txt\n", ("/p/caf\u00e9.txt",)).rows == ()


def test_what_is_not_paired_is_said() -> None:
    found = paired("file,title\nb.txt,x\ngone.txt,x\na.txt,x\np/a.txt,y\n,z\n")
    assert [one is not None for one in found.stated] == [True, False, False, False]
    for row, why in zip(
        found.rows, ("2 files answer", "no such file", "another row", "no file and no title"), strict=True
    ):
        assert why in row
    assert found.rows[0].startswith("row 2:")


@pytest.mark.parametrize(
    ("manifest", "error", "message"),
    [
        ("file,religion\na,b\n", UsageError, "religion"),
        ("title\na\n", UsageError, 'one column "file"'),
        ("file,title,title\na,b,c\n", UsageError, "none twice"),
        ("file,kind\na,leak\n", Refused, "row 2 of the manifest.*leak"),
        ("file,kind\na,novel\n", UsageError, "novel"),
        ("file,published\na,spring\n", UsageError, "row 2 of the manifest.*spring"),
        ("file,title\na,b,c\n", UsageError, "more cells"),
        ('file\n"a\n', UsageError, "cannot be read"),
        ("", UsageError, "file"),
        ("[1]", UsageError, "list of items"),
        ("{", UsageError, "cannot be read"),
        (b"file\n\xff\n", UsageError, "UTF-8"),
    ],
)
def test_a_manifest_that_cannot_be_is_refused(manifest: str | bytes, error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message):
        paired(manifest)


def test_an_export_is_paired_by_attachment_and_by_title() -> None:
    items = [
        {"type": "article-newspaper", "title": "Wells", "file": "Wells:/home/x/storage/AB/a.txt:text/plain"},
        {"type": "article-journal", "title": "On the wells and rivers of A: a survey", "DOI": "10.1/x"},
        {"type": "report", "title": "Lost"},
    ]
    found = paired(json.dumps(items))
    assert found.stated[0] == Stated(kind=SourceKind.PRESS, title="Wells")
    assert found.stated[3] == Stated(
        kind=SourceKind.SCHOLARLY, title="On the wells and rivers of A: a survey", url="https://doi.org/10.1/x"
    )
    assert len(found.rows) == 1 and "“Lost”" in found.rows[0]


def test_titles_that_two_files_have_pair_nothing() -> None:
    found = paired(json.dumps([{"title": "Wells"}]), ("/p/Wells.pdf", "/p/wells.html"))
    assert found.stated == (None, None) and "2 files" in found.rows[0]


def test_both_exports_of_zotero_are_read() -> None:
    csl = {
        "title": " On\nwells ",
        "author": [{"family": "Office", "given": "Water"}, {"literal": "The Association"}],
        "container-title": "Village Post",
        "publisher": "A press",
        "issued": {"date-parts": [[2019, 2], ["2019", "3", "4"]]},
        "accessed": {"raw": "2020-01-02T10:00:00Z"},
        "URL": "https://example.org/a",
        "language": "en",
    }
    own = {
        "itemType": "newspaperArticle",
        "creators": [{"name": "The Association"}, {"firstName": "Water", "lastName": "Office"}],
        "date": "February 2019",
        "publicationTitle": "Village Post",
        "attachments": [{"path": "/home/x/a.txt"}, {"title": "link"}],
    }
    first = read_manifest(json.dumps([csl]).encode(), Stated())[0]
    assert first.stated == Stated(
        title="On wells",
        author="Water Office; The Association",
        container="Village Post",
        publisher="A press",
        published="2019-02/2019-03-04",
        obtained_on="2020-01-02",
        url="https://example.org/a",
        language="en",
    )
    second = read_manifest(json.dumps({"items": [own]}).encode(), Stated())[0]
    assert second.files == ("/home/x/a.txt",)
    assert second.stated == Stated(
        kind=SourceKind.PRESS, author="The Association; Water Office", published="2019", container="Village Post"
    )


def test_odd_values_of_an_export_are_passed_over() -> None:
    odd = {"title": ["x"], "author": "y", "issued": {"date-parts": [["x"]]}, "creators": [5, {}], "attachments": 5}
    row = read_manifest(json.dumps([odd, {"issued": {"date-parts": [[2019, 99]]}}]).encode(), Stated())
    assert [one.stated for one in row] == [Stated(), Stated()]
