"""Room: does real Anki agree? Tries built packages in Anki itself.

1. `process`  a worker process imports the packages into throw-away collections (`worker/`, the only user of `anki`)
2. `judge`    its answer becomes findings, by code
3. `verdict`  the value every reporter reads
"""

from collections.abc import Sequence
from pathlib import Path

from deckgen.verify.judge import judge
from deckgen.verify.process import run_worker
from deckgen.verify.verdict import Verdict

__all__ = ["Verdict", "verify_packages"]


def verify_packages(
    packages: Sequence[Path],
    *,
    upgrade_from: Sequence[Path] = (),
    python: Path | None = None,
    retired: Sequence[str] = (),
    held_back: Sequence[str] | None = None,
    study: int = 20,
    edit: int = 20,
    seed: int = 0,
    timeout: float = 600,
) -> Verdict:
    """Import the packages as a new learner does and, if older ones are given, as one who has studied and edited those.

    Packages that share notes (topics and a bundle of them) belong in separate calls: a note that is already there on
    the first import is a finding. `python` is an interpreter with another version of `anki`. `held_back` are the guids of notes
    whose new HTML is only for newcomers, as the lock knows them; None where there is no lock, and then all are taken to be.
    """
    answer = run_worker(
        {
            "packages": [str(path.resolve()) for path in packages],
            "upgrade_from": [str(path.resolve()) for path in upgrade_from] or None,
            "study": study,
            "edit": edit,
            "seed": seed,
            "retired": list(retired),
            "held_back": None if held_back is None else list(held_back),
        },
        python=python,
        timeout=timeout,
    )
    return judge(answer)
