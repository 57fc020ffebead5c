"""A receipt or head as the log wrote it, out of a file that people and their programs have had in their hands."""

import json
import re

RECEIPT = "c2sp.org/tlog-proof@v1\n"
SIGNED = "\n\n\u2014 "
"""Before the signatures of a head."""
QUOTED = re.compile(r'"(?:[^"\\\x00-\x1f\x7f-\x9f]|\\.)*"')


def kept_text(data: bytes) -> bytes:
    """
    Without a byte order mark, with the line ends of the log, and out of the JSON that GraphiQL shows. Other bytes come back as they are, and
    so does a list of heads. Nothing that is signed or hashed can be changed by this.
    """
    try:
        text = data.decode("utf-16" if data.startswith(b"\xff\xfe") else "utf-8-sig")
    except UnicodeDecodeError:
        return data
    text = text.replace("\r\n", "\n").strip()
    if text.count(SIGNED) > 1:
        return data
    found = [text] if is_kept(text) else [one for one in texts_in(text) if is_kept(one)]
    return (found[0].strip() + "\n").encode(errors="surrogatepass") if len(found) == 1 else data


def is_kept(text: str) -> bool:
    return text.startswith(RECEIPT) or SIGNED in text


def texts_in(document: str) -> list[str]:
    """The texts of a JSON document, or what stood between the quotation marks of one."""
    texts = []
    for literal in [*QUOTED.findall(document), f'"{document}"']:
        try:
            texts.append(json.loads(literal))
        except ValueError:
            continue
    return texts
