"""Receipts: docs/log-format.md, section 5, and the path of RFC 9162, section 2.1.3.2."""

from .findings import Broken
from .heads import bytes_of_base64, FIRST_LINE, Head
from .mailed import trimmed
from .merkle import leaf_hash, node_hash

SIGNATURE_LENGTH = 92
"""Of the shortest signature that a log has (Ed25519): four bytes of key id and 64 of signature, in base64."""


def check_path(text: str, head: Head) -> None:
    """
    The event that a receipt holds must be under the root of its head, at its place. A receipt without its event says nothing. Raises Broken
    `receipt-path`.
    """
    lines = text.removeprefix(FIRST_LINE).partition("\n\n")[0].split("\n")
    if not lines[0].startswith("extra "):
        return
    event = bytes_of_base64(lines[0].removeprefix("extra "))
    index = lines[1].removeprefix("index ") if len(lines) > 1 else ""
    path = [hash for line in lines[2:] if (hash := bytes_of_base64(line)) is not None and len(hash) == 32]
    if event is None or not (index.isascii() and index.isdecimal()) or len(index) > 16 or len(path) < len(lines[2:]):
        raise Broken("receipt-path", "an event, its index and hashes of 32 bytes", "something else")
    if _root(leaf_hash(event), int(index), head.size, path) != head.root:
        raise Broken("receipt-path", f"event {int(index) + 1}, as the receipt has it, under the root of its head", "another root")


def cut_short(text: str) -> str | None:
    """Where a receipt ends before the signature of its head does, or does not begin as one, in words; nothing where it is whole."""
    lines = trimmed(text).split("\n")
    if len(lines) > 2 and lines[1].split(" ")[0] not in ("extra", "index"):
        return "has in line 2 neither an event nor its index"
    empty = [at for at, line in enumerate(lines) if line == ""]
    if len(empty) < 2:
        return f"is cut short after line {len(lines)}: a receipt goes on to the signature of its head"
    dash, name, signed = (lines[-1].split(" ") + ["", ""])[:3]
    if dash == "\u2014" and (signed == "" or (name == lines[empty[0] + 1] and len(signed) < SIGNATURE_LENGTH)):
        return f"is cut short in line {len(lines)}: the signature of its head is longer"
    return None


def _root(leaf: bytes, index: int, size: int, path: list[bytes]) -> bytes | None:
    """Nothing where the path is too long or too short for a tree of that size."""
    if index >= size:
        return None
    at, last, root = index, size - 1, leaf
    for sibling in path:
        if last == 0:
            return None
        if at % 2 == 1 or at == last:
            root = node_hash(sibling, root)
            while at % 2 == 0 and at != 0:
                at, last = at // 2, last // 2
        else:
            root = node_hash(root, sibling)
        at, last = at // 2, last // 2
    return root if last == 0 else None
