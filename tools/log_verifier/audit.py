"""Reads an export from its first event to its last and says what is wrong, what is missing and what was not looked at."""

from collections.abc import Callable
from typing import Any

from .advice import NOT_WHOLE, OLDER, place_after
from .another_log import assembly_in
from .envelope import envelope_of
from .export import Export, widths, WIDTH
from .findings import Broken, Finding, Report, unforeseen
from .heads import Head, Key, base64_of, head_of, key_of
from .keys import ROTATED, Chain
from .merkle import Tree, leaf_hash, root_of
from .order import Order
from .record import Record
from .schemas import Schemas
from .unicode import VERSION, unknown_here


class Audit:
    """
    One export, read once. `progress` is told how many events of how many are read, now and then.

    Not more than the bundle that is read is in memory, and what counting needs: the roll, delegations, open ballots.
    """

    def __init__(self, export: Export, schemas: Schemas, progress: Callable[[int, int], None]) -> None:
        self.report = Report()
        self._export, self._schemas, self._progress = export, schemas, progress
        self._order, self._record = Order(), Record()
        self._bytes, self._kept = Tree(), Tree()
        """Over the events' own hashes, and over those that level 0 keeps."""
        self._differs = False
        self._by_replaced: list[Head] = []
        """Heads that a key signed in its time which came before those that are trusted: no evidence for the log, but of a fork."""
        self._lost: int | None = None
        """Position of the first event that could not be followed: what is counted after it may be off."""

    def run(self, given: list[Key], kept: list[Head]) -> Report:
        """The keys that are trusted, and heads from before."""
        try:
            return self._run(given, kept)
        except OSError as reason:
            self.report.miss(f"{reason.filename} cannot be read: {reason.strerror}")
        except Exception as reason:  # noqa: BLE001
            self.report.miss(unforeseen(reason))
        return self.report

    def _run(self, given: list[Key], kept: list[Head]) -> Report:
        keys = self._keys(given)
        self._chain = Chain(keys)
        newest = self._newest()
        heads = [*([newest] if newest else []), *kept]
        if newest is not None:
            self._read(newest.size, {head.size for head in heads})
        if keys:
            heads = self._believed(heads)
        if newest is not None:
            self._judge_heads(newest, self._by_replaced)
            self._judge_heads(newest, heads)
        self._say_what_was_not_checked(newest, heads)
        return self.report

    def _keys(self, given: list[Key]) -> list[Key]:
        keys = list(dict.fromkeys(given))
        if not keys:
            own = self._export.key_text()
            if own is None:
                self.report.missing.append("there is no key, neither given nor in the export")
                return []
            self.report.missing.append(
                "whether the key is the assembly's own: it came with the export, which so far agrees with itself only"
                " (give --key)"
            )
            try:
                keys = [key_of(own.decode(errors="replace"))]
            except Broken as broken:
                self.report.find(broken.at(None))
                return []
        self.report.key = keys[0].text()
        return keys

    def _newest(self) -> Head | None:
        data = self._export.head_text()
        if data is None:
            self.report.missing.append(self._export.why_no_head())
            return None
        try:
            newest = head_of(data.decode())
        except (Broken, UnicodeDecodeError) as reason:
            broken = reason if isinstance(reason, Broken) else Broken("head-form", "UTF-8", "other bytes")
            self.report.find(broken.at(None))
            return None
        self.report.head = f"{newest.origin}, {newest.size} events"
        return newest

    def _believed(self, heads: list[Head]) -> list[Head]:
        """Those that a trusted key signed in its time. What is wrong with the others is said before all else."""
        later, self.report.findings = self.report.findings, []
        believed = [head for head in heads if self._signed(head)]
        self.report.find(*later, *self._chain.finish(self._bytes.size))
        self.report.heads = len(believed)
        self.report.keys = [{"key": one.key.text(), "since": one.since} for one in self._chain.periods()]
        return believed

    def _signed(self, head: Head) -> bool:
        try:
            if self._chain.check(head):
                return True
        except Broken as broken:
            self.report.find(broken.at(None))
            return False
        self._by_replaced.append(head)
        return False

    def _read(self, size: int, sizes: set[int]) -> None:
        """Fills both trees, and remembers their roots at each of the sizes."""
        self._roots: dict[int, tuple[bytes, bytes]] = {}
        self._remember(sizes)
        for number, width in widths(size):
            try:
                events = self._export.bundle(number, width)
            except Broken as broken:
                self.report.find(broken.at(number * WIDTH + 1, number * WIDTH + width))
                break
            for event, kept in zip(events, self._kept_hashes(number, width, events), strict=True):
                self._event(event, kept)
                self._remember(sizes)
            self._progress(self._bytes.size, size)
        self.report.events, self.report.root = self._bytes.size, base64_of(self._bytes.root())
        self.report.recounted = self._record.recounted
        self._check_upper_tiles(size)

    def _remember(self, sizes: set[int]) -> None:
        if self._bytes.size in sizes:
            root = self._bytes.root()
            self._roots[self._bytes.size] = (root, self._kept.root() if self._differs else root)

    def _kept_hashes(self, number: int, width: int, events: list[bytes]) -> list[bytes]:
        try:
            return self._export.tile(0, number, width)
        except Broken as broken:
            self.report.find(broken.at(number * WIDTH + 1, number * WIDTH + width))
            return [leaf_hash(event) for event in events]

    def _event(self, event: bytes, kept: bytes) -> None:
        position = self._bytes.size + 1
        computed = leaf_hash(event)
        if computed != kept:
            self._differs = True
            self.report.find(Finding("leaf-hash", kept.hex(), computed.hex(), position))
        before = self._bytes.root() if ROTATED.encode() in event else b""
        self._bytes.append(computed)
        self._kept.append(kept)
        try:
            envelope = envelope_of(event)
        except Broken as broken:
            self.report.find(broken.at(position))
            self._lose(position)
            return
        self._check_letters(position, event)
        self.report.find(*self._order.check(position, envelope))
        if envelope["type"] == ROTATED:
            self.report.find(*self._chain.follow(position, envelope["data"], before))
        check = self._schemas.check_of(envelope["type"], envelope["version"])
        if check is None:
            kind = f"{envelope['type']} of version {envelope['version']}"
            self.report.miss(f"event {position} is a {kind}, unknown here")
            self._lose(position)
            return
        wrong = check(envelope["data"])
        if wrong is not None:
            self.report.find(Finding("event-form", f"the form of {envelope['type']}", wrong, position))
            self._lose(position)
            return
        if self._lost is None:
            self._follow(position, envelope)

    def _check_letters(self, position: int, event: bytes) -> None:
        letter = None if event.isascii() else unknown_here(event.decode())
        if letter is not None:
            tables = f"of which the Unicode tables here ({VERSION}) know nothing"
            why = "whether its text is in NFC, a newer Python can say"
            self.report.miss(f"event {position} has the character {letter}, {tables}: {why}")

    def _follow(self, position: int, envelope: dict[str, Any]) -> None:
        """A log that was not written by the rules can hold what none of them foresaw: that is a finding, whatever it is."""
        try:
            self.report.find(*self._record.apply(position, envelope))
        except Exception as reason:  # noqa: BLE001
            expected = f"a {envelope['type']} that can follow what stands before it"
            self.report.find(Finding("event-effect", expected, f"{type(reason).__name__}: {reason}"[:200], position))
            self._lose(position)

    def _lose(self, position: int) -> None:
        if self._lost is None:
            self._lost = position
            self.report.not_checked.append(f"what events from {position} on say: that one cannot be followed")

    def _check_upper_tiles(self, size: int) -> None:
        """Hash i of a level is the root over full tile i of the level below, as it is kept there."""
        level, below = 1, size
        while below // WIDTH > 0 and self._bytes.size == size:
            try:
                self._check_level(level, below // WIDTH)
            except Broken as broken:
                self.report.find(broken.at(None))
                return
            level, below = level + 1, below // WIDTH

    def _check_level(self, level: int, hashes: int) -> None:
        for number, width in widths(hashes):
            for at, found in enumerate(self._export.tile(level, number, width)):
                index = number * WIDTH + at
                try:
                    expected = root_of(self._export.tile(level - 1, index, WIDTH))
                except Broken:
                    continue  # told of when its own level was read
                if found != expected:
                    where = f" at hash {index} of level {level}"
                    raise Broken("tile-hash", expected.hex() + where, found.hex())

    def _judge_heads(self, newest: Head, heads: list[Head]) -> None:
        roots: dict[int, bytes] = {}
        agreed = 0
        complete = self._bytes.size == newest.size
        for head in sorted(heads, key=lambda head: head.size):
            if roots.setdefault(head.size, head.root) != head.root:
                fork = f"size {head.size}: {base64_of(head.root)}"
                self.report.find(Finding("fork", base64_of(roots[head.size]), fork + self._chain.told_of(head)))
            elif head.size > self._bytes.size:
                found = f"{self._bytes.size} events" + ("" if complete else " that can be read")
                advice = OLDER if complete else NOT_WHOLE
                self.report.find(Finding("log-complete", f"at least {head.size} events", found, advice=advice))
                break
            elif head.size in self._roots:
                own, kept = self._roots[head.size]
                if head.root not in (own, kept):
                    expected = base64_of(head.root) + self._chain.told_of(head)
                    self.report.find(Finding("head-root", expected, base64_of(own), *place_after(agreed, head.size)))
                    break
                agreed = head.size
            self._check_origin(head)

    def _check_origin(self, head: Head) -> None:
        assembly = self._order.assembly
        if assembly is not None and assembly_in(head.origin) != assembly:
            self.report.find(Finding("origin", f".../{assembly}", head.origin))

    def _say_what_was_not_checked(self, newest: Head | None, heads: list[Head]) -> None:
        say = self.report.not_checked.append
        if newest is None or all(head is newest for head in heads):
            say("cannot exclude truncation, nor a log written and signed anew: no earlier head (give --head)")
        if self._by_replaced:
            which = f"heads by a key that was replaced ({len(self._by_replaced)})"
            say(f"{which}: compared with the log, and no evidence for it; give that key too (--key)")
        for one in self.report.recounted:
            if "notRecounted" in one:
                say(f"the result certified by event {one['position']}: {one['notRecounted']}")
        if any("result" in one for one in self.report.recounted):
            say("countDigest of the results: this program does not print the count document")
        say("whether each event could follow what stood before it (event-effect), beyond what counting needs")
        say("whether witnesses saw the same heads as you: plenum verify --policy checks that")
        say("who was behind each token, and what was never recorded: no log can show that")
