"""Which examples Hypothesis tries: in CI the same ones in every run, elsewhere new ones in each."""

import os

from hypothesis import HealthCheck, settings
from hypothesis.internal.conjecture import providers


def load_profile() -> None:
    """A developer's runs go on looking for new examples. CI's must not, or a change fails for what another one has left."""
    # A busy machine fails no test.
    unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
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
