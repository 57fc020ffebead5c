#!/usr/bin/env python3
"""
Checks a log exported by `plenum export`, and counts its majorities again.

A second program, written from docs/log-format.md; it shares no line with the server.

It reads no policy of witnesses (plenum verify --policy), no log file and no server.

Needs Python 3.11 and nothing else. Exit codes: 0 valid, 1 invalid, 2 cannot decide, 3 wrong use.
"""

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import NoReturn

from log_verifier.another_log import must_be_of_this_log, Paper
from log_verifier.audit import Audit
from log_verifier.doors import head_files_at, must_be_folder
from log_verifier.export import Export
from log_verifier.findings import Broken, Finding, Report, unforeseen, WrongUse
from log_verifier.heads import FIRST_LINE, Head, Key, heads_in, key_of
from log_verifier.kept import kept_texts
from log_verifier.receipts import check_path, cut_short
from log_verifier.schemas import Schemas

HEADINGS = {
    "valid": "VALID: nothing was changed, removed, added or moved, and every majority counted again comes out the same.",
    "invalid": "INVALID: this is not the log that was signed, or not the result that follows from it.",
    "undecided": "UNDECIDED: nothing wrong was found, and not enough is known to call the log valid.",
}


LIST = ".checkpoints"
"""A server's list of its heads, whose last may have been cut short by a crash; any other file must be right to its last byte."""
BETWEEN_HEADS = b"\n\n\n"
MOST_LIST_BYTES = 64 * 1024 * 1024
MOST_GIVEN_BYTES = 8 * 1024 * 1024
"""Receipts as mail leaves them, or some ten thousand heads."""
MOST_KEY_BYTES = 64 * 1024
"""With whatever else the agenda said, as comments."""


