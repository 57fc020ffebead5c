"""Keys and signed heads: docs/log-format.md, section 3. Receipts (section 5) are read for the head they carry."""

import re
from base64 import b64decode, b64encode
from dataclasses import dataclass
from hashlib import sha256

from .ed25519 import verifies
from .findings import Broken

GREATEST = 2**53 - 1
ED25519 = b"\x01"
FIRST_LINE = "c2sp.org/tlog-proof@v1\n"
"""How a receipt begins."""
WHOLE = re.compile("\n\n(\u2014 [^\n]+\n)+\\Z")
"""How a head ends that was written to its end."""


def bytes_of_base64(text: str) -> bytes | None:
    """RFC 4648, section 4, in its one spelling: padded, and without stray bits."""
    try:
        decoded = b64decode(text, validate=True)
    except ValueError:
        return None
    return decoded if base64_of(decoded) == text else None


def base64_of(data: bytes) -> str:
    """How roots are written, here and wherever somebody compares them by eye."""
    return b64encode(data).decode()


@dataclass(frozen=True)
class Key:
    name: str
    id: bytes
    public: bytes

    def text(self) -> str:
        return f"{self.name}+{self.id.hex()}+{base64_of(ED25519 + self.public)}"


def key_of(text: str) -> Key:
    """A verifier key, `<name>+<id>+<base64 of 0x01 and the public key>`. Raises Broken `key-form`."""
    line = text.removesuffix("\n")
    parts = line.split("+", 2)
    form = "<name>+<8 hex digits>+<base64 of 0x01 and 32 bytes>"
    if len(parts) != 3 or not parts[0] or re.search(r"\s", line) or not re.fullmatch(r"[0-9a-f]{8}", parts[1]):
        raise Broken("key-form", form, line[:200])
    name, stated, encoded = parts
    material = bytes_of_base64(encoded)
    if material is None or len(material) != 33 or material[:1] != ED25519:
        raise Broken("key-form", form, line[:200])
    computed = sha256(name.encode() + b"\n" + material).digest()[:4]
    if computed.hex() != stated:
        raise Broken("key-form", f"key id {computed.hex()}", stated)
    return Key(name, computed, material[1:])


@dataclass(frozen=True)
class Head:
    origin: str
    size: int
    root: bytes
    text: str
    """What is signed: the three lines with their newlines."""
    signatures: tuple[tuple[str, bytes, bytes], ...]
    """Name of the key, key id, what follows it."""

    def check_signed_by(self, key: Key) -> None:
        """Raises Broken `head-signature`, also where another line of the same key is wrong."""
        of_key = [signed for name, id, signed in self.signatures if (name, id) == (key.name, key.id)]
        if not of_key:
            raise Broken("head-signature", f"a signature of {key.name}+{key.id.hex()}", "none")
        if not all(verifies(key.public, self.text.encode(), signed) for signed in of_key):
            raise Broken("head-signature", f"a signature of {key.name}+{key.id.hex()} over this text", "a wrong one")


def head_of(text: str) -> Head:
    """A head to the byte, with its signature lines. Raises Broken `head-form`."""
    if re.search("[\\x00-\\x09\\x0b-\\x1f]", text):
        raise Broken("head-form", "no control characters", repr(text[:200]))
    note, empty, signed = text.partition("\n\n")
    lines = note.split("\n")
    if not empty or len(lines) != 3 or not signed.endswith("\n") or not lines[0]:
        raise Broken("head-form", "three lines, an empty line, and signature lines", text[:200])
    origin, size, encoded = lines
    root = bytes_of_base64(encoded)
    if not re.fullmatch(r"0|[1-9][0-9]{0,15}", size) or int(size) > GREATEST:
        raise Broken("head-form", "a whole number of events", size[:60])
    if root is None or len(root) != 32:
        raise Broken("head-form", "a root of 32 bytes in base64", encoded[:60])
    return Head(origin, int(size), root, note + "\n", tuple(signature_of(line) for line in signed[:-1].split("\n")))


def signature_of(line: str) -> tuple[str, bytes, bytes]:
    parts = line.split(" ")
    signed = bytes_of_base64(parts[2]) if len(parts) == 3 else None
    if parts[0] != "\u2014" or not re.fullmatch(r"[^\s+]+", parts[1]) or signed is None or len(signed) < 5:
        raise Broken("head-form", "a signature line: em dash, name, base64", line[:200])
    return parts[1], signed[:4], signed[4:]


def heads_in(data: bytes, is_list: bool) -> list[Head]:
    """
    The heads of a file: of a checkpoint one, of a receipt the one at its end, of a kept history all. A list that a server appends to may end in
    one whose writing was cut short: that one is left out. Raises Broken `head-form`.
    """
    try:
        text = data.decode()
    except UnicodeDecodeError:
        raise Broken("head-form", "UTF-8", "other bytes") from None
    if text.startswith(FIRST_LINE):
        return [head_of(text.partition("\n\n")[2])]
    notes = [one.strip("\n") + "\n" for one in re.split("\n{2,}(?!\u2014 |\n)", text) if one.strip("\n")]
    if not is_list:
        return [head_of(one) for one in notes] if len(notes) > 1 else [head_of(text)]
    if not text.endswith("\n"):
        notes = notes[:-1]
    while notes and not WHOLE.search(notes[-1]):
        notes.pop()
    if not notes:
        raise Broken("head-form", "a list with one whole head at least", text[:200])
    return [head_of(one) for one in notes]
