"""An export directory as C2SP tlog-tiles lays it out: docs/log-format.md, section 4. One bundle or tile is in memory at a time."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from stat import S_ISREG

from .findings import Broken, NO_SUCH_FILE

WIDTH = 256
HASH_BYTES = 32
MOST_EVENT_BYTES = 1_048_576
MOST_HEAD_BYTES = 64 * 1024 * 1024


def widths(entries: int) -> Iterator[tuple[int, int]]:
    """Number and width of each bundle or tile that holds so many entries."""
    for number in range(entries // WIDTH):
        yield number, WIDTH
    if entries % WIDTH:
        yield entries // WIDTH, entries % WIDTH


@dataclass(frozen=True)
class Export:
    directory: Path

    def head_text(self) -> bytes | None:
        return self._read(self.directory / "checkpoint", MOST_HEAD_BYTES)

    def key_text(self) -> bytes | None:
        return self._read(self.directory / "key", MOST_HEAD_BYTES)

    def why_no_head(self) -> str:
        if (self.directory / "tile").is_dir():
            return f"{self.directory} has no checkpoint, so there is nothing signed to compare its events with"
        return f"{self.directory} is no export: it has no checkpoint (a log file or a data folder is for plenum verify)"

    def bundle(self, number: int, width: int) -> list[bytes]:
        """The bytes of the bundle's events. Raises Broken `bundle-form` or `event-size`."""
        for kind, prefix, most in (("entries", 2, 0xFFFF), ("long-entries", 4, MOST_EVENT_BYTES)):
            path = self._path(kind, number, width)
            data = self._read(path, width * (prefix + most))
            if data is not None:
                return split(data, prefix, width, self._named(path))
        raise Broken("bundle-form", f"bundle {self._named(self._path('entries', number, width))}", NO_SUCH_FILE)

    def tile(self, level: int, number: int, width: int) -> list[bytes]:
        """The hashes of a tile. Raises Broken `tile-form`."""
        path = self._path(str(level), number, width)
        expected = f"{self._named(path)} of {width * HASH_BYTES} bytes"
        data = self._read(path, width * HASH_BYTES)
        if data is None:
            raise Broken("tile-form", expected, NO_SUCH_FILE)
        if len(data) != width * HASH_BYTES:
            found = f"{len(data)} bytes" if len(data) < width * HASH_BYTES else f"more than {width * HASH_BYTES} bytes"
            raise Broken("tile-form", expected, found)
        return [data[at : at + HASH_BYTES] for at in range(0, len(data), HASH_BYTES)]

    def _path(self, kind: str, number: int, width: int) -> Path:
        digits = str(number)
        digits = digits.zfill(-(-len(digits) // 3) * 3)
        groups = [digits[at : at + 3] for at in range(0, len(digits), 3)]
        name = "/".join([*("x" + group for group in groups[:-1]), groups[-1]])
        return self.directory / "tile" / kind / (name if width == WIDTH else f"{name}.p/{width}")

    def _named(self, path: Path) -> str:
        return path.relative_to(self.directory).as_posix()

    def _read(self, path: Path, most: int) -> bytes | None:
        """
        At most one byte more than `most`, so that a file that is too long is seen to be. None: not there, or no plain file; a link is none, since
        what it leads to did not come with the export. OSError: there, and not to be read.
        """
        try:
            if not S_ISREG(path.lstat().st_mode):
                return None
            with path.open("rb") as file:
                return file.read(most + 1)
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as reason:
            raise OSError(reason.errno, reason.strerror, str(path)) from None


def split(data: bytes, prefix: int, width: int, name: str) -> list[bytes]:
    events: list[bytes] = []
    at = 0
    while at < len(data) and len(events) < width:
        length = int.from_bytes(data[at : at + prefix], "big")
        event = data[at + prefix : at + prefix + length]
        if at + prefix + length > len(data):
            raise Broken("bundle-form", f"{length} bytes of event {len(events) + 1} of {name}", f"{len(event)} bytes")
        events.append(event)
        at += prefix + length
    if len(events) < width or at < len(data):
        found = f"{len(events)} events, {len(data) - at} bytes over"
        raise Broken("bundle-form", f"{width} events and nothing after them in {name}", found)
    return events
