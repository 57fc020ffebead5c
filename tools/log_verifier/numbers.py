"""Exact numbers: whole where they can be, fractions where they must; never floating point."""

from collections.abc import Iterable
from fractions import Fraction

Exact = int | Fraction


def exact(text: str) -> Exact:
    """`"7"` or `"3/2"`, as weights and shares stand in events."""
    return Fraction(text) if "/" in text else int(text)


def spelt(number: Exact) -> str:
    """In lowest terms, as results are."""
    return str(Fraction(number))


def total(numbers: Iterable[Exact]) -> Exact:
    whole, parts = 0, Fraction(0)
    for number in numbers:
        if isinstance(number, int):
            whole += number
        else:
            parts += number
    return whole + parts if parts else whole
