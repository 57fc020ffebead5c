"""Who is in which meeting, and which proposals it has on its agenda: docs/log-format.md, section 7, point 13."""

from dataclasses import dataclass, field
from typing import Any


@dataclass
class Meeting:
    in_session: bool = False
    closed: bool = False
    agenda: set[str] = field(default_factory=set)
    """Proposals on the agenda."""
    present: set[str] = field(default_factory=set)


class Hall:
    def __init__(self) -> None:
        self._meetings: dict[str, Meeting] = {}

    def apply(self, type: str, data: dict[str, Any]) -> None:
        meeting = self._meetings.setdefault(data["meetingId"], Meeting())
        if "agenda" in data:
            meeting.agenda = {item["proposalId"] for item in data["agenda"] if "proposalId" in item}
        if type == "MeetingOpened":
            meeting.in_session = True
        elif type in ("MeetingClosed", "MeetingCancelled"):
            meeting.in_session, meeting.closed = False, True
            meeting.present.clear()
        elif type == "MemberCheckedIn" and not meeting.closed:
            meeting.present.add(data["memberId"])
        elif type == "MemberCheckedOut":
            meeting.present.discard(data["memberId"])

    def checked_in(self, meeting_id: str) -> set[str]:
        meeting = self._meetings.get(meeting_id)
        return set() if meeting is None else meeting.present

    def present_for(self, proposal_id: str) -> set[str]:
        """Everybody in a meeting in session that has the proposal on its agenda."""
        halls = [one.present for one in self._meetings.values() if one.in_session and proposal_id in one.agenda]
        return set().union(*halls)


APPLIES_TO = {"MeetingConvened", "AgendaSet", "MeetingOpened", "MeetingClosed", "MeetingCancelled"}
APPLIES_TO |= {"MemberCheckedIn", "MemberCheckedOut"}
