"""Arithmetic on cards: numbers and a few functions, never code, never slow."""

import contextlib
import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deckgen.kinds.arithmetic import ArithmeticFaultError, evaluate, parse_number
from tests.examples import upto


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("1 + 2 * 3", 7), ("(1 + 2) * 3", 9), ("2 ** 10", 1024), ("2 ** -1", 0.5), ("7 // 2", 3), ("7 % 4", 3),
        ("-3", -3), ("+3", 3),
        ("1e9 / 1e3", 1e6), ("1_000_000", 1_000_000), ("0x10", 16), ("sqrt(16)", 4), ("log2(1024)", 10),
        ("log10(1000)", 3),
        ("log(e)", 1), ("exp(0)", 1), ("floor(2.7)", 2), ("ceil(2.1)", 3), ("round(2.567, 2)", 2.57), ("abs(-2)", 2),
        ("min(3, 1, 2)", 1), ("max(3, 1, 2)", 3), ("round(pi, 4)", 3.1416), ("32768 ** 2", 1_073_741_824),
        ("  1 + 2 ", 3), ("(" * 50 + "1" + ")" * 50, 1),
    ],
)  # fmt: skip
def test_values(expression: str, value: float) -> None:
    assert evaluate(expression) == pytest.approx(value)


def test_names() -> None:
    assert evaluate("batch ** 2", {"batch": 4}) == 16
    assert evaluate("e", {"e": 1}) == 1


def test_whole_numbers_stay_exact() -> None:
    assert evaluate("2 ** 64 + 1") == 2**64 + 1


@pytest.mark.parametrize(
    "expression",
    [
        "", " ", "1 +", "a", "x.y", "(1).__class__", "().__class__", "__import__('os')", "open('x')", "'a'", "[1]",
        "{1: 2}", "lambda: 1",
        "1 if 1 else 2", "1 < 2", "True", "None", "1 and 2", "not 1", "~1", "1 << 2", "1 | 2", "1 @ 2", "sqrt",
        "sqrt(x=1)", "sqrt(*[1])",
        "min", "max()", "sqrt(1, 2)", "sqrt(-1)", "log(0)", "1 / 0", "1 // 0", "1 % 0", "0 ** -1", "(-1) ** 0.5",
        "1e308 * 10", "exp(1000)",
        "2 ** 5000", "9 ** 9 ** 9", "9.0 ** 9999", "1; 2", "x := 1", "f'{1}'", "1j", "round(1, 2, 3)", "b'1'", "...",
        "[x for x in (1,)]",
        "1" * 501, "(" * 200, "10 ** 400", "max(1, 'a')", "floor(1e400)", "1e400", "print(1)", "eval('1')",
    ],
)  # fmt: skip
def test_what_is_no_arithmetic(expression: str) -> None:
    """Rejected with a message, whatever it is; never an exception of another kind."""
    with pytest.raises(ArithmeticFaultError, match=r"\S"):
        evaluate(expression)


@pytest.mark.parametrize(
    "expression",
    [
        "9**9**9", "9**9**9**9", "10**10**10", "2**4096**2", "((9**1000)**9)**9", "*".join(["9**1000"] * 60),
        "7**(10**9)", "(-9)**(9**9)",
        "10**1000 * 1.0", "floor(10**1200 / 7)", "round(10**1000, -5) * 2", "-" * 490 + "1",
        "round(1, -99999999)", "round(10**900, -10**9)", "round(1.5, -10**9)",
    ],
)  # fmt: skip
def test_huge_numbers_are_rejected_or_computed_at_once(expression: str) -> None:
    """Computing any of the refused ones would not end within the life of a test run."""
    with contextlib.suppress(ArithmeticFaultError):
        assert evaluate(expression) is not None


@pytest.mark.parametrize(
    ("text", "value", "half_step"),
    [
        ("1,048,576", 1_048_576, 0.5), ("1048576", 1_048_576, 0.5), ("1 048 576", 1_048_576, 0.5), ("1_000", 1000, 0.5),
        ("10.40", 10.4, 0.005), ("1.5e9", 1.5e9, 5e7), ("-3", -3, 0.5), ("−3", -3, 0.5), ("+3", 3, 0.5),
        ("0.07", 0.07, 0.005),
        (" 7 ", 7, 0.5), ("1e3", 1000.0, 500.0), ("2.0E-3", 0.002, 5e-5), ("1,234.5", 1234.5, 0.05), ("400", 400, 0.5),
    ],
)  # fmt: skip
def test_printed_numbers(text: str, value: float, half_step: float) -> None:
    """The value, and how far the exact one may be away: half a step of the last printed digit."""
    printed = parse_number(text)
    assert printed is not None
    assert printed.value == value
    assert printed.half_step == pytest.approx(half_step)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "abc",
        "1,04",
        "1,0485,76",
        "12:30",
        "1.2.3",
        "1e",
        "1/2",
        "5 %",
        "10 GB",
        "1,",
        ".5",
        "0x10",
        "nan",
        "inf",
        "1e9999",
        "0e400",
        "0.0e999",
        "1.",
        "--1",
    ],
)
def test_what_is_no_printed_number(text: str) -> None:
    assert parse_number(text) is None


@settings(max_examples=upto(100), deadline=None)
@given(st.integers(-(10**15), 10**15))
def test_whole_numbers_are_read_with_and_without_separators(number: int) -> None:
    for text in (str(number), f"{number:,}", f"{number:,}".replace(",", " ")):
        printed = parse_number(text)
        assert printed is not None
        assert printed.value == number


@settings(max_examples=upto(100), deadline=None)
@given(st.floats(-1e9, 1e9), st.integers(0, 6))
def test_a_rounded_number_is_within_half_a_step(value: float, digits: int) -> None:
    printed = parse_number(f"{value:.{digits}f}")
    assert printed is not None
    assert abs(printed.value - value) <= printed.half_step + math.ulp(value)  # a double holds about 16 digits


@settings(max_examples=upto(150), deadline=None)
@given(st.text(alphabet="0123456789+-*/%().,e sqrtminpow_[]{}'\"abx:=<>", max_size=40) | st.text(max_size=40))
def test_any_expression_gives_a_number_or_a_fault(expression: str) -> None:
    try:
        value = evaluate(expression)
    except ArithmeticFaultError:
        return
    assert isinstance(value, int | float)
    assert math.isfinite(value)
