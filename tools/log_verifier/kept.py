"""A receipt or head as the log wrote it, out of a file that people and their programs have had in their hands."""

import json
import re

from .heads import FIRST_LINE
from .mailed import ENDS, receipts_in, trimmed

SIGNED = "\n\n\u2014 "
"""Before the signatures of a head."""
QUOTED = re.compile(r'"(?:[^"\\\x00-\x1f\x7f-\x9f]|\\.)*"')
MOST_BYTES = 4 * 1024 * 1024
"""A mail with two of the largest receipts is smaller; lists of heads, which are none, may be larger."""
WORD = f"[^{ENDS}]+"
ON_ITS_LINES = re.compile(
    f"c2sp\\.org/tlog-proof@v1\n(?:extra {WORD}\n)?index {WORD}\n(?:{WORD}\n)*\n(?:{WORD}\n)+\n"
    f"(?:\u2014 {WORD} [A-Za-z0-9_+/=]{{8,}}\n)+"
)
"""A receipt on its own lines, from its first to its last; what stands on them may be wrong."""


def kept_texts(data: bytes) -> list[bytes]:
    """
    The receipts or the head of a file: without a byte order mark, with the line ends of the log, out of the JSON that GraphiQL shows, and
    receipts as mail leaves them. One that is there twice comes once. Other bytes come back as they are, and so does a list of heads. Nothing
    that is signed or hashed can be changed by this.
    """
    if len(data) > MOST_BYTES:
        return [data]
    text = trimmed(decoded(data).replace("\r\n", "\n"))
    sources = [text] if is_kept(text) else [one for one in texts_in(text) if is_kept(one)]
    receipts = [receipt for source in sources or [text] for receipt in receipts_of(trimmed(source) + "\n")]
    if receipts:
        return [one.encode(errors="surrogatepass") for one in dict.fromkeys(receipts)]
    if len(sources) != 1 or sources[0].count(SIGNED) > 1:
        return [data]
    return [(trimmed(sources[0]) + "\n").encode(errors="surrogatepass")]


def decoded(data: bytes) -> str:
    try:
        return data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def receipts_of(text: str) -> list[str]:
    return [text] if ON_ITS_LINES.fullmatch(text) else receipts_in(text)


def is_kept(text: str) -> bool:
    return text.startswith(FIRST_LINE) or SIGNED in text


def texts_in(document: str) -> list[str]:
    """The texts of a JSON document, or what stood between the quotation marks of one."""
    texts = []
    for literal in [*QUOTED.findall(document), f'"{document}"']:
        try:
            texts.append(json.loads(literal))
        except ValueError:
            continue
    return texts
