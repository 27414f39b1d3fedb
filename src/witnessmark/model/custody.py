"""A custody event: who did what to which bytes, when. The log of these is the commit history of the evidence."""

from __future__ import annotations

from typing import Literal

from .word import Word

# Names of the PREMIS 3 event-type vocabulary (Library of Congress); only those that the program writes.
EventType = Literal["creation", "ingestion", "policy assignment", "metadata modification", "deletion"]


class CustodyEvent(Word, frozen=True, kw_only=True):
    """One entry of the custody log. Holds no name, path, address or free text.

    Attributes:
        format: version of this entry's form.
        event: PREMIS event type; "policy assignment" freezes a plan, "creation" opens the log.
        object: "sha256:" and 64 hex digits of the bytes concerned (of the plan, for a freeze), or None.
        size: bytes, or None.
        actor: id of the key that signs the log.
        at: UTC time to the second that the actor's clock stated.
        tool: program and version that wrote the entry.
        details: SHA-256 commitment to the sidecar line of this entry, or None where there is none.
    """

    format: Literal[1] = 1
    event: EventType
    object: str | None = None
    size: int | None = None
    actor: str
    at: str
    tool: str
    details: str | None = None
