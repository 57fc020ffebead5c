"""Receipts out of a text that went by mail: docs/log-format.md, section 5."""

import re
from base64 import b64decode

from .heads import FIRST_LINE

ENDS = "\t\n\v\f\r \u00a0\u1680\u2028\u2029\u202f\u205f\u3000\ufeff" + "".join(map(chr, range(0x2000, 0x200B)))
"""What is white at the ends of a text: with fewer control characters than Python takes for white."""

SPELLINGS = [
    (re.compile("\\\\u2014|&mdash;|&#8212;|&#x2014;|\u00e2\u20ac\u201d|\u00e2\u0080\u0094"), "\u2014"),
    (re.compile(r'\\r|\\n|\\t|&nbsp;|["`\u201c\u201d]'), " "),
    (re.compile(r"\\/"), "/"),
    (re.compile(r"&gt;"), ">"),
    (re.compile(r"<[A-Za-z/!][^<>\n]*>"), " "),
    (re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]"), ""),
    (re.compile("^[ \t\u00a0]*(?:>[ \t\u00a0]?)+", re.M), ""),
]
"""What a page or a mail program writes for one of our letters, or beside them, and never stands in a receipt as it was written."""

BLANKS = re.compile("[ \t\n\r\u00a0\u2000-\u200a\u202f\u3000]+")
DASHES = {"\u2014", "\u2013", "-", "--", "---", "?"}
"""The em dash before a signature, and what programs make of it that cannot write one."""

BEGINNING = re.compile(f"(?:[^{ENDS}]*[:/])?{re.escape(FIRST_LINE.strip())}")
"""Also behind what a reader of QR codes, or a browser, puts before it."""
BASE64 = re.compile(r"[A-Za-z0-9+/]+={0,2}|=")
HASH = re.compile(r"[A-Za-z0-9+/]{43}=")
DIGITS = re.compile(r"[0-9]+")

PART = re.compile(
    r"^content-transfer-encoding: *(base64|quoted-printable)\n((?:[^\n]+\n){0,20})\n(.*?)(?=\n--\S|\Z)", re.I | re.M | re.S
)
"""The parts of a message as mail programs save it whole; in what was copied out of one, the dash tells the coding."""
DASH_QUOTED = "=E2=80=94"


def trimmed(text: str) -> str:
    return text.strip(ENDS)


def receipts_in(text: str) -> list[str]:
    """
    Those that were quoted, folded, run together, or have other words above and below, each as the log wrote it, as far as it is there. No
    letter is looked for elsewhere or made up: the proof decides what it is worth.
    """
    mail = PART.sub(lambda part: f"\n{_part(part[1], part[3])}\n", text)
    if DASH_QUOTED in mail:
        mail = _printable(mail)
    if "tlog-proof@v1" not in mail:
        return []
    for spelling, letter in SPELLINGS:
        mail = spelling.sub(letter, mail)
    words = [word for word in BLANKS.split(mail) if word.strip(">")]
    named = [at for at, word in enumerate(words) if BEGINNING.fullmatch(word)]
    starts = [at for at in named if words[at + 1 : at + 2] in (["extra"], ["index"])] or named[:1]
    return [_as_written(words[start + 1 : end]) for start, end in zip(starts, [*starts[1:], len(words)])]


def _part(coding: str, body: str) -> str:
    if coding.lower() == "quoted-printable":
        return _printable(body)
    letters = re.sub("[^A-Za-z0-9+/]", "", body)
    letters = letters[:-1] if len(letters) % 4 == 1 else letters
    return b64decode(letters + "=" * (-len(letters) % 4)).decode(errors="replace")


def _printable(text: str) -> str:
    joined = text.replace("=\n", "")
    return re.sub("(?:=[0-9A-Fa-f]{2})+", lambda run: bytes.fromhex(run[0].replace("=", "")).decode(errors="replace"), joined)


def _as_written(words: list[str]) -> str:
    """The words after the first line, on the lines on which they stood. What is not there is not, and what does not belong ends it."""
    lines, at = [FIRST_LINE.strip()], 0
    if words[:1] == ["extra"]:
        at = next((place for place in range(1, len(words) - 1) if _is_index(words, place)), 2)
        lines.append("extra " + "".join(words[1:at]))
    if words[at : at + 1] == ["index"]:
        lines.append(" ".join(words[at : at + 2]))
        at += 2
    if at == 0:
        lines += words[:1]
        at = 1
    rest = words[at:]
    head = _head_in(rest)
    if head is None:
        return "\n".join([*lines, *_cut_short(rest)]) + "\n"
    signed = rest[head : head + 3]
    lines += [*rest[:head], "", *signed, "", *_signatures(signed[0], rest[head + 3 :])]
    return trimmed("\n".join(lines)) + "\n"


def _is_index(words: list[str], at: int) -> bool:
    return words[at] == "index" and bool(DIGITS.fullmatch(words[at + 1]))


def _cut_short(words: list[str]) -> list[str]:
    """The hashes, and what is left of the head where nothing else follows."""
    end = next((at for at, word in enumerate(words) if not HASH.fullmatch(word)), len(words))
    left = words[end:]
    is_of_head = len(left) in (2, 3) and bool(DIGITS.fullmatch(left[1]))
    return [*words[:end], *(["", *left] if is_of_head else [])]


def _head_in(words: list[str]) -> int | None:
    """Where the three words of the head begin: by their form, or where one was changed, by the signature behind them."""
    for at in range(len(words) - 2):
        if DIGITS.fullmatch(words[at + 1]) and HASH.fullmatch(words[at + 2]) and set(words[at + 3 : at + 4]) <= DASHES:
            return at
    for at in range(3, len(words) - 1):
        if words[at] in DASHES and words[at + 1] == words[at - 3]:
            return at - 3
    return None


def _signatures(origin: str, words: list[str]) -> list[str]:
    """Up to the first that is not whole: a greeting, or, of the log itself, what is left of its signature."""
    lines: list[str] = []
    at = 0
    while at + 1 < len(words) and words[at] in DASHES:
        name, signed = words[at + 1], ""
        at += 2
        while not _is_whole(signed) and at < len(words) and BASE64.fullmatch(words[at]):
            signed += words[at]
            at += 1
        if not _is_whole(signed) and name != origin and lines:
            break
        if signed == "" and at < len(words):
            signed = words[at]
            at += 1
        lines.append(trimmed(f"\u2014 {name} {signed}"))
    return lines


def _is_whole(signed: str) -> bool:
    """No signature that we know has a number of bytes that three divides: each ends in padding."""
    return signed.endswith("=") and len(signed) % 4 == 0
