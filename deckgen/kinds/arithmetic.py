"""Arithmetic without code: expressions of numbers, named numbers and a few functions."""

import ast
import math
import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

Number = int | float

_BINARY: dict[type[ast.operator], Callable[[Number, Number], Number]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
}
_UNARY: dict[type[ast.unaryop], Callable[[Number], Number]] = {ast.USub: operator.neg, ast.UAdd: operator.pos}
_FUNCTIONS: dict[str, Callable[..., Number]] = {
    "sqrt": math.sqrt,
    "log": math.log,
    "log2": math.log2,
    "log10": math.log10,
    "exp": math.exp,
    "sin": math.sin,
    "cos": math.cos,
    "floor": math.floor,
    "ceil": math.ceil,
    "round": lambda *arguments: _rounded(*arguments),
    "abs": abs,
    "min": min,
    "max": max,
}
_CONSTANTS: dict[str, Number] = {"pi": math.pi, "e": math.e}
_MAX_LENGTH = 500
_MAX_BITS = 4096
_MAX_DIGITS = 1000
_MAX_EXPONENT = 308
_NUMBER = re.compile(r"(?P<sign>[-+−]?)(?P<whole>\d+)(?:\.(?P<part>\d+))?(?:[eE](?P<exponent>[-+]?\d{1,3}))?")


class ArithmeticFaultError(ValueError):
    """The expression cannot be evaluated; the message says why."""


@dataclass(frozen=True, slots=True)
class PrintedNumber:
    """A number as printed, and half of its last digit's step: how far the exact value may be away."""

    value: Number
    half_step: float


def parse_number(text: str) -> PrintedNumber | None:
    """Read `1,048,576`, `10.40`, `-3`, `1.5e9`; None if it is none of these."""
    plain = re.sub(r"(?<=\d)[,_\u00a0\u202f ](?=\d{3}(?!\d))", "", text.strip())
    match = _NUMBER.fullmatch(plain)
    if not match:
        return None
    decimals = len(match["part"] or "")
    exponent = int(match["exponent"] or 0)
    literal = plain.replace("−", "-")
    if exponent > _MAX_EXPONENT or not math.isfinite(float(literal)):
        return None
    whole = not match["part"] and not match["exponent"]
    return PrintedNumber(int(literal) if whole else float(literal), 0.5 * 10.0 ** (exponent - decimals))


def evaluate(expression: str, names: Mapping[str, Number] | None = None) -> Number:
    """The value of an arithmetic expression. Raises `ArithmeticFaultError`; never runs code, never takes long."""
    if len(expression) > _MAX_LENGTH:
        raise ArithmeticFaultError(f"the expression is longer than {_MAX_LENGTH} characters")
    try:
        tree = ast.parse(expression.strip(), mode="eval")
        value = _value(tree.body, {**_CONSTANTS, **(names or {})})
        finite = not isinstance(value, complex) and math.isfinite(value)
    except (SyntaxError, RecursionError, MemoryError):
        raise ArithmeticFaultError(f"`{expression}` is not an arithmetic expression") from None
    except (ZeroDivisionError, OverflowError, ValueError, TypeError) as error:
        raise ArithmeticFaultError(f"`{expression}`: {error}") from None
    if not finite:
        raise ArithmeticFaultError(f"`{expression}` is not a finite number")
    return value


def _value(node: ast.expr, names: Mapping[str, Number]) -> Number:
    match node:
        case ast.Constant(value=int() | float() as number) if not isinstance(number, bool):
            return number
        case ast.Name(id=name) if name in names:
            return names[name]
        case ast.UnaryOp(op=sign, operand=operand) if type(sign) in _UNARY:
            return _UNARY[type(sign)](_value(operand, names))
        case ast.BinOp(left=left, op=ast.Pow(), right=right):
            return _power(_value(left, names), _value(right, names))
        case ast.BinOp(left=left, op=sign, right=right) if type(sign) in _BINARY:
            return _BINARY[type(sign)](_value(left, names), _value(right, names))
        case ast.Call(func=ast.Name(id=name), args=arguments, keywords=[]) if name in _FUNCTIONS:
            return _FUNCTIONS[name](*(_value(argument, names) for argument in arguments))
    raise ArithmeticFaultError(f"`{ast.unparse(node)}` is not allowed in an expression")


def _power(base: Number, exponent: Number) -> Number:
    whole = isinstance(base, int) and isinstance(exponent, int)
    if whole and abs(exponent) * max(int(base).bit_length(), 1) > _MAX_BITS:
        raise ArithmeticFaultError("the power is too large")
    result: Number = base**exponent
    return result


def _rounded(number: Number, digits: Number | None = None) -> Number:
    """`round`, which would first compute 10 to the power of as many digits as are to go."""
    if digits is not None and digits < -_MAX_DIGITS:
        raise ArithmeticFaultError(f"`round` drops more than {_MAX_DIGITS} digits")
    return round(number, digits)  # type: ignore[arg-type]
