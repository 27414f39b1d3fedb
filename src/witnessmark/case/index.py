"""derived/cache/index.sqlite: sources, passages and claims as plain tables, and a full-text index beside them.

The file may be deleted at any time. It holds what derived/ holds, so it is as open as that; no table is about a person,
and no column is indexed but the words of passages and of quotes.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from witnessmark.errors import CaseError
from witnessmark.model import Claim, Passage, Word, place_of
from witnessmark.text import SPREAD, is_spaceless, spread

FORM = f"1.{SPREAD}"  # of the tables, and of the words in the index
_SHIFT = (
    24  # a row's number is that of its source, then 24 bits of its place among the passages or claims of the source
)
_SPACELESS = ("zh", "ja", "ko")
_TABLES = """
CREATE TABLE about(what TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE sources(number INTEGER PRIMARY KEY, sha256 TEXT, name TEXT, title TEXT, kind TEXT, language TEXT, outlet TEXT,
    published TEXT, passages INTEGER, claims INTEGER, problems INTEGER, made_from TEXT);
CREATE TABLE passages(row INTEGER PRIMARY KEY, source INTEGER REFERENCES sources(number), stands_at TEXT, language TEXT,
    spaceless INTEGER, id TEXT, text TEXT);
CREATE TABLE claims(row INTEGER PRIMARY KEY, source INTEGER REFERENCES sources(number), stands_at TEXT, language TEXT,
    spaceless INTEGER, id TEXT, passage TEXT, kind TEXT, says TEXT, speaker_kind TEXT, stance TEXT, modality TEXT, span TEXT,
    low REAL, high REAL, bound TEXT, unit TEXT, measure TEXT, period TEXT, place TEXT, outlet TEXT, made_by TEXT, quote TEXT);
CREATE VIRTUAL TABLE passages_words USING fts5(words, content='', tokenize='unicode61 remove_diacritics 2');
CREATE VIRTUAL TABLE claims_words USING fts5(words, content='', tokenize='unicode61 remove_diacritics 2');
"""
_TEXT = {"passages": "text", "claims": "quote"}  # the column of each table whose words are indexed


class SourceRow(Word, frozen=True, kw_only=True):
    """A source as the index lists it.

    Attributes:
        number, sha256, name: which source it is.
        title, kind, language, outlet, published: what a person stated about it.
        passages, claims, problems: how many the last build found; None before the first.
        made_from: changes when anything of it changes.
    """

    number: int
    sha256: str
    name: str
    title: str | None
    kind: str
    language: str | None
    outlet: str | None
    published: str | None
    passages: int | None
    claims: int | None
    problems: int | None
    made_from: str = ""


_CARD = SourceRow.__struct_fields__


class Found(NamedTuple):
    """A passage or claim that answers to a search.

    Attributes:
        id: of the passage or claim.
        passage: id of the passage.
        source: number of the source.
        stands_at: where the passage stands in it.
        says: who says it, for a claim; else None.
        stance: what the speaker does with it, for a claim; else None.
        text: the passage, or the quote of the claim.
        score: bm25, the smaller the better.
    """

    id: str
    passage: str
    source: int
    stands_at: str
    says: str | None
    stance: str | None
    text: str
    score: float


class Narrow(NamedTuple):
    """Which part of the index to look in.

    Attributes:
        sources: numbers of sources, or None for all.
        language: language tag, or None for all; text whose language nobody stated is told by its script.
    """

    sources: frozenset[int] | None = None
    language: str | None = None


class Index:
    """An open index.

    Args:
        connection: the database.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    def state(self) -> str:
        """What the index was made from as a whole, or nothing."""
        row = self._db.execute("SELECT value FROM about WHERE what = 'state'").fetchone()
        return str(row[0]) if row else ""

    def sources(self) -> list[SourceRow]:
        """Every source, by number."""
        rows = self._db.execute(f"SELECT {', '.join(_CARD)} FROM sources ORDER BY number")
        return [SourceRow(**dict(zip(_CARD, row, strict=True))) for row in rows]

    def source(self, number: int) -> SourceRow:
        """The source of a passage or claim that was found."""
        row = self._db.execute(f"SELECT {', '.join(_CARD)} FROM sources WHERE number = ?", (number,)).fetchone()
        return SourceRow(**dict(zip(_CARD, row, strict=True)))

    @contextlib.contextmanager
    def changing(self, state: str) -> Iterator[None]:
        """Changes all at once or nothing; at the end the index is made from `state`."""
        before = self._db.total_changes
        size = self._rows()
        with self._db:
            yield
            self._db.execute("INSERT OR REPLACE INTO about VALUES ('state', ?)", (state,))
            if self._db.total_changes - before > size:  # most of it is new: put its parts together once
                for table in _TEXT:
                    self._db.execute(f"INSERT INTO {table}_words({table}_words) VALUES ('optimize')")

    def put(self, source: SourceRow, passages: Sequence[Passage], claims: Sequence[Claim]) -> None:
        """Puts a source in, in place of what the index held of it."""
        self.drop(source.number)
        card = [getattr(source, name) for name in _CARD]
        self._db.execute(f"INSERT INTO sources({', '.join(_CARD)}) VALUES ({', '.join('?' * len(card))})", card)
        base = source.number << _SHIFT
        rows = [_passage_row(base + number, source, one) for number, one in enumerate(passages)]
        self._insert("passages", rows)
        where = {one.id: one for one in passages}
        quoted = [_claim_row(base + n, source, one, where.get(one.passage)) for n, one in enumerate(claims)]
        self._insert("claims", quoted)

    def drop(self, number: int) -> None:
        """Takes a source out."""
        span = (number << _SHIFT, (number + 1) << _SHIFT)
        for table, column in _TEXT.items():
            rows = self._db.execute(f"SELECT row, {column} FROM {table} WHERE row >= ? AND row < ?", span).fetchall()
            # An index without contents must be told the words that it forgets.
            self._db.executemany(
                f"INSERT INTO {table}_words({table}_words, rowid, words) VALUES ('delete', ?, ?)",
                ((row, spread(text)) for row, text in rows),
            )
            self._db.execute(f"DELETE FROM {table} WHERE row >= ? AND row < ?", span)
        self._db.execute("DELETE FROM sources WHERE number = ?", (number,))

    def passages(self, match: str, narrow: Narrow, limit: int) -> tuple[list[Found], int]:
        """Passages that match, best first, and how many there are in all.

        Args:
            match: an expression of FTS5.
            narrow: where to look.
            limit: how many to give; 0 for all.
        """
        return self._find(
            "passages", "one.id, one.id, one.source, one.stands_at, NULL, NULL, one.text", match, narrow, limit
        )

    def claims(self, match: str, narrow: Narrow, limit: int) -> tuple[list[Found], int]:
        """Claims whose quote matches, best first, and how many there are in all; arguments as for passages."""
        columns = "one.id, one.passage, one.source, one.stands_at, one.says, one.stance, one.quote"
        return self._find("claims", columns, match, narrow, limit)

    def _find(self, table: str, columns: str, match: str, narrow: Narrow, limit: int) -> tuple[list[Found], int]:
        words, where, values = f"{table}_words", f"{table}_words MATCH ?", [match]
        if narrow.sources is not None:
            self._db.execute("CREATE TEMP TABLE IF NOT EXISTS looked_in(number INTEGER PRIMARY KEY)")
            self._db.execute("DELETE FROM looked_in")
            self._db.executemany("INSERT INTO looked_in VALUES (?)", ((one,) for one in narrow.sources))
            where += f" AND (rowid >> {_SHIFT}) IN looked_in"
        if narrow.language is not None:
            where += f" AND rowid IN (SELECT row FROM {table} WHERE language = ? OR language LIKE ? || '-%'"
            where += f" OR (language IS NULL AND spaceless = {int(narrow.language.split('-')[0] in _SPACELESS)}))"
            values += [narrow.language, narrow.language]
        total = self._db.execute(f"SELECT count(*) FROM {words} WHERE {where}", values).fetchone()[0]
        best = f"SELECT rowid AS row, bm25({words}) AS score FROM {words} WHERE {where} ORDER BY score, row LIMIT ?"
        rows = self._db.execute(
            f"SELECT {columns}, best.score FROM ({best}) AS best JOIN {table} AS one ON one.row = best.row"
            " ORDER BY best.score, best.row",
            [*values, limit or -1],
        )
        return [Found(*row) for row in rows], int(total)

    def _insert(self, table: str, rows: Sequence[tuple[object, ...]]) -> None:
        if rows:
            self._db.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(rows[0]))})", rows)
            words = ((row[0], spread(str(row[-1]))) for row in rows)
            self._db.executemany(f"INSERT INTO {table}_words(rowid, words) VALUES (?, ?)", words)

    def _rows(self) -> int:
        return int(
            self._db.execute("SELECT (SELECT count(*) FROM passages) + (SELECT count(*) FROM claims)").fetchone()[0]
        )


