"""`deckgen check --stats`: how long texts are and what the rules find, by topic and language."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass

from deckgen.codes import CODES
from deckgen.compiler import Compilation
from deckgen.diagnostics import Diagnostic
from deckgen.model import Language
from deckgen.stats import Lengths, TopicCounts, count_topics, lengths


@dataclass(frozen=True, slots=True)
class Distribution:
    """The numbers: words by topic, language and side; what each topic holds; findings by code."""

    words: dict[str, dict[Language, dict[str, Lengths]]]
    topics: tuple[TopicCounts, ...]
    findings: dict[str, int]


def distribution_rows(compilation: Compilation, diagnostics: Iterable[Diagnostic]) -> Distribution:
    """Count everything."""
    entries = compilation.parsed.entries
    topics = count_topics(compilation.parsed, compilation.notes)
    words = {
        str(topic.topic): {
            language: lengths([entry for entry in entries if entry.topic == topic.topic], language)
            for language in compilation.parsed.settings.languages
        }
        for topic in topics
    }
    return Distribution(words, topics, dict(sorted(Counter(one.code for one in diagnostics).items())))


def distribution_lines(found: Distribution, style: str) -> Iterator[str]:
    """As text, or as JSON for the other formats."""
    if style == "text":
        yield from _words(found)
        yield ""
        yield from _contents(found.topics)
        yield ""
        yield from _findings(found.findings)
    else:
        yield json.dumps(_json(found), ensure_ascii=False, indent=2)


def _words(found: Distribution) -> Iterator[str]:
    yield f"{'words':<24}{'language':<12}{'side':<10}{'texts':>7}{'p50':>6}{'p90':>6}{'p99':>6}{'most':>6}"
    for topic, languages in found.words.items():
        for language, sides in languages.items():
            for side, one in sides.items():
                if one.count:
                    yield (
                        f"{topic:<24}{language:<12}{side:<10}{one.count:>7}{one.median:>6}{one.ninety:>6}"
                        f"{one.ninety_nine:>6}{one.longest:>6}"
                    )


def _contents(topics: Sequence[TopicCounts]) -> Iterator[str]:
    yield f"{'contents':<24}{'entries':>8}{'cards per note':>16}  kinds"
    for topic in topics:
        kinds = ", ".join(f"{count} {name}" for name, count in topic.kinds.most_common())
        yield f"{topic.topic:<24}{topic.entries:>8}{_cards_per_note(topic):>16.1f}  {kinds}"


def _findings(findings: dict[str, int]) -> Iterator[str]:
    yield f"{'findings':<24}{sum(findings.values()):>8}"
    for code, count in findings.items():
        yield f"{code:<24}{count:>8}  {CODES[code].meaning}"


def _cards_per_note(topic: TopicCounts) -> float:
    return topic.cards.total() / max(topic.languages.total(), 1)


def _json(found: Distribution) -> dict[str, object]:
    return {
        "words": {
            topic: {
                language: {side: asdict(one) for side, one in sides.items()} for language, sides in languages.items()
            }
            for topic, languages in found.words.items()
        },
        "topics": {
            topic.topic: {"entries": topic.entries, "cards_per_note": _cards_per_note(topic), "kinds": topic.kinds}
            for topic in found.topics
        },
        "findings": found.findings,
    }
