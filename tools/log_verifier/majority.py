"""Counting a majority: docs/log-format.md, section 7, points 8 to 15."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from .delegations import Given, carriers
from .hall import Hall
from .numbers import Exact, spelt, total
from .proposal import Proposal, Roll
from .verdict import outcome_of

SIDES = ("yes", "no", "abstain")


class Uncountable(Exception):
    """Raised where the page does not say how to count; the text says what is in the way."""


def check_countable(policy: dict[str, Any]) -> None:
    if policy["rule"] != "majority":
        raise Uncountable(f"it was counted by the rule {policy['rule']}")
    for part in ("weighing", "suspensive"):
        if part in policy:
            raise Uncountable(f"its policy has {part}")
    for part in ("cap", "damping"):
        if part in policy["delegation"]:
            raise Uncountable(f"its policy has a delegation {part}")
    if any(one.get("perBloc") == "channel" for one in policy["thresholds"]):
        raise Uncountable("its policy asks a threshold of each channel")


@dataclass
class Votes:
    """Weight and heads of a group of members; sums are made at the end, once."""

    parts: dict[str, list[tuple[Exact, int]]] = field(default_factory=lambda: defaultdict(list))

    def add(self, what: str, weight: Exact, heads: int = 1) -> None:
        self.parts[what].append((weight, heads))

    def sum(self, measure: str, *whats: str) -> Exact:
        pick = 0 if measure == "weight" else 1
        return total(part[pick] for what in whats for part in self.parts[what])


@dataclass(frozen=True)
class Ballots:
    """Everybody's votes, and those of each class that has a voting member."""

    everyone: Votes
    by_class: dict[str, Votes]

    def add(self, class_id: str | None, what: str, weight: Exact, heads: int = 1) -> None:
        self.everyone.add(what, weight, heads)
        if class_id is not None:
            self.by_class.setdefault(class_id, Votes()).add(what, weight, heads)


def count(proposal: Proposal, roll: Roll, given: Given, hall: Hall) -> dict[str, Any]:
    """The result at this moment, without the digest. Raises Uncountable, and ValueError for what no majority can hold."""
    policy = proposal.policy()
    check_countable(policy)
    electors = {id: member for id, member in proposal.electorate(roll).items() if member.votes}
    own = {id: choice for id, choice in proposal.ballots.items() if id in electors}
    sets = [one for one in proposal.hands.values() if one.status == "recorded" and one.counted]
    by_hand = {id for one in sets for id in one.counted}
    for choice in [*proposal.ballots.values(), *(side for one in sets for side in one.totals)]:
        if choice not in SIDES:
            raise ValueError(f"a choice {str(choice)[:60]} where there are only {', '.join(SIDES)}")
    if any(sum(one.totals.values()) > len(one.counted) for one in sets):
        raise ValueError("more hands than members in the counted set")
    carried = carried_in(proposal, electors, own, by_hand, given)

    present = hall.present_for(proposal.id)
    ballots = Ballots(Votes(), {})
    for id, member in electors.items():
        ballots.add(member.class_id, "entitled", member.weight)
        if id in present:
            ballots.add(member.class_id, "present", member.weight)
        voter = id if id in own else carried.get(id)
        if voter is not None:
            ballots.add(member.class_id, own[voter], member.weight)
    for one in sets:
        add_hands(ballots, electors, one.counted, one.totals)
    return result_of(policy, ballots)


def carried_in(
    proposal: Proposal, electors: Roll, own: dict[str, Any], by_hand: set[str], given: Given
) -> dict[str, str]:
    wishes = {}
    for id in electors:
        if id not in own and id not in by_hand:
            found = [one for one in proposal.delegates(id, given) if one in electors]
            if found:
                wishes[id] = found
    rule = proposal.policy()["delegation"]
    if rule["rule"] != "breadth-first" and any(len(found) > 1 for found in wishes.values()):
        raise Uncountable(f"its ranked delegations are followed {rule['rule']}")
    return carriers(wishes, own, rule.get("maxChain"))


def add_hands(ballots: Ballots, electors: Roll, counted: set[str], totals: dict[str, int]) -> None:
    """All of the set weigh the same. A hand has a class only where the whole set is of it."""
    members = [electors[id] for id in counted]
    classes = {member.class_id for member in members}
    class_id = classes.pop() if len(classes) == 1 else None
    for side, hands in totals.items():
        ballots.add(class_id, side, members[0].weight * hands, hands)


def result_of(policy: dict[str, Any], ballots: Ballots) -> dict[str, Any]:
    everyone = ballots.everyone
    entitled, valid = everyone.sum("weight", "entitled"), everyone.sum("weight", *SIDES)
    quorum, outcome, winners = outcome_of(policy, everyone, ballots.by_class)
    return {
        "outcome": outcome,
        "winners": winners,
        "scores": {side: spelt(everyone.sum("weight", side)) for side in SIDES},
        "undelivered": spelt(entitled - valid),
        "entitled": spelt(entitled),
        "valid": spelt(valid),
        "quorum": quorum,
    }
