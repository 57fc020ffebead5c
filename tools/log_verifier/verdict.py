"""From sums to an outcome: docs/log-format.md, section 7, points 11, 12 and 15."""

from typing import Any, Protocol

from .numbers import Exact, exact

MORE_YES_THAN_NO = {"base": "yes-no", "fraction": "1/2", "strict": True}
BASES = {"yes-no": ("yes", "no"), "valid": ("yes", "no", "abstain"), "present": ("present",), "entitled": ("entitled",)}


class Sums(Protocol):
    def sum(self, measure: str, *whats: str) -> Exact: ...


def outcome_of(policy: dict[str, Any], everyone: Sums, by_class: dict[str, Any]) -> tuple[bool, str, list[str]]:
    """Quorum, outcome, winners."""
    if not all(quorum_holds(one, everyone) for one in policy["quorums"]):
        return False, "no-quorum", []
    asked = [
        (one, whom)
        for one in policy["thresholds"] or [MORE_YES_THAN_NO]
        for whom in (by_class.values() if "perBloc" in one else [everyone])
    ]
    failed = [(one, whom) for one, whom in asked if not threshold_holds(one, whom)]
    if not failed:
        return True, "adopted", ["yes"]
    if all(is_tie(*one) for one in failed) and policy.get("tieBreak") != "status-quo":
        return True, "tied", ["yes", "no"]
    return True, "rejected", ["no"]


def quorum_holds(quorum: dict[str, Any], everyone: Sums) -> bool:
    measure = "heads" if quorum["of"].endswith("-heads") else "weight"
    have = everyone.sum(measure, *BASES["present" if quorum["of"] == "present" else "valid"])
    step = quorum
    if "bySize" in quorum:
        members = everyone.sum("heads", "entitled")
        step = next(one for one in quorum["bySize"] if members <= one.get("upTo", members))
    if "atLeast" in step:
        return have >= exact(step["atLeast"])
    whole = everyone.sum(measure, "entitled")
    return whole != 0 and have >= exact(step["fraction"]) * whole


def threshold_holds(threshold: dict[str, Any], whom: Sums) -> bool:
    measure = threshold.get("measure", "weight")
    yes, whole = whom.sum(measure, "yes"), whom.sum(measure, *BASES[threshold["base"]])
    asked = exact(threshold["fraction"]) * whole
    return whole != 0 and (yes > asked if threshold["strict"] else yes >= asked)


def is_tie(threshold: dict[str, Any], whom: Sums) -> bool:
    """A strict majority of yes against no that failed by both being the same."""
    measure = threshold.get("measure", "weight")
    yes, no = whom.sum(measure, "yes"), whom.sum(measure, "no")
    return threshold["base"] == "yes-no" and threshold["strict"] and yes == no != 0
