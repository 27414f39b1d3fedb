"""Private keys of a user, outside every case. Without its key a case can be built and verified, not added to."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs

from witnessmark.errors import CaseError


def key_folder() -> Path:
    """Where private keys are kept: $WITNESSMARK_HOME/keys, else the user's data folder."""
    stated = os.environ.get("WITNESSMARK_HOME")
    base = Path(stated) if stated else platformdirs.user_data_path("witnessmark")
    return base / "keys"


def save_key(key_id: str, pem: bytes) -> Path:
    """Writes a private key that only its owner can read; never over another.

    Raises:
        CaseError: where a key of this id is there already.
    """
    folder = key_folder()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder / f"{key_id}.pem"
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as err:
        raise CaseError(f"a key {key_id} is there already", "two cases never share a key") from err
    with os.fdopen(descriptor, "wb") as out:
        out.write(pem)
        out.flush()
        os.fsync(out.fileno())
    return path


def load_key(key_id: str) -> bytes:
    """The private key of this id, PEM.

    Raises:
        CaseError: where it is not on this machine.
    """
    path = key_folder() / f"{key_id}.pem"
    try:
        return path.read_bytes()
    except FileNotFoundError as err:
        raise CaseError(
            f"the key {key_id} of this case is not on this machine",
            f"put it at {path}; without it the case can be read, built and verified, not added to",
        ) from err
