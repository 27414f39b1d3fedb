import base64

import pytest

from witnessmark.errors import CaseError, IntegrityError
from witnessmark.preserve import Checkpoint, Signer, Verifier, new_key, verifier_key

PEM, PUBLIC = new_key(bytes(range(32)))
NAME = "witnessmark/case/0011223344556677"
SIGNER = Signer(NAME, PEM)
VERIFIER = Verifier(SIGNER.vkey)
ROOT = bytes(range(100, 132))
NOTE = SIGNER.sign(12345, ROOT)


def test_a_checkpoint_says_what_was_signed() -> None:
    assert VERIFIER.open(NOTE) == Checkpoint(origin=NAME, size=12345, root=ROOT)
    text = NOTE.decode()
    assert text.startswith(f"{NAME}\n12345\n{base64.b64encode(ROOT).decode()}\n\n— {NAME} ")


def test_the_example_key_of_the_go_checksum_database_is_read() -> None:
    # golang.org/x/mod/sumdb: the verifier key that every Go installation carries.
    vkey = "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8"
    assert Verifier(vkey).name == "sum.golang.org"


def test_every_single_bit_flip_is_refused() -> None:
    for at in range(len(NOTE)):
        for bit in range(8):
            flipped = NOTE[:at] + bytes([NOTE[at] ^ (1 << bit)]) + NOTE[at + 1 :]
            with pytest.raises(IntegrityError):
                VERIFIER.open(flipped)


def test_every_truncation_and_addition_is_refused() -> None:
    for at in range(len(NOTE)):
        with pytest.raises(IntegrityError):
            VERIFIER.open(NOTE[:at])
    for more in (b"\n", b" ", b"x", NOTE, NOTE.split(b"\n\n")[1]):
        with pytest.raises(IntegrityError):
            VERIFIER.open(NOTE + more)


@pytest.mark.parametrize("size", ["012345", "+12345", "12345 ", "1_2345", "１２３４５", "-1", ""])
def test_a_tree_size_in_another_form_is_refused_even_when_signed(size: str) -> None:
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    key = load_pem_private_key(PEM, None)
    body = f"{NAME}\n{size}\n{base64.b64encode(ROOT).decode()}\n".encode()
    short = base64.b64decode(NOTE.decode().split()[-1])[:4]
    signature = base64.b64encode(short + key.sign(body))  # type: ignore[union-attr,call-arg]
    note = body + f"\n— {NAME} ".encode() + signature + b"\n"
    with pytest.raises(IntegrityError):
        VERIFIER.open(note)


def test_another_key_is_refused() -> None:
    pem, _ = new_key(bytes(32))
    with pytest.raises(IntegrityError):
        VERIFIER.open(Signer(NAME, pem).sign(12345, ROOT))
    with pytest.raises(IntegrityError):
        VERIFIER.open(Signer("witnessmark/case/other", PEM).sign(12345, ROOT))


@pytest.mark.parametrize("vkey", ["", "a", "a+b", "a+00000000+AAAA", SIGNER.vkey + "=", SIGNER.vkey.replace("/", "+")])
def test_what_is_no_verifier_key_is_refused(vkey: str) -> None:
    with pytest.raises(IntegrityError):
        Verifier(vkey)


def test_every_bit_flip_of_the_verifier_key_is_refused_or_opens_nothing() -> None:
    for at in range(len(SIGNER.vkey)):
        for bit in range(7):
            flipped = SIGNER.vkey[:at] + chr(ord(SIGNER.vkey[at]) ^ (1 << bit)) + SIGNER.vkey[at + 1 :]
            with pytest.raises(IntegrityError):
                Verifier(flipped).open(NOTE)


@pytest.mark.parametrize("name", ["", "a b", "a+b", "a\tb", "a\u3000b"])
def test_a_log_name_with_a_space_or_plus_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="cannot name"):
        verifier_key(name, PUBLIC)


def test_a_damaged_private_key_is_a_case_error() -> None:
    for pem in (b"", b"junk", PEM[:50]):
        with pytest.raises(CaseError):
            Signer(NAME, pem)
