"""Shows of hands: docs/log-format.md, section 7, point 14."""

from collections.abc import Iterable
from typing import Any

from .delegations import Given
from .proposal import HandCount, Proposal, Roll


def counted_set(proposal: Proposal, present: set[str], roll: Roll, given: Given) -> set[str]:
    """The largest set of free members in the hall to which no free voting member outside it delegates."""
    held = proposal.by_hand()
    electorate = proposal.electorate(roll)
    free = {
        id for id, member in electorate.items() if member.votes and id not in proposal.ballots and id not in held
    }
    counted = free & present
    outside = list(free - counted)
    for member in outside:
        for delegate in proposal.delegates(member, given):
            if delegate in counted:
                counted.remove(delegate)
                outside.append(delegate)
    return counted if alike(proposal, counted, electorate) else set()


def alike(proposal: Proposal, members: Iterable[str], electorate: Roll) -> bool:
    """Whether hands of these members can be counted as heads: nothing that counts tells them apart."""
    by_class = any(one.get("perBloc") == "class" for one in proposal.policy()["thresholds"])
    kinds = set()
    for id in members:
        member = electorate.get(id)
        if member is None or not member.votes:
            return False
        kinds.add((member.weight, member.class_id if by_class else None))
    return len(kinds) <= 1


def recheck(proposal: Proposal, roll: Roll, changed: str | None) -> None:
    """After a change of this member (of the whole policy, if None): a set that is no longer alike holds nobody any more."""
    concerned = [one for one in proposal.hands.values() if one.counted and (changed is None or changed in one.counted)]
    if concerned:
        electorate = proposal.electorate(roll)
        for one in concerned:
            if not alike(proposal, one.counted, electorate):
                one.counted = set()


def apply(proposal: Proposal, type: str, data: dict[str, Any], present: set[str], roll: Roll, given: Given) -> None:
    id = data["handCountId"]
    if type == "HandCountOpened":
        proposal.hands[id] = HandCount(counted_set(proposal, present, roll, given))
    elif id in proposal.hands and type == "HandCountRecorded":
        proposal.hands[id].status, proposal.hands[id].totals = "recorded", data["totals"]
    elif id in proposal.hands and type == "HandCountCancelled":
        proposal.hands[id].status = "cancelled"


APPLIES_TO = {"HandCountOpened", "HandTotalsEntered", "HandCountRecorded", "HandCountCancelled"}
