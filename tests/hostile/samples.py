"""Hostile files, made when asked for. README.md says what each one tries."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Callable

from tests.support.pdf import make_pdf


def noise(size: int) -> bytes:
    """Bytes that look random and are the same every time."""
    blocks = (hashlib.sha256(str(number).encode()).digest() for number in range(size // 32 + 1))
    return b"".join(blocks)[:size]


def _bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("zeros.txt", bytes(100_000_000))
    return out.getvalue()


def _entities(root: str) -> bytes:
    rows = ["<!ENTITY e0 'lol'>"] + [f"<!ENTITY e{n} '{f'&e{n - 1};' * 10}'>" for n in range(1, 10)]
    return f"<?xml version='1.0'?><!DOCTYPE {root} [{''.join(rows)}]><{root}><p>It says &e9;</p></{root}>".encode()


def _external() -> bytes:
    head = b"<!DOCTYPE html [<!ENTITY file SYSTEM 'file:///etc/hostname'>]>"
    return head + b"<html><body><p>The machine is called &file; it says.</p></body></html>"


_PDF = make_pdf([["The ministry says 5,000."], ["The court says 6,000."]])

# Name, how to make it, and the code of a problem that reading it must give ("" where it may be read in full).
SAMPLES: tuple[tuple[str, Callable[[], bytes], str], ...] = (
    ("truncated.pdf", lambda: _PDF[:200], "unreadable"),
    ("garbled.pdf", lambda: b"%PDF-1.7\n" + noise(20_000), "unreadable"),
    ("encrypted.pdf", lambda: make_pdf([["Hidden."]], encrypted=True), "encrypted"),
    ("endless-pages.pdf", lambda: _PDF.replace(b"/Kids [4 0 R", b"/Kids [2 0 R"), ""),
    ("huge-count.pdf", lambda: _PDF.replace(b"/Count 2", b"/Count 2000000000"), ""),
    ("empty.txt", lambda: b"", "empty"),
    ("bomb.zip", _bomb, "unsafe"),
    ("deep.html", lambda: b"<html><body>" + b"<div>" * 100_000 + b"It says 5." + b"</div>" * 100_000, "no-main-text"),
    ("long-attribute.html", lambda: b"<html><p title='" + b"x" * 12_000_000 + b"'>It says 5.</p>", "no-main-text"),
    ("no-text.html", lambda: b"<html><body><script>draw()</script></body></html>", "unreadable"),
    ("entities.html", lambda: _entities("html"), ""),
    ("entities.xml", lambda: _entities("data"), "no-reader"),
    ("external.html", _external, ""),
    ("long-line.txt", lambda: b"x" * 10_000_000, ""),
    ("wide.csv", lambda: b",".join([b"7"] * 1_000_000), "row-cut"),
    ("open-quote.csv", lambda: b'a,b\n1,"2\n' + b"3,4\n" * 50_000, "row-unreadable"),
    ("zeros.txt", lambda: b"It says\x00 5,000 and then\x00 6,000.", "doubtful-encoding"),
    ("zeros.csv", lambda: b"a,b\n1\x00,2\n", "doubtful-encoding"),
    ("binary.txt", lambda: noise(20_000), "unreadable"),
    ("half-utf16.txt", lambda: "It says 5,000. 数字".encode("utf-16")[:-1], "doubtful-encoding"),
)
