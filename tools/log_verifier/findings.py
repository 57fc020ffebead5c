"""What a checker can say: a rule of docs/log-format.md, section 6, where it is broken, what was expected and what was found."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Finding:
    rule: str
    expected: str
    found: str
    first: int | None = None
    """Position of the event, counted from 1; with `last`, the first of a stretch. None: of no one event."""
    last: int | None = None
    advice: str | None = None
    """What to do to learn more, where the finding alone does not tell."""


NO_SUCH_FILE = "no such file"
INCOMPLETE = "perhaps this copy is not whole: get a fresh one and verify that. If a file is missing there too, it was removed"


class Broken(Exception):
    """Raised where reading cannot go on; carries the finding."""

    def __init__(self, rule: str, expected: str, found: str) -> None:
        super().__init__(rule)
        self.rule, self.expected, self.found = rule, expected, found

    def at(self, first: int | None, last: int | None = None) -> Finding:
        advice = INCOMPLETE if self.found == NO_SUCH_FILE else None
        return Finding(self.rule, self.expected, self.found, first, last, advice)


class WrongUse(Exception):
    """Raised for a command line that asks for what cannot be; exit code 3."""


def unforeseen(reason: Exception) -> str:
    """Why nothing can be decided where this program itself failed."""
    return f"this program failed, which says nothing of the log: {type(reason).__name__}: {str(reason)[:200]}"


MOST_FINDINGS = 100
"""More say nothing new."""


@dataclass
class Report:
    events: int = 0
    root: str = ""
    """Over the bytes that were read, base64."""
    head: str | None = None
    key: str | None = None
    keys: list[dict[str, object]] = field(default_factory=list)
    """The keys that heads were believed by, oldest first, and the event since which each signs."""
    heads: int = 0
    recounted: list[dict[str, object]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    unlisted: int = 0
    """Further findings, of which only the number is kept."""
    missing: list[str] = field(default_factory=list)
    """Why nothing can be decided, if nothing is wrong."""
    unlisted_missing: int = 0
    """Further reasons, of which only the number is kept."""
    not_checked: list[str] = field(default_factory=list)

    def find(self, *findings: Finding) -> None:
        for finding in findings:
            if len(self.findings) < MOST_FINDINGS:
                self.findings.append(finding)
            else:
                self.unlisted += 1

    def miss(self, reason: str) -> None:
        if len(self.missing) < MOST_FINDINGS:
            self.missing.append(reason)
        else:
            self.unlisted_missing += 1

    def verdict(self) -> str:
        if self.findings:
            return "invalid"
        return "undecided" if self.missing else "valid"

    def exit_code(self) -> int:
        return {"valid": 0, "invalid": 1, "undecided": 2}[self.verdict()]
