"""Taking bytes in: what a person stated about them, and what is refused before anything is written."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from witnessmark.errors import Refused, UsageError
from witnessmark.model import Access, Arrival, Citation, SourceKind, Word, is_edtf

HEAD = 4096  # bytes looked at for the header of a table


class Stated(Word, frozen=True, kw_only=True):
    """What a person says about the material that one `add` brings in.

    Attributes:
        kind: what sort of source.
        access: who may see it.
        persons: True where the person says that it lists persons.
        url: where it was obtained.
        obtained_on: EDTF date on which it was obtained.
        obtained_from: body it was obtained from.
        how: how it was obtained.
        published: EDTF date of publication.
        language: language tag.
        outlet: who narrates it.
        title: title as printed.
        author: institution or author as printed.
        publisher: who published it.
        container: newspaper, journal or site it stands in.
    """

    kind: SourceKind = SourceKind.UNSTATED
    access: Access = Access.OPEN
    persons: bool = False
    url: str | None = None
    obtained_on: str | None = None
    obtained_from: str | None = None
    how: str | None = None
    published: str | None = None
    language: str | None = None
    outlet: str | None = None
    title: str | None = None
    author: str | None = None
    publisher: str | None = None
    container: str | None = None


def arrival_of(stated: Stated, name: str, path: str, modified: float | None) -> Arrival:
    """How one file came to us.

    Args:
        stated: what the person said.
        name: file name it came under.
        path: path below the folder that was added, with `/`.
        modified: modification time that the disk states, seconds since 1970 UTC.
    """
    return Arrival(
        original_name=name,
        original_path=path,
        disk_modified=_disk_time(modified),
        kind=stated.kind,
        access=stated.access,
        url=stated.url,
        obtained_on=stated.obtained_on,
        obtained_from=stated.obtained_from,
        how=stated.how,
        language=stated.language,
        outlet=stated.outlet,
        citation=Citation(
            title=stated.title,
            author=stated.author,
            publisher=stated.publisher,
            container=stated.container,
            published=stated.published,
        ),
    )


def _disk_time(modified: float | None) -> str | None:
    if modified is None:
        return None
    try:
        return stamp(datetime.fromtimestamp(modified, UTC))
    except (OverflowError, ValueError, OSError):
        return None  # a disk can state a time that no calendar has


def stamp(moment: datetime) -> str:
    """A time as the log writes it: UTC, to the second."""
    return moment.astimezone(UTC).replace(microsecond=0).isoformat().replace("+00:00", "Z")


_VAULT = "the encrypted vault for such material does not exist yet; keep it outside the case until then"


def check_stated(stated: Stated) -> None:
    """Refuses what cannot be kept safely yet.

    Raises:
        Refused: for restricted material, testimony, leaks and lists of persons.
        UsageError: for a date that is not EDTF.
    """
    if stated.access is not Access.OPEN:
        raise Refused("only open material is taken in for now, not restricted material", _VAULT)
    if stated.kind in (SourceKind.TESTIMONY, SourceKind.LEAK):
        raise Refused(f"a source of kind {stated.kind} is not taken in for now", _VAULT)
    if stated.persons:
        raise Refused("a list of persons is not taken in", _VAULT)
    for what, value in (("--obtained-on", stated.obtained_on), ("--published", stated.published)):
        if value is not None and not is_edtf(value):
            raise UsageError(f"{what} {value!r} is not a date", "write 2026, 2026-11 or 2026-11-20")


def refuse_persons(head: bytes, path: str) -> None:
    """Refuses a table whose header looks like that of a list of persons.

    Args:
        head: the first bytes of the file.
        path: how the user knows the file, for the message.

    Raises:
        Refused: where a personal name stands beside a birth date, a number of a person, a phone, a people or a belief.
    """
    if lists_persons(head):
        raise Refused(
            f"{path} looks like a list of persons: its header has a name beside a personal detail; nothing was added",
            f"leave it out, or add a table of counts made from it; {_VAULT}",
        )


def _columns(listed: str) -> frozenset[str]:
    return frozenset(" ".join(one.split()) for one in listed.split(","))


_NAMES = _columns(
    """
    name, full name, fullname, first name, firstname, given name, given names, last name, lastname, surname,
    family name, forename, middle name, person, person name, patient, patient name, donor, donor name, recipient,
    recipient name, victim, victim name, detainee, detainee name, prisoner, prisoner name, contact, contact name,
    姓名, 名字, 姓, 名, 患者姓名, 病人姓名, 供体姓名, 受体姓名, 联系人
    """
)
_DETAILS = _columns(
    """
    dob, date of birth, birth date, birthdate, birthday, birth, born, year of birth, birth year, yob,
    id number, id no, id card, identity number, identity card, identity no, national id, national id number,
    passport, passport number, passport no, ssn, social security number, citizen id, personal number,
    personal id, phone, phone number, phone no, telephone, telephone number, tel, mobile, mobile number,
    mobile phone, cell, cell phone, ethnicity, ethnic group, ethnic, race, nationality, religion, faith,
    belief, blood type, blood group, abo, hla, hla type, home address, address, email, e mail, sex, gender,
    age, 出生日期, 出生年月, 生日, 身份证, 身份证号, 身份证号码, 护照, 护照号, 护照号码, 电话, 电话号码, 手机,
    手机号, 手机号码, 联系电话, 民族, 宗教, 宗教信仰, 信仰, 血型, 住址, 家庭住址, 地址, 性别, 年龄
    """
)
_DELIMITERS = ",;\t|"
_LONGEST = 40  # characters of a column's name


def lists_persons(head: bytes) -> bool:
    """True where one of the first lines is the header of a table that names persons."""
    if b"\0" in head and head[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        return False
    rows = [row for row in _text(head).splitlines()[:20] if row.strip()][:5]
    return any(_names_persons(row, mark) for row in rows for mark in _DELIMITERS if mark in row)


def _text(head: bytes) -> str:
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return head.decode("utf-16", "replace")
    try:
        return head.decode("utf-8-sig")
    except UnicodeDecodeError as err:
        if err.start >= len(head) - 4:  # the head ends inside a character
            return head[: err.start].decode("utf-8-sig")
        return head.decode("gb18030", "replace")


def _names_persons(row: str, delimiter: str) -> bool:
    raw = row[:2000].split(delimiter)
    if max(map(len, raw)) > _LONGEST:  # a sentence with commas in it, not a header
        return False
    cells = {re.sub(r"[\s_\-.]+", " ", cell.strip().strip("\"'")).strip().casefold() for cell in raw}
    return bool(cells & _NAMES) and bool(cells & _DETAILS)
