"""The forms of events, as docs/events publishes them. Compiled once: a check of an event is a walk over plain functions."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from .findings import WrongUse

Check = Callable[[Any], str | None]
"""What is wrong with a value, or None."""

TYPES: dict[str, Callable[[Any], bool]] = {
    "string": lambda value: isinstance(value, str),
    "boolean": lambda value: isinstance(value, bool),
    "integer": lambda value: type(value) is int,
    "array": lambda value: isinstance(value, list),
    "object": lambda value: isinstance(value, dict),
}

# What a keyword asks, and of which values: JSON Schema passes over keywords that are not of the value's kind.
BOUNDS: dict[str, tuple[type, Callable[[Any, int], bool]]] = {
    "minLength": (str, lambda value, bound: len(value) >= bound),
    "maxLength": (str, lambda value, bound: len(value) <= bound),
    "minItems": (list, lambda value, bound: len(value) >= bound),
    "maxItems": (list, lambda value, bound: len(value) <= bound),
    "minimum": (int, lambda value, bound: value >= bound),
    "maximum": (int, lambda value, bound: value <= bound),
}

HANDLED = {*BOUNDS, "type", "const", "anyOf", "pattern", "items", "uniqueItems", "properties", "required"}
HANDLED |= {"additionalProperties", "patternProperties", "$schema", "$id", "title", "description"}


def pattern_of(text: str) -> re.Pattern[str]:
    """A JavaScript pattern as these schemas use them: there `.` stops at more line ends, and `$` is the very end."""
    text = re.sub(r"(?<!\\)\.", "[^\n\r\u2028\u2029]", text)
    return re.compile(re.sub(r"(?<!\\)\$", r"\\Z", text), re.ASCII)


def compiled(schema: dict[str, Any]) -> Check:
    unknown = schema.keys() - HANDLED
    if unknown:
        raise WrongUse(f"a schema asks for {', '.join(sorted(unknown))}, which this verifier does not know")
    checks = [check for keyword, make in MAKERS.items() if keyword in schema for check in make(schema)]

    def check(value: Any) -> str | None:
        for one in checks:
            if (wrong := one(value)) is not None:
                return wrong
        return None

    return check


def of_type(schema: dict[str, Any]) -> list[Check]:
    name = schema["type"]
    fits = TYPES[name]
    return [lambda value: None if fits(value) else f"not of type {name}"]


def of_const(schema: dict[str, Any]) -> list[Check]:
    const = schema["const"]
    return [lambda value: None if value == const and type(value) is type(const) else f"not {const}"]


def of_any(schema: dict[str, Any]) -> list[Check]:
    ways = [compiled(way) for way in schema["anyOf"]]
    return [lambda value: None if any(way(value) is None for way in ways) else "none of the forms that it can have"]


def of_pattern(schema: dict[str, Any]) -> list[Check]:
    pattern = pattern_of(schema["pattern"])
    return [lambda value: "another pattern" if isinstance(value, str) and not pattern.search(value) else None]


def of_bound(keyword: str) -> Callable[[dict[str, Any]], list[Check]]:
    kind, holds = BOUNDS[keyword]

    def make(schema: dict[str, Any]) -> list[Check]:
        bound = schema[keyword]
        told = f"beyond {keyword} {bound}"
        return [lambda value: told if isinstance(value, kind) and not holds(value, bound) else None]

    return make


def of_items(schema: dict[str, Any]) -> list[Check]:
    item = compiled(schema["items"])

    def check(value: Any) -> str | None:
        wrongs = (item(one) for one in value) if isinstance(value, list) else ()
        return next((wrong for wrong in wrongs if wrong is not None), None)

    return [check]


def of_unique(schema: dict[str, Any]) -> list[Check]:
    def check(value: Any) -> str | None:
        spelt = [json.dumps(one, sort_keys=True) for one in value] if isinstance(value, list) else []
        return "the same twice" if len(set(spelt)) < len(spelt) else None

    return [check] if schema["uniqueItems"] else []


def of_required(schema: dict[str, Any]) -> list[Check]:
    names = schema["required"]

    def check(value: Any) -> str | None:
        missing = [name for name in names if name not in value] if isinstance(value, dict) else []
        return f"no {missing[0]}" if missing else None

    return [check]


def of_properties(schema: dict[str, Any]) -> list[Check]:
    """`properties`, `patternProperties` and `additionalProperties: false` belong together: each key goes to one of them."""
    named = {name: compiled(inner) for name, inner in schema.get("properties", {}).items()}
    patterns = [(pattern_of(text), compiled(inner)) for text, inner in schema.get("patternProperties", {}).items()]
    closed = schema.get("additionalProperties") is False

    def check_one(name: str, value: Any) -> str | None:
        fitting = [inner for pattern, inner in patterns if pattern.search(name)]
        fitting += [named[name]] if name in named else []
        if not fitting and closed:
            return f"{name[:60]}: no such key"
        wrong = next((wrong for inner in fitting if (wrong := inner(value)) is not None), None)
        return None if wrong is None else f"{name[:60]}: {wrong}"

    def check(value: Any) -> str | None:
        wrongs = (check_one(*pair) for pair in value.items()) if isinstance(value, dict) else ()
        return next((wrong for wrong in wrongs if wrong is not None), None)

    return [check]


def of_additional(schema: dict[str, Any]) -> list[Check]:
    return [] if "properties" in schema or "patternProperties" in schema else of_properties(schema)


MAKERS: dict[str, Callable[[dict[str, Any]], list[Check]]] = {
    **{"type": of_type, "const": of_const, "anyOf": of_any, "pattern": of_pattern, "items": of_items},
    **{keyword: of_bound(keyword) for keyword in BOUNDS},
    **{"uniqueItems": of_unique, "required": of_required, "additionalProperties": of_additional},
    "properties": of_properties,
    "patternProperties": lambda schema: [] if "properties" in schema else of_properties(schema),
}


class Schemas:
    """The published forms by type and version."""

    def __init__(self, folder: Path) -> None:
        self._checks: dict[tuple[str, int], Check] = {}
        for path in sorted(folder.glob("*.json")):
            try:
                schema = json.loads(path.read_text("utf-8"))["properties"]
                self._checks[schema["type"]["const"], schema["version"]["const"]] = compiled(schema["data"])
            except (OSError, ValueError, LookupError, TypeError):
                raise WrongUse(f"{path} is no form of an event; --schemas names their folder") from None
        if not self._checks:
            raise WrongUse(f"{folder}: no forms of events (*.json) there; --schemas names their folder")

    def check_of(self, type: str, version: int) -> Check | None:
        return self._checks.get((type, version))
