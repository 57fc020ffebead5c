"""Follows what the events say, as far as counting a majority needs it: docs/log-format.md, section 7."""

import json
from collections.abc import Callable, Iterator
from typing import Any

from . import delegations, hall, hands
from .findings import Finding
from .majority import Uncountable, count
from .numbers import spelt, total
from .proposal import Proposal, Roll, standing_of

Event = dict[str, Any]


class Record:
    def __init__(self) -> None:
        self.recounted: list[dict[str, Any]] = []
        """One for each certified proposal: its id, and `result`, or `notRecounted` with the reason."""
        self._charters: list[dict[str, Any]] = []
        self._roll: Roll = {}
        self._struck: set[str] = set()
        self._roll_revision = -1
        self._given: delegations.Given = {}
        self._hall = hall.Hall()
        self._proposals: dict[str, Proposal] = {}
        self._open: dict[str, Proposal] = {}

    def apply(self, position: int, event: Event) -> Iterator[Finding]:
        type, data = event["type"], event["data"]
        if type in BY_TYPE:
            yield from BY_TYPE[type](self, position, event)
        elif type in delegations.APPLIES_TO:
            delegations.apply(self._given, type, data)
        elif type in hall.APPLIES_TO:
            self._hall.apply(type, data)
        elif type in hands.APPLIES_TO:
            yield from self._hands(position, event)

    def _charter(self, position: int, event: Event) -> Iterator[Finding]:
        version = event["data"]["charterVersion"]
        if version != len(self._charters) + 1:
            yield effect(position, f"charter version {len(self._charters) + 1}", str(version))
        self._charters.append(event["data"]["charter"])

    def _member(self, position: int, event: Event) -> Iterator[Finding]:
        type, data = event["type"], event["data"]
        member = data["memberId"]
        self._roll_revision = event["revision"]
        must_be = {"MemberEnrolled": "new", "MemberReadmitted": "struck"}.get(type, "on the roll")
        is_now = "on the roll" if member in self._roll else "struck" if member in self._struck else "new"
        if is_now != must_be:
            yield effect(position, f"a member who is {must_be}", f"{member} is {is_now}")
        if type == "MemberStruck":
            self._roll.pop(member, None)
            self._struck.add(member)
        else:
            self._roll[member] = standing_of(data)
        for proposal in self._open.values():
            if type == "MemberStruck":
                proposal.roll.pop(member, None)
                proposal.ballots.pop(member, None)
            hands.recheck(proposal, self._roll, member)

    def _wording(self, position: int, event: Event) -> Iterator[Finding]:
        data, proposals = event["data"], self._proposals
        id = data["proposalId"]
        if (event["type"] == "ProposalDrafted") == (id in proposals):
            yield effect(position, "a draft first, and once", f"{event['type']} of {id}")
        proposals.setdefault(id, Proposal(id, data)).wording = data

    def _escalated(self, position: int, event: Event) -> Iterator[Finding]:
        proposal = self._proposals.get(event["data"]["proposalId"])
        if proposal is None:
            yield effect(position, "a proposal that was drafted", event["data"]["proposalId"])
            return
        policy = event["data"]["policyId"]
        if proposal.status == "open" and all(one["id"] != policy for one in proposal.charter["policies"]):
            yield effect(position, "a policy of the pinned charter", policy)
            return
        proposal.wording = {**proposal.wording, "policyId": policy}
        if proposal.status == "open":
            hands.recheck(proposal, self._roll, None)

    def _opened(self, position: int, event: Event) -> Iterator[Finding]:
        data = event["data"]
        proposal = self._proposals.get(data["proposalId"])
        if proposal is None or proposal.status != "draft":
            yield effect(position, "a proposal that is a draft", data["proposalId"])
            return
        yield from self._pinned(position, data)
        if not 1 <= data["charterVersion"] <= len(self._charters):
            return
        proposal.charter = self._charters[data["charterVersion"] - 1]
        policies = {one["id"]: one for one in proposal.charter["policies"]}
        if proposal.wording["policyId"] not in policies:
            yield effect(position, f"a policy {proposal.wording['policyId']} in the charter", "none")
            return
        proposal.status, proposal.roll = "open", dict(self._roll)
        # An escalation may yet bring another policy of this charter, and with it what that one freezes.
        if any(one["frozen"]["delegations"] == "at-open" for one in policies.values()):
            proposal.given = {scope: dict(by_member) for scope, by_member in self._given.items()}
        self._open[proposal.id] = proposal

    def _pinned(self, position: int, data: dict[str, Any]) -> Iterator[Finding]:
        entitled = [member.weight for member in self._roll.values() if member.votes]
        expected = {
            "charterVersion": len(self._charters),
            "rollRevision": self._roll_revision,
            "electorate": {"members": len(entitled), "weight": spelt(total(entitled))},
        }
        found = {key: data[key] for key in expected}
        if found != expected:
            yield Finding("pinned-electorate", told(expected), told(found), position)

    def _ballot(self, position: int, event: Event) -> Iterator[Finding]:
        data = event["data"]
        proposal, member = self._open.get(data["proposalId"]), data["memberId"]
        if data["proposalId"] not in self._proposals:
            yield effect(position, "a ballot on a proposal", data["proposalId"])
        if proposal is None or not proposal.asks(member, self._roll) or member in proposal.by_hand():
            return
        if event["type"] == "BallotWithdrawn":
            proposal.ballots.pop(member, None)
        else:
            proposal.ballots[member] = data["choice"]

    def _hands(self, position: int, event: Event) -> Iterator[Finding]:
        data = event["data"]
        proposal = self._open.get(data["proposalId"])
        if data["proposalId"] not in self._proposals:
            yield effect(position, "hands on a proposal", data["proposalId"])
        if proposal is not None:
            present = self._hall.checked_in(data["meetingId"]) if "meetingId" in data else set()
            hands.apply(proposal, event["type"], data, present, self._roll, self._given)

    def _closed(self, position: int, event: Event) -> Iterator[Finding]:
        proposal = self._open.pop(event["data"]["proposalId"], None)
        if proposal is None:
            yield effect(position, "a proposal that is open", event["data"]["proposalId"])
            return
        proposal.status, proposal.closed_at = "closed", position
        try:
            proposal.counted = count(proposal, self._roll, self._given, self._hall)
        except Uncountable as reason:
            proposal.counted = str(reason)
        except ValueError as impossible:
            proposal.counted = impossible
        proposal.roll, proposal.given, proposal.ballots = {}, {}, {}

    def _ended(self, position: int, event: Event) -> Iterator[Finding]:
        id = event["data"]["proposalId"]
        proposal = self._proposals.get(id)
        if proposal is None:
            yield effect(position, "a proposal that was drafted", id)
            return
        self._open.pop(id, None)
        proposal.status = "ended"

    def _certified(self, position: int, event: Event) -> Iterator[Finding]:
        data = event["data"]
        proposal = self._proposals.get(data["proposalId"])
        if proposal is None or proposal.status != "closed":
            yield effect(position, "a proposal whose voting is closed", data["proposalId"])
            return
        proposal.status = "certified"
        if data["closedPosition"] != proposal.closed_at:
            yield Finding("certified-position", str(proposal.closed_at), str(data["closedPosition"]), position)
        if isinstance(proposal.counted, ValueError):
            yield effect(position, "ballots and hands that a majority can count", str(proposal.counted))
            return
        if isinstance(proposal.counted, str):
            self.recounted.append({"proposal": proposal.id, "position": position, "notRecounted": proposal.counted})
            return
        self.recounted.append({"proposal": proposal.id, "position": position, "result": proposal.counted})
        found = {key: value for key, value in data["result"].items() if key != "countDigest"}
        if found != proposal.counted:
            yield Finding("certified-result", told(proposal.counted), told(found), position)


def effect(position: int, expected: str, found: str) -> Finding:
    return Finding("event-effect", expected, found, position)


def told(value: dict[str, Any]) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"))


BY_TYPE: dict[str, Callable[[Record, int, Event], Iterator[Finding]]] = {
    "CharterAdopted": Record._charter,
    **dict.fromkeys(("MemberEnrolled", "MemberAmended", "MemberStruck", "MemberReadmitted"), Record._member),
    **dict.fromkeys(("ProposalDrafted", "ProposalEdited"), Record._wording),
    "ProposalEscalated": Record._escalated,
    "VotingOpened": Record._opened,
    "VotingClosed": Record._closed,
    **dict.fromkeys(("ProposalWithdrawn", "ProposalLapsed"), Record._ended),
    "ResultCertified": Record._certified,
    **dict.fromkeys(("BallotCast", "BallotChanged", "BallotWithdrawn"), Record._ballot),
}
