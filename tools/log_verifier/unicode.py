"""Which texts this Python's Unicode tables cannot judge: docs/log-format.md, section 1, where NFC is that of Unicode 17."""

import re
import unicodedata

VERSION = unicodedata.unidata_version

SINCE_15 = """
897 1ACF-1ADD 1AE0-1AEB 105C9 105D2 105DA 105E4 10D69-10D6D 10EFA-10EFB 10EFD-10EFF 11382-11385 1138B 1138E
11390-11391 113B8 113BB 113C2 113C5 113C7-113C9 113CE-113D0 11F41-11F42 1611E-16129 1612F 16D63 16D67-16D6A 1E08F
1E4EC-1E4EF 1E5EE-1E5EF 1E6E3 1E6E6 1E6EE-1E6EF 1E6F5
"""
"""The code points of Unicode 15 to 17 that NFC takes apart, puts together or sorts. Every other new one stands for itself."""


def points_of(ranges: str) -> list[int]:
    bounds = [[int(bound, 16) for bound in one.split("-")] for one in ranges.split()]
    return [point for bound in bounds for point in range(bound[0], bound[-1] + 1)]


def matcher_of(points: list[int]) -> re.Pattern[str]:
    """Of none of them nothing matches."""
    return re.compile("[" + "".join(map(chr, points)) + "]" if points else r"(?!)")


UNKNOWN = matcher_of([point for point in points_of(SINCE_15) if unicodedata.category(chr(point)) == "Cn"])


def unknown_here(text: str) -> str | None:
    """The first character that decides in Unicode 17 whether the text is in NFC, and that the tables here do not have."""
    found = UNKNOWN.search(text)
    return None if found is None else f"U+{ord(found[0]):04X}"
