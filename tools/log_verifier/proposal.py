"""One proposal on its way through the log: what it pinned, whom it asks, whose ballots and hands it holds."""

from dataclasses import dataclass, field
from typing import Any

from .delegations import Given, delegates_of, scopes_of
from .numbers import Exact, exact


@dataclass(frozen=True)
class Standing:
    """A member on the roll."""

    weight: Exact
    votes: bool
    class_id: str | None


def standing_of(data: dict[str, Any]) -> Standing:
    return Standing(exact(data["weight"]), data["votes"], data.get("classId"))


Roll = dict[str, Standing]


@dataclass
class HandCount:
    counted: set[str]
    status: str = "open"
    totals: dict[str, int] = field(default_factory=dict)


@dataclass
class Proposal:
    id: str
    wording: dict[str, Any]
    status: str = "draft"
    charter: dict[str, Any] = field(default_factory=dict)
    roll: Roll = field(default_factory=dict)
    """Of the opening, less whoever was struck since."""
    given: Given = field(default_factory=dict)
    """The delegations of the opening, where a policy of the charter freezes them."""
    ballots: dict[str, Any] = field(default_factory=dict)
    """Choice by member."""
    hands: dict[str, HandCount] = field(default_factory=dict)
    closed_at: int | None = None
    counted: Any = None
    """What counting at the close gave: the result, why it was not counted, or what made it impossible."""

    def policy(self) -> dict[str, Any]:
        """The pinned one; StopIteration where the charter has none of that name."""
        return next(one for one in self.charter["policies"] if one["id"] == self.wording["policyId"])

    def freezes(self, what: str) -> bool:
        return self.policy()["frozen"][what] == "at-open"

    def electorate(self, current: Roll) -> Roll:
        """The roll that counts now; ask only while it is open."""
        members = self.roll if self.freezes("electorate") else current
        standings = self.roll if self.freezes("weights") else current
        return {id: standings.get(id, standing) for id, standing in members.items()}

    def asks(self, member: str, current: Roll) -> bool:
        return member in (self.roll if self.freezes("electorate") else current)

    def delegates(self, member: str, current: Given) -> tuple[str, ...]:
        given = self.given if self.freezes("delegations") else current
        rule = self.policy()["delegation"]
        scopes = scopes_of(self.id, self.wording.get("area"), rule["allowed"])
        return delegates_of(member, given, scopes, rule["maxDelegates"])

    def by_hand(self) -> set[str]:
        """Whoever a show of hands holds that is open or recorded."""
        held = [one.counted for one in self.hands.values() if one.status != "cancelled"]
        return set().union(*held)
