"""Who is represented by whom: docs/log-format.md, section 7, points 3, 8 and 9."""

from collections.abc import Collection, Container, Iterable
from typing import Any

Given = dict[str, dict[str, tuple[str, ...]]]
"""By scope, then by member: the delegates, best first. Nobody, for "I delegate to nobody"."""


def apply(given: Given, type: str, data: dict[str, Any]) -> None:
    in_scope = given.setdefault(data["scope"], {})
    if type == "DelegationSet":
        in_scope[data["memberId"]] = tuple(data["delegates"])
    elif type == "DelegatingOptedOut":
        in_scope[data["memberId"]] = ()
    else:
        in_scope.pop(data["memberId"], None)


APPLIES_TO = {"DelegationSet", "DelegatingOptedOut", "DelegationRevoked", "DelegationExpired"}


def scopes_of(proposal_id: str, area: str | None, allowed: str) -> list[str]:
    """Narrowest first."""
    if allowed == "none":
        return []
    own = [f"proposal:{proposal_id}"]
    if allowed == "proposal-only":
        return own
    parts = [] if area is None else area.split("/")
    return own + ["area:" + "/".join(parts[:depth]) for depth in range(len(parts), 0, -1)] + ["assembly"]


def delegates_of(member: str, given: Given, scopes: list[str], most: int) -> tuple[str, ...]:
    """Those of the narrowest delegation, as many as the policy lets count."""
    for scope in scopes:
        delegates = given.get(scope, {}).get(member)
        if delegates is not None:
            return delegates[:most]
    return ()


def carriers(wishes: dict[str, list[str]], voters: Iterable[str], chain: int | None) -> dict[str, str]:
    """
    For each member without a ballot whose weight arrives, the voter it arrives at: breadth-first.

    `wishes` holds the delegates of members who have any, all of them electors. Level by level from the voters outwards, so
    that no chain is too long for it.
    """
    wished_by: dict[str, list[str]] = {}
    for member, delegates in wishes.items():
        for delegate in delegates:
            wished_by.setdefault(delegate, []).append(member)
    carrier = {voter: voter for voter in voters}
    own = set(carrier)
    level: Collection[str] = own
    hops = 0
    while level and (chain is None or hops < chain):
        reached = dict.fromkeys(one for delegate in level for one in wished_by.get(delegate, ()) if one not in carrier)
        arrived = {one: carrier[first_in(wishes[one], level)] for one in reached}
        carrier.update(arrived)
        level = set(arrived)
        hops += 1
    return {member: voter for member, voter in carrier.items() if member not in own}


def first_in(delegates: list[str], level: Container[str]) -> str:
    return next(one for one in delegates if one in level)
