"""An event's bytes and its ten keys: docs/log-format.md, section 1."""

import json
import re
import unicodedata
from datetime import datetime
from typing import Any

from .findings import Broken

GREATEST = 2**53 - 1
MOST_BYTES = 1_048_576
MOST_LEVELS = 64

TEXT_KEYS = ("actor", "assembly", "command", "stream", "type")
KEYS = {*TEXT_KEYS, "at", "commandDigest", "data", "revision", "version"}


def whole(text: str) -> int:
    number = int(text)
    if abs(number) > GREATEST:
        raise ValueError("a number beyond 2^53 - 1")
    return number


def no_fraction(text: str) -> float:
    raise ValueError(f"{text[:40]} is no whole number")


def object_in_order(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Keys rise by UTF-16 code units, which also excludes a key that comes twice."""
    keys = [key.encode("utf-16-be") for key, _ in pairs]
    if any(keys[at] >= keys[at + 1] for at in range(len(keys) - 1)):
        raise ValueError("keys out of order, or one of them twice")
    return dict(pairs)


DECODER = json.JSONDecoder(
    object_pairs_hook=object_in_order, parse_int=whole, parse_float=no_fraction, parse_constant=no_fraction
)
ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False)


def check_values(value: Any, level: int) -> None:
    """What only a look at every value shows: null, levels, and Unicode that is not in form NFC."""
    if value is None:
        raise ValueError("null")
    if isinstance(value, str):
        if not unicodedata.is_normalized("NFC", value):
            raise ValueError("text that is not in Unicode NFC")
    elif isinstance(value, (dict, list)):
        if level > MOST_LEVELS:
            raise ValueError(f"more than {MOST_LEVELS} levels")
        for inner in value:
            check_values(inner, level + 1)
            if isinstance(value, dict):
                check_values(value[inner], level + 1)


def value_of(event: bytes) -> Any:
    """What the bytes say. Raises Broken `event-size` or `canonical-bytes`."""
    if len(event) > MOST_BYTES:
        raise Broken("event-size", f"at most {MOST_BYTES} bytes", f"{len(event)} bytes")
    try:
        text = event.decode()
        value = DECODER.decode(text)
        if not text.isascii() or "null" in text or text.count("{") + text.count("[") > MOST_LEVELS:
            check_values(value, 1)
        spelt = ENCODER.encode(value)
    except (ValueError, RecursionError) as reason:
        raise Broken("canonical-bytes", "JSON as section 1 restricts it", str(reason)[:200]) from None
    if spelt != text:
        at = next((at for at in range(min(len(spelt), len(text))) if spelt[at] != text[at]), min(len(spelt), len(text)))
        raise Broken("canonical-bytes", f"...{spelt[at : at + 40]}", f"...{text[at : at + 40]}")
    return value


def is_moment(value: Any) -> bool:
    if not isinstance(value, str) or not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", value, re.ASCII):
        return False
    try:
        moment = datetime.fromisoformat(value.removesuffix("Z"))
    except ValueError:
        return False
    return moment.isoformat(timespec="milliseconds") + "Z" == value


def is_count(value: Any, least: int) -> bool:
    return type(value) is int and value >= least


def envelope_of(event: bytes) -> dict[str, Any]:
    """The event as an object of the ten keys, each in its form. Raises Broken."""
    value = value_of(event)
    if not isinstance(value, dict) or value.keys() != KEYS:
        found = ", ".join(value) if isinstance(value, dict) else type(value).__name__
        raise Broken("envelope", f"the keys {', '.join(sorted(KEYS))}", found[:200])
    wrong = [key for key in TEXT_KEYS if not isinstance(value[key], str) or not value[key]]
    if not is_moment(value["at"]):
        wrong.append("at")
    digest = value["commandDigest"]
    if not isinstance(digest, str) or not re.fullmatch(r"[0-9a-f]{64}", digest):
        wrong.append("commandDigest")
    if not isinstance(value["data"], dict):
        wrong.append("data")
    wrong += [key for key, least in (("revision", 0), ("version", 1)) if not is_count(value[key], least)]
    if wrong:
        raise Broken("envelope", f"`{wrong[0]}` in the form of section 1", ENCODER.encode(value[wrong[0]])[:200])
    return value
