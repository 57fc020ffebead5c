"""Papers of another log than the one that is looked at: docs/log-format.md, section 6, exit codes."""

from dataclasses import dataclass

from .envelope import envelope_of
from .export import Export, widths
from .findings import Broken, WrongUse
from .heads import Head, head_of

EITHER = (
    "Nothing was checked: either the wrong file was given, or the log is not the one that it is given out for. Rely on nothing in it until"
    " you know which; where all of this fitted together before, the log was replaced"
)
MOST_LISTED = 5


@dataclass(frozen=True)
class Paper:
    what: str
    origin: str
    """Of the log that it says it is of."""


def must_be_of_this_log(export: Export, papers: list[Paper]) -> None:
    """
    Papers of another assembly than the log's show nothing about it. Where the log does not say of one assembly, in its head and in its first
    event, that it is its own, what is given is judged with it. Raises WrongUse.
    """
    try:
        head = own_head(export)
        names = {assembly_in(head.origin), *first_assembly(export, head.size)}
    except (Broken, OSError, UnicodeDecodeError):
        return
    strange = [f"{one.what} is of {one.origin}" for one in papers if assembly_in(one.origin) not in names]
    if not strange or len(names) > 1:
        return
    said = list(dict.fromkeys(strange))
    more = [f"and {len(said) - MOST_LISTED} more"] if len(said) > MOST_LISTED else []
    listed = ", ".join([*said[:MOST_LISTED], *more])
    raise WrongUse(f"{listed}; the log at {export.directory} is of {head.origin}. {EITHER}")


def own_head(export: Export) -> Head:
    """Raises Broken `head-form`, also where there is none."""
    data = export.head_text()
    if data is None:
        raise Broken("head-form", "a head", "none")
    return head_of(data.decode())


def first_assembly(export: Export, size: int) -> list[str]:
    """Of the first event; none in a log without events. Raises Broken where it cannot be read."""
    for number, width in widths(size):
        return [envelope_of(export.bundle(number, width)[0])["assembly"]]
    return []


def assembly_in(origin: str) -> str:
    """An origin ends in the id of its assembly."""
    return origin.rpartition("/")[2]
