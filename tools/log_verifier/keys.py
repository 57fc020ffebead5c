"""Which key signs which heads: docs/log-format.md, section 3, rotation. The keys that are trusted, and those that follow them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from .ed25519 import verifies
from .findings import Broken, Finding
from .heads import Head, Key, base64_of, bytes_of_base64, key_of

ROTATED = "LogKeyRotated"
FIRST_LINE = "Plenum log key rotation v1"

FROM_ANOTHER_TIME = (
    "one of another key of that name, which the events here do not name: they end before a rotation"
    " (give the key of that time too), or this is not the assembly's"
)


@dataclass(frozen=True)
class Period:
    key: Key
    since: int
    """The least number of events that a head signed by the key covers; 0 for the first key."""


class Chain:
    """Trust begins at the oldest of the keys that are given and goes on to those that follow; the log must have had them all."""

    def __init__(self, trusted: list[Key]) -> None:
        self._trusted = trusted
        self._periods: list[Period] = []
        """As the log tells it, whomever one trusts; empty before the first rotation."""

    def periods(self) -> list[Period]:
        """Of the trusted keys, oldest first."""
        since = self._trusted_since()
        if since is None:
            return [Period(key, 0) for key in self._trusted]
        return [period for period in self._periods if period.since >= since]

    def follow(self, position: int, data: dict[str, Any], root: bytes) -> Iterator[Finding]:
        """A rotation; `root` is that of the events before it. A wrong one changes nothing of the chain."""
        try:
            old, new = self._rotation(position, data, root)
        except Broken as broken:
            yield Finding("key-rotation", broken.expected, broken.found, position)
            return
        self._periods = [*(self._periods or [Period(old, 0)]), Period(new, position)]

    def check(self, head: Head) -> bool:
        """Whether a trusted key signed the head; False for a key before those. Raises Broken `head-signature`."""
        since = self._trusted_since()
        if since is None:
            self._check_any(head)
            return True
        period = [period for period in self._periods if period.since <= head.size][-1]
        try:
            head.check_signed_by(period.key)
        except Broken as broken:
            raise Broken(broken.rule, broken.expected, self._instead(head) or broken.found) from None
        return head.size >= since

    def told_of(self, head: Head) -> str:
        """What is to be known of the key of a head that was replaced before any that is trusted; empty for every other."""
        if head.size >= (self._trusted_since() or 0):
            return ""
        replaced = next(period.since for period in self._periods if period.since > head.size)
        return f", signed by a key that event {replaced} replaced: whoever had its secret could sign it, then or since"

    def finish(self, size: int) -> Iterator[Finding]:
        """Trusted keys that the log, of `size` events, never had."""
        had = [period.key for period in self._periods] or self._trusted[:1]
        position = self._periods[1].since if self._periods else size + 1
        for key in self._trusted:
            if key not in had:
                yield Finding("key-rotation", f"a rotation from or to {key.text()}", "none", position)

    def _rotation(self, position: int, data: dict[str, Any], root: bytes) -> tuple[Key, Key]:
        old, new = (key_in(data, field) for field in ("oldKey", "newKey"))
        if self._periods and old != self._periods[-1].key:
            raise Broken("key-rotation", f"oldKey {self._periods[-1].key.text()}", old.text()[:200])
        if new.name != old.name:
            raise Broken("key-rotation", f"newKey of {old.name[:120]}", new.name[:120])
        if new == old or new in [period.key for period in self._periods]:
            raise Broken("key-rotation", "a newKey that the log never had", new.text()[:200])
        stated, signed = (bytes_in(data, field) for field in ("root", "endorsement"))
        if stated != root:
            raise Broken("key-rotation", f"root {base64_of(root)}", str(data["root"])[:60])
        lines = [FIRST_LINE, old.name, str(position), base64_of(root), old.text(), new.text(), ""]
        if not verifies(old.public, "\n".join(lines).encode(), signed):
            raise Broken("key-rotation", f"endorsement by {old.text()[:200]}", "a wrong signature")
        return old, new

    def _trusted_since(self) -> int | None:
        return min((period.since for period in self._periods if period.key in self._trusted), default=None)

    def _check_any(self, head: Head) -> None:
        reasons = []
        for key in self._trusted:
            try:
                return head.check_signed_by(key)
            except Broken as broken:
                reasons.append(broken)
        raise Broken(reasons[0].rule, reasons[0].expected, self._instead(head) or reasons[0].found)

    def _instead(self, head: Head) -> str | None:
        for period in self._periods:
            try:
                head.check_signed_by(period.key)
                return f"one of {period.key.text()}, which signs from event {period.since} on, until another replaces it"
            except Broken:
                continue
        own = {key.id for key in self._trusted if key.name == head.origin}
        of_log = {id for name, id, _ in head.signatures if name == head.origin}
        return FROM_ANOTHER_TIME if own and of_log and not own & of_log else None


def key_in(data: dict[str, Any], field: str) -> Key:
    text = data.get(field)
    try:
        if isinstance(text, str) and not text.endswith("\n"):
            return key_of(text)
    except Broken as broken:
        raise Broken("key-rotation", f"{field} {broken.expected}", broken.found) from None
    raise Broken("key-rotation", f"{field} as a verifier key", str(text)[:60])


def bytes_in(data: dict[str, Any], field: str) -> bytes:
    text = data.get(field)
    found = bytes_of_base64(text) if isinstance(text, str) else None
    if found is None:
        raise Broken("key-rotation", f"{field} in base64", str(text)[:60])
    return found
