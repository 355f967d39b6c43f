"""The little of protobuf's wire format that Anki's packages need: numbered fields of varints and bytes."""

from collections.abc import Iterable, Iterator
from typing import TypeAlias

Field: TypeAlias = tuple[int, int | bytes]
_FIXED = {1: 8, 5: 4}


def fields_of(message: bytes) -> tuple[Field, ...]:
    """Number and value of every field. Raises `ValueError` for what is no message."""
    return tuple(_fields(message))


def _fields(message: bytes) -> Iterator[Field]:
    at = 0
    while at < len(message):
        key, at = _varint(message, at)
        number, wire = key >> 3, key & 7
        if wire == 0:
            value, at = _varint(message, at)
            yield number, value
            continue
        if wire == 2:
            length, at = _varint(message, at)
        elif wire in _FIXED:
            length = _FIXED[wire]
        else:
            raise ValueError("not a protobuf message")
        if at + length > len(message):
            raise ValueError("a protobuf message that is cut off")
        yield number, message[at : at + length]
        at += length


def _varint(message: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        if at >= len(message) or shift > 63:
            raise ValueError("a protobuf message that is cut off")
        byte = message[at]
        value |= (byte & 0x7F) << shift
        at, shift = at + 1, shift + 7
        if not byte & 0x80:
            return value, at


def number_in(fields: Iterable[Field], number: int) -> int:
    """The last varint of a field; 0 where there is none."""
    return next((value for found, value in reversed(tuple(fields)) if found == number and isinstance(value, int)), 0)


def text_in(fields: Iterable[Field], number: int) -> str:
    """The last text of a field; "" where there is none."""
    values = [value for found, value in fields if found == number and isinstance(value, bytes)]
    return values[-1].decode("utf-8", errors="replace") if values else ""


def message_in(fields: Iterable[Field], number: int) -> bytes | None:
    """The last message of a field."""
    return next(
        (value for found, value in reversed(tuple(fields)) if found == number and isinstance(value, bytes)), None
    )
