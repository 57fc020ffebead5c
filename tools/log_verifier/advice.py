"""What to do about a finding that has an innocent cause too, or whose place is not exact."""

NARROWER = (
    "which of these events differs, this copy alone cannot say: compare it with another one (plenum compare A B), or give more heads and"
    " receipts that cover some of them (--head)"
)
OLDER = "perhaps this copy of the log is older than that head: get a fresh one and verify that. If it is still shorter, events were removed"
NOT_WHOLE = (
    "the log's own head covers more than could be read: this copy is not whole, or events were removed. Get a fresh one, and compare the two"
    " (plenum compare A B)"
)


def place_after(agreed: int, size: int) -> tuple[int | None, int | None, str | None]:
    """First and last event and advice, where the log has the head over `agreed` events and not the one over `size`."""
    if size == 0:
        return None, None, None
    return (size, None, None) if agreed + 1 == size else (agreed + 1, size, NARROWER)
