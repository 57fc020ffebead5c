"""What was given where an export, or a head, is asked for; and what to give instead."""

import os
from pathlib import Path

from .findings import Broken, WrongUse
from .heads import FIRST_LINE, heads_in, key_of
from .kept import kept_texts, MOST_BYTES

KEPT = ("checkpoint", "checkpoints", "tlog-proof")
"""As an export, a server and people name their heads and receipts."""


def must_be_folder(path: Path) -> None:
    """Raises WrongUse where nothing is, and for a file that belongs to an option, with that option. Of any other file nothing is decided."""
    if not os.path.lexists(path):
        raise WrongUse(f"there is nothing at {path}")
    instead = None if path.is_dir() else _instead(path)
    if instead is not None:
        raise WrongUse(f"{path} is {instead}")


def head_files_at(path: Path) -> list[Path]:
    """A file that was given for its heads; of a folder, those in it. Raises WrongUse for a folder that has none."""
    if not path.is_dir():
        return [path]
    files = sorted(one for one in path.iterdir() if one.name.rpartition(".")[2] in KEPT)
    if not files:
        names = ", ".join(["checkpoint", *(f"*.{kept}" for kept in KEPT[:-1])])
        raise WrongUse(f"{path} is a folder without heads: it has no {names} or *.{KEPT[-1]}; name the file that you mean")
    return files


def _instead(path: Path) -> str | None:
    try:
        data = path.read_bytes() if path.is_file() and path.stat().st_size <= MOST_BYTES else b""
    except OSError:
        data = b""
    if not data:
        return None
    if _is_key(data):
        return f"a key, not an export: verify_log.py EXPORT --key {path}"
    text = kept_texts(data)[0]
    if text.startswith(FIRST_LINE.encode()):
        return f"a receipt, not an export: verify_log.py EXPORT --head {path} (plenum verify receipt checks one without its log)"
    try:
        heads_in(text, False)
    except Broken:
        return None
    if path.name == "checkpoint" and (path.parent / "tile").exists():
        return f"the signed head of an export, and not the whole of it: verify_log.py {path.parent}"
    return f"a signed head (checkpoint), not an export: verify_log.py EXPORT --head {path}"


def _is_key(data: bytes) -> bool:
    try:
        key_of(data.decode().strip())
    except (Broken, UnicodeDecodeError):
        return False
    return True
