"""The files people get: versioned packages, checksums, release notes, a description for sharing sites."""

import hashlib
from collections.abc import Iterator, Sequence

from deckgen.compiler import Compilation
from deckgen.model import Language
from deckgen.package import Package
from deckgen.release.summary import ReleaseSummary
from deckgen.render.documents import render_document

_PACKAGE = "deckgen.release"
SUMS = "SHA256SUMS"


def release_files(
    compilation: Compilation, packages: Sequence[Package], release: ReleaseSummary
) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of every file of the release; names are unique, so that all fit on one download page."""
    namespace = compilation.parsed.settings.namespace
    named = [(_file_name(package, namespace, release.version), package) for package in packages]
    yield from ((name, package.data) for name, package in named)
    yield "RELEASE_NOTES.md", _notes(named, release)
    for language in compilation.parsed.settings.languages:
        name = f"description-{language}.html" if compilation.parsed.settings.many_languages else "description.html"
        yield name, _description(compilation, packages, release, language)
    sums = "".join(f"{hashlib.sha256(package.data).hexdigest()}  {name}\n" for name, package in sorted(named))
    yield SUMS, sums.encode()


def listed_in(sums: bytes) -> tuple[str, ...]:
    """The names of the packages that a file of checksums lists."""
    return tuple(line.split("  ", 1)[-1] for line in sums.decode(errors="replace").splitlines())


def _file_name(package: Package, namespace: str, version: str) -> str:
    language = package.path.split("/")[0] if "/" in package.path else ""
    return "-".join(part for part in (namespace, language, package.topic or "all", version) if part) + ".apkg"


def _notes(named: Sequence[tuple[str, Package]], release: ReleaseSummary) -> bytes:
    files = [
        {
            "deck": package.decks[0] if package.topic else f"all topics ({package.language})",
            "name": name,
            "notes": package.notes,
            "cards": package.cards,
        }
        for name, package in named
    ]
    return render_document(_PACKAGE, "release_notes.md.j2", {"release": release, "files": files}).encode()


def _description(
    compilation: Compilation, packages: Sequence[Package], release: ReleaseSummary, language: Language
) -> bytes:
    parsed = compilation.parsed
    of_topics = [package for package in packages if package.language == language and package.topic]
    cited = {citation.ref for entry in parsed.entries for citation in entry.spec.source}
    variables = {
        "title": parsed.settings.title.in_language(language),
        "release": release,
        "topics": [
            {
                "title": parsed.topics[package.topic].title.in_language(language),
                "description": parsed.topics[package.topic].description.in_language(language),
                "notes": package.notes,
                "cards": package.cards,
            }
            for package in of_topics
            if package.topic
        ],
        "notes": sum(package.notes for package in of_topics),
        "cards": sum(package.cards for package in of_topics),
        "references": [reference for key, reference in sorted(parsed.references.items()) if key in cited],
    }
    return render_document(_PACKAGE, "description.html.j2", variables).encode()