@contextlib.contextmanager
def open_index(path: Path) -> Iterator[Index]:
    """The index in a file; one that is missing, damaged or of another form is begun anew.

    Raises:
        CaseError: where it cannot be written, or SQLite cannot do what is asked.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        connection = _connect(path)
    except (OSError, sqlite3.Error) as err:
        raise CaseError(f"the search index cannot be opened: {err}", "check the permissions of derived/cache/") from err
    try:
        yield Index(connection)
    except sqlite3.Error as err:
        raise CaseError(f"the search index cannot be used: {err}", "delete derived/cache/ and search again") from err
    finally:
        connection.close()


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path)
    try:
        form = connection.execute("SELECT value FROM about WHERE what = 'form'").fetchone()
        if form == (FORM,):
            return connection
    except sqlite3.OperationalError as err:
        if "no such table" not in str(err):
            connection.close()
            raise
    except sqlite3.DatabaseError:
        pass  # not a database: whatever it is, it stands in a folder that holds nothing but this cache
    connection.close()
    for name in (path, path.with_name(f"{path.name}-journal")):
        name.unlink(missing_ok=True)
    connection = sqlite3.connect(path)
    connection.executescript(f"BEGIN; {_TABLES} INSERT INTO about VALUES ('form', '{FORM}'); COMMIT;")
    return connection


def _passage_row(row: int, source: SourceRow, one: Passage) -> tuple[object, ...]:
    language = one.language or source.language
    return row, source.number, place_of(one.where), language, int(is_spaceless(one.text)), one.id, one.text


def _claim_row(row: int, source: SourceRow, one: Claim, passage: Passage | None) -> tuple[object, ...]:
    quantity = one.quantity
    number = (quantity.low, quantity.high, str(quantity.bound), quantity.unit) if quantity else (None,) * 4
    stands_at = place_of(passage.where) if passage else ""
    language = (passage.language if passage else None) or source.language
    about = (one.id, one.passage, str(one.kind), one.says, str(one.speaker_kind), str(one.stance), str(one.modality))
    what = (one.span, *number, one.measure, one.period, one.place, one.outlet, one.made_by, one.quote)
    return row, source.number, stands_at, language, int(is_spaceless(one.quote)), *about, *what