class Arguments(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise WrongUse(message)


def arguments() -> Arguments:
    published = Path(__file__).resolve().parent.parent / "docs" / "events"
    parser = Arguments(prog="verify_log.py", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("export", type=Path, help="an export directory")
    keys = "the log's verifier key, or a file that holds it; may be given again (the export's own decides nothing)"
    parser.add_argument("--key", action="append", default=[], help=keys)
    heads = "a head or receipt kept from before; may be given again"
    parser.add_argument("--head", type=Path, action="append", default=[], help=heads)
    forms = "the published forms of events (default: docs/events)"
    parser.add_argument("--schemas", type=Path, default=published, help=forms)
    parser.add_argument("--json", action="store_true", help="the report as one JSON document")
    return parser


def key_text(given: str) -> str:
    """A path is told from a key by being one that exists. In a file, empty lines and comments (#) do not count."""
    if not is_file(Path(given)):
        return given
    lines = [line.strip() for line in given_bytes(Path(given), MOST_KEY_BYTES).decode("utf-8-sig", errors="replace").splitlines()]
    return "\n".join(line for line in lines if line and not line.startswith("#"))


def given_key(given: str) -> Key:
    """A path that was mistyped looks like a key that is none."""
    try:
        return key_of(key_text(given))
    except Broken as broken:
        raise WrongUse(f"--key {given} is neither a verifier key nor a file with one: {broken.found[:200]!r}") from None


def given_heads(path: Path) -> tuple[list[Head], list[Finding]]:
    """The heads of a file, and what is wrong with the receipts in it, if it has any."""
    if not is_file(path):
        raise WrongUse(f"{path} is no file")
    is_list = path.name.endswith(LIST)
    found: list[Head] = []
    wrong: list[Finding] = []
    for data in [given_bytes(path, MOST_LIST_BYTES)] if is_list else kept_texts(given_bytes(path, MOST_GIVEN_BYTES)):
        is_receipt = data.startswith(FIRST_LINE.encode())
        cut = cut_short(data.decode()) if is_receipt else None
        if cut is not None:
            raise WrongUse(f"{path} {cut}")
        try:
            heads = heads_in(data, is_list)
        except Broken as broken:
            raise WrongUse(f"{path} is neither a head nor a receipt: expected {broken.expected}") from None
        try:
            if is_receipt:
                check_path(data.decode(), heads[0])
        except Broken as broken:
            wrong.append(broken.at(None))
        found += heads
    return found, wrong


def is_own_head(path: Path, export: Path) -> bool:
    """The export's own head, given once more, came with the log and excludes nothing."""
    own = export / "checkpoint"
    return path.exists() and own.exists() and path.samefile(own)


def given_bytes(path: Path, most: int) -> bytes:
    """Of a larger file nothing is read; of a list its end, from the first whole head on."""
    is_list = path.name.endswith(LIST)
    try:
        size = path.stat().st_size
        if size > most and not is_list:
            raise WrongUse(f"{path} has {size:,} bytes, and what was asked for has no more than {most:,}: it is another file")
        with path.open("rb") as file:
            file.seek(max(0, size - most))
            data = file.read(most)
    except OSError as reason:
        raise WrongUse(f"{path} cannot be read: {reason.strerror}") from None
    return data.partition(BETWEEN_HEADS)[2] or data if size > most else data


def is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:
        return False


def show_progress(read: int, size: int) -> None:
    if sys.stderr.isatty():
        print(f"\r{read} of {size} events", end="\n" if read == size else "", file=sys.stderr, flush=True)


def lines_of(finding: Finding) -> list[str]:
    place = "log" if finding.first is None else f"event {finding.first}"
    if finding.last is not None:
        place = f"events {finding.first} to {finding.last}"
    advice = [f"    what now {finding.advice}"] if finding.advice else []
    return [f"  {place}: rule {finding.rule}", f"    expected {finding.expected}", f"    found    {finding.found}", *advice]


def key_line(period: dict[str, object]) -> str:
    return f"key      {period['key']}" + (f", since event {period['since']}" if period["since"] else "")


def section(title: str, lines: list[str]) -> list[str]:
    return [title, *(f"  - {line}" for line in lines)] if lines else []


def text_of(report: Report) -> str:
    counted = sum("result" in one for one in report.recounted)
    lines = [
        f"head     {report.head or 'none'}",
        f"events   {report.events:,}, root {report.root or 'not known'}",
        f"heads    {report.heads} signed by {report.key or 'nobody known'}",
        *(key_line(one) for one in report.keys[1:] and report.keys),
        f"results  {counted} of {len(report.recounted)} recounted",
        "",
        HEADINGS[report.verdict()],
        *(line for finding in report.findings for line in lines_of(finding)),
        *([f"  and {report.unlisted} more"] if report.unlisted else []),
        *section("cannot decide:", report.missing),
        *([f"  and {report.unlisted_missing} more"] if report.unlisted_missing else []),
        *section("not checked:", report.not_checked),
    ]
    return "\n".join(lines)


def papers_of(given: argparse.Namespace, keys: list[Key], kept: list[tuple[list[Head], list[Finding]]]) -> list[Paper]:
    of_keys = [Paper(f"the key {key.text()}", key.name) for key in keys]
    return of_keys + [Paper(str(path), head.origin) for path, (heads, _) in zip(given.head, kept) for head in heads]


def report_of(given: argparse.Namespace, keys: list[Key], heads: list[Head], wrong: list[Finding]) -> Report:
    if not given.export.is_dir():
        return Report(missing=[f"{given.export} is no folder, and only an export is read here (a log file is for plenum verify)"])
    try:
        audit = Audit(Export(given.export), Schemas(given.schemas), show_progress)
    except WrongUse:
        raise
    except Exception as reason:  # noqa: BLE001
        return Report(missing=[unforeseen(reason)])
    audit.report.find(*wrong)
    return audit.run(keys, heads)


def main(argv: list[str]) -> int:
    sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        given = arguments().parse_args(argv)
        must_be_folder(given.export)
        keys = [given_key(one) for one in given.key]
        given.head = [file for path in given.head for file in head_files_at(path) if not is_own_head(file, given.export)]
        kept = [given_heads(path) for path in given.head]
        heads = [head for some, _ in kept for head in some]
        wrong = [finding for _, some in kept for finding in some]
        must_be_of_this_log(Export(given.export), papers_of(given, keys, kept))
        report = report_of(given, keys, heads, wrong)
    except WrongUse as reason:
        print(f"verify_log.py: {reason}", file=sys.stderr)
        return 3
    print(json.dumps({"verdict": report.verdict(), **asdict(report)}, indent=2) if given.json else text_of(report))
    return report.exit_code()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
