"""Which examples Hypothesis tries: in CI the same ones in every run, elsewhere new ones in each; and how many of them."""

import os

from hypothesis import HealthCheck, settings
from hypothesis.internal.conjecture import providers

INNER_LOOP = 5
"""While somebody works, a law tries one in so many of its examples: new ones in each run."""


def upto(count: int) -> int:
    """How many examples a law of `count` tries: all of them in CI and in `make test` (which sets EXAMPLES=all)."""
    return count if os.environ.get("CI") or os.environ.get("EXAMPLES") == "all" else max(count // INNER_LOOP, 1)


def load_profile() -> None:
    """A developer's runs go on looking for new examples. CI's must not, or a change fails for what another one has left."""
    # A busy machine fails no test.
    unhurried = settings(max_examples=upto(100), deadline=None, suppress_health_check=[HealthCheck.too_slow])
    settings.register_profile("local", unhurried)
    settings.register_profile("ci", unhurried, derandomize=True)
    settings.load_profile("local")
    if os.environ.get("CI"):
        settings.load_profile("ci")
        _forget_other_code()


def _forget_other_code() -> None:
    """Leave out the constants that Hypothesis collects from whatever code the process has imported.

    They depend on which tests a worker of pytest-xdist has run before, and on every line of deckgen: `derandomize` alone
    gives other examples after each change. There is no setting for it; test_examples.py notices if a release does it differently.
    """
    if hasattr(providers, "is_local_module_file"):
        vars(providers)["is_local_module_file"] = lambda _path: False
