"""The checkpoint: a C2SP signed note that says how many entries the log has and what their root is.

A note is accepted in its one canonical form only. A lax base64 decoder would let many flipped bits pass, so the note is
written again from what was understood and every byte compared. Sources: c2sp.org/signed-note, c2sp.org/tlog-checkpoint.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from witnessmark.errors import CaseError, IntegrityError
from witnessmark.model import Word

from .merkle import EMPTY

_ED25519 = b"\x01"  # the signature type of signed-note
_NAME = re.compile(r"[^\s+]+")
_MAX_NOTE = 4096  # bytes; ours are about 230


class Checkpoint(Word, frozen=True, kw_only=True):
    """What a signed checkpoint says.

    Attributes:
        origin: name of the log.
        size: entries in the log.
        root: root hash of its Merkle tree, 32 bytes.
    """

    origin: str
    size: int
    root: bytes


class Verifier:
    """A key that checks checkpoints, from its signed-note form `name+key id+base64`.

    Args:
        vkey: the verifier key.

    Raises:
        IntegrityError: where the text is not the canonical form of an Ed25519 verifier key.
    """

    def __init__(self, vkey: str) -> None:
        try:
            name, short_id, encoded = vkey.split("+", 2)
            raw = base64.b64decode(encoded, validate=True)
            if raw[:1] != _ED25519 or len(raw) != 33 or vkey != verifier_key(name, raw[1:]):
                raise ValueError(short_id)
            self._key = Ed25519PublicKey.from_public_bytes(raw[1:])
        except (ValueError, binascii.Error) as err:
            raise IntegrityError(
                "the verifier key in case.toml is not a signed-note Ed25519 key",
                'restore case.toml from a copy; its line is: verifier = "name+key id+base64"',
            ) from err
        self.name = name
        self.vkey = vkey
        self.key_id = key_id_of(raw[1:])
        self._hash = _note_hash(name, raw[1:])

    def open(self, data: bytes) -> Checkpoint:
        """What a checkpoint says, once its signature is checked.

        Raises:
            IntegrityError: where one bit of it is not what the log's key signed, in the form it was signed.
        """
        try:
            found, signature = self._parse(data)
            self._key.verify(signature, _body(found))
        except (ValueError, InvalidSignature) as err:
            raise IntegrityError("the checkpoint is not what the log's key signed") from err
        if data != self._note(found, signature):
            raise IntegrityError("the checkpoint is not in the form in which it was signed")
        return found

    def _note(self, checkpoint: Checkpoint, signature: bytes) -> bytes:
        return _note(checkpoint, self.name, self._hash + signature)

    def _parse(self, data: bytes) -> tuple[Checkpoint, bytes]:
        if len(data) > _MAX_NOTE:
            raise ValueError("too long for a checkpoint")
        lines = data.decode("utf-8").split("\n")
        if len(lines) != 6 or lines[3] or lines[5] or lines[0] != self.name:
            raise ValueError("not a checkpoint of this log")
        if not re.fullmatch(r"0|[1-9][0-9]{0,15}", lines[1]):
            raise ValueError("no tree size")
        root = base64.b64decode(lines[2], validate=True)
        dash, name, blob = lines[4].split(" ")
        signed = base64.b64decode(blob, validate=True)
        if dash != "—" or name != self.name or signed[:4] != self._hash or len(root) != 32 or len(signed) != 68:
            raise ValueError("not signed by this log's key")
        found = Checkpoint(origin=lines[0], size=int(lines[1]), root=root)
        if found.size == 0 and root != EMPTY:
            raise ValueError("an empty log has one root")
        return found, signed[4:]


class Signer:
    """A log's private key.

    Args:
        name: name of the log, which is also its origin.
        pem: the key, PKCS 8 PEM.

    Raises:
        CaseError: where it is not an Ed25519 private key.
    """

    def __init__(self, name: str, pem: bytes) -> None:
        try:
            key = serialization.load_pem_private_key(pem, password=None)
        except (ValueError, TypeError) as err:
            raise CaseError("the key of this case cannot be read", "restore its file from a copy") from err
        if not isinstance(key, Ed25519PrivateKey):
            raise CaseError("the key of this case is not an Ed25519 key", "restore its file from a copy")
        self.name = name
        self._key = key
        raw = key.public_key().public_bytes_raw()
        self.vkey = verifier_key(name, raw)
        self.key_id = key_id_of(raw)
        self._hash = _note_hash(name, raw)

    def sign(self, size: int, root: bytes) -> bytes:
        """The checkpoint of a log of this size and root, as it is written to disk."""
        checkpoint = Checkpoint(origin=self.name, size=size, root=root)
        return _note(checkpoint, self.name, self._hash + self._key.sign(_body(checkpoint)))


def new_key(seed: bytes) -> tuple[bytes, bytes]:
    """A private key from 32 random bytes.

    Returns:
        The key as PKCS 8 PEM, and its raw public half.
    """
    key = Ed25519PrivateKey.from_private_bytes(seed)
    pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    return pem, key.public_key().public_bytes_raw()


def key_id_of(public: bytes) -> str:
    """The id under which a key is known: the first 16 hex digits of the SHA-256 of its raw public half."""
    return hashlib.sha256(public).hexdigest()[:16]


def verifier_key(name: str, public: bytes) -> str:
    """The verifier key of a log in signed-note form.

    Raises:
        ValueError: where the name is empty or holds white space or a plus.
    """
    if not _NAME.fullmatch(name):
        raise ValueError(f"{name!r} cannot name a log")
    encoded = base64.b64encode(_ED25519 + public).decode("ascii")
    return f"{name}+{_note_hash(name, public).hex()}+{encoded}"


def _note_hash(name: str, public: bytes) -> bytes:
    return hashlib.sha256(name.encode("utf-8") + b"\n" + _ED25519 + public).digest()[:4]


def _body(checkpoint: Checkpoint) -> bytes:
    root = base64.b64encode(checkpoint.root).decode("ascii")
    return f"{checkpoint.origin}\n{checkpoint.size}\n{root}\n".encode()


def _note(checkpoint: Checkpoint, name: str, signed: bytes) -> bytes:
    line = f"\n— {name} {base64.b64encode(signed).decode('ascii')}\n"
    return _body(checkpoint) + line.encode()
