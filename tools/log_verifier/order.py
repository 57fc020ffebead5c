"""How events stand to each other, whatever they mean: the rules `one-assembly`, `stream-revision` and `whole-command`."""

from collections.abc import Iterator
from typing import Any

from .findings import Finding

SHARED = ("actor", "at", "commandDigest", "stream")


class Order:
    def __init__(self) -> None:
        self.assembly: str | None = None
        self._revisions: dict[str, int] = {}
        self._commands: set[str] = set()
        self._before: dict[str, Any] | None = None

    def check(self, position: int, event: dict[str, Any]) -> Iterator[Finding]:
        if self.assembly is None:
            self.assembly = event["assembly"]
        if event["assembly"] != self.assembly:
            yield Finding("one-assembly", self.assembly, event["assembly"], position)
        yield from self._revision(position, event)
        yield from self._command(position, event)
        self._before = event

    def _revision(self, position: int, event: dict[str, Any]) -> Iterator[Finding]:
        stream, revision = event["stream"], event["revision"]
        expected = self._revisions.get(stream, -1) + 1
        if revision != expected:
            yield Finding("stream-revision", f"revision {expected} of {stream[:120]}", str(revision), position)
        self._revisions[stream] = revision

    def _command(self, position: int, event: dict[str, Any]) -> Iterator[Finding]:
        command, before = event["command"], self._before
        if before is not None and before["command"] == command:
            for key in SHARED:
                if before[key] != event[key]:
                    yield Finding("whole-command", f"{key} {before[key][:120]}", event[key][:120], position)
        elif command in self._commands:
            yield Finding("whole-command", f"all of command {command[:80]} side by side", "an event apart", position)
        self._commands.add(command)
