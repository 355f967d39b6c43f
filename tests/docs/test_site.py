"""The site builds without a warning, leads nowhere that is not there, and leaves out nothing the program has."""

import inspect
import posixpath
import re
from collections import Counter
from dataclasses import fields
from urllib.parse import unquote, urlsplit

import click
import pytest
from pydantic import BaseModel

from deckgen.catalogue import documentation
from deckgen.cli import COMMANDS
from deckgen.codes import CODES
from deckgen.kinds import KINDS
from deckgen.kinds.base import EntrySpec
from deckgen.lock.model import LockedDeck, LockedNote, LockedNotetype, RetiredNote
from deckgen.sources.catalogue import ReferenceRow, SyllabusRow, TopicFile
from deckgen.sources.drafts import DraftSpec
from deckgen.sources.settings import CheckTable, ProjectTable, SettingsFile
from docs.reference.commands import command, help_text
from docs.reference.look import properties
from docs.reference.models import description, descriptions
from tests.docs.conftest import Site

LOCKED: tuple[type, ...] = (LockedNotetype, LockedDeck, LockedNote, RetiredNote)


def text_of(site: Site, page: str) -> str:
    return site.pages[f"reference/{page}.html"].text


def test_every_link_leads_to_a_page_and_a_place_in_it(site: Site) -> None:
    broken = []
    for path, page in site.pages.items():
        for link in page.links:
            if urlsplit(link).scheme or path == "404.html":
                continue
            target, anchor = target_of(path, link), unquote(urlsplit(link).fragment)
            if not (site.folder / target).is_file() or (anchor and anchor not in site.pages[target].anchors):
                broken.append(f"{path}: {link}")
    assert broken == []


def test_no_page_has_two_places_of_one_name(site: Site) -> None:
    twice = {
        path: [name for name, count in Counter(page.anchors).items() if count > 1] for path, page in site.pages.items()
    }
    assert {path: names for path, names in twice.items() if any(not name.startswith("__") for name in names)} == {}


def test_the_site_asks_no_other_host_for_anything(site: Site) -> None:
    asked = [load for page in site.pages.values() for load in page.loads if urlsplit(load).netloc]
    assert asked == []
    assert [
        style.name for style in site.folder.rglob("*.css") if "fonts.googleapis" in style.read_text(encoding="utf-8")
    ] == []


def test_every_page_is_reached_from_the_start(site: Site) -> None:
    reached, waiting = {"404.html"}, ["index.html"]
    while waiting:
        path = waiting.pop()
        if path not in reached:
            reached.add(path)
            waiting += [target for link in site.pages[path].links if (target := target_of(path, link)) in site.pages]
    assert reached == set(site.pages)


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_is_there_with_its_options_its_examples_and_its_real_help(name: str, site: Site) -> None:
    text = text_of(site, "commands")
    assert COMMANDS[name] in text
    assert " ".join(help_text(name).split()) in text
    for parameter in command(name).params:
        assert all(option in text for option in parameter.opts if isinstance(parameter, click.Option))
    assert inspect.cleandoc(command(name).epilog or "").count("deckgen ") >= 1


@pytest.mark.parametrize("model", [SettingsFile, ProjectTable, CheckTable])
def test_every_setting_is_there(model: type[BaseModel], site: Site) -> None:
    for key, field in model.model_fields.items():
        assert described(model, key, field.description) in text_of(site, "settings")


@pytest.mark.parametrize("spec", [EntrySpec, DraftSpec, *(kind.spec for kind in KINDS)])
def test_every_key_of_every_kind_is_there(spec: type[BaseModel], site: Site) -> None:
    for key, field in spec.model_fields.items():
        assert described(spec, key, field.description) in text_of(site, "kinds")


def test_every_kind_has_a_place_and_an_example(site: Site) -> None:
    page = site.pages["reference/kinds.html"]
    assert {kind.name for kind in KINDS} <= set(page.anchors)
    assert all(f"kind: {kind.name}" in page.text for kind in KINDS if kind.name != "qa")


@pytest.mark.parametrize("model", [TopicFile, ReferenceRow, SyllabusRow])
def test_every_key_of_the_other_files_is_there(model: type[BaseModel], site: Site) -> None:
    for key, field in model.model_fields.items():
        assert described(model, key, field.description) in text_of(site, "files")


@pytest.mark.parametrize("code", CODES)
def test_every_code_has_a_place_with_its_whole_documentation(code: str, site: Site) -> None:
    page = site.pages[f"reference/rules-{code[0].lower()}.html"]
    assert code.lower() in page.anchors
    assert shown(f"{code}: {CODES[code].meaning}") in page.text
    assert CODES[code].meaning.replace("`", "") in text_of(site, "rules")
    for paragraph in documentation(code).text.split("\n\n"):
        assert shown(paragraph)[:60] in page.text


@pytest.mark.parametrize("kind", LOCKED)
def test_every_key_of_the_lock_is_there(kind: type, site: Site) -> None:
    for one in fields(kind):
        assert described(kind, one.name) in text_of(site, "lock")


def test_every_property_of_the_look_is_there(site: Site) -> None:
    assert len(properties(".card")) > 50
    assert all(name in text_of(site, "look") for name in properties(".card"))


def test_nothing_is_described_that_is_not_there() -> None:
    known: dict[str, set[str]] = {
        "Lock": {"version", "revision", "namespace", "began", "releases", "topics", "former_languages"}
    }
    known |= {kind.__name__: {one.name for one in fields(kind)} for kind in LOCKED}
    known |= {model.__name__: set(model.model_fields) for model in subclasses(BaseModel)}
    left_over = {
        f"{name}.{key}" for name, rows in descriptions().items() for key in rows if key not in known.get(name, set())
    }
    assert left_over == set()


def test_a_key_that_nobody_has_described_stops_the_build() -> None:
    with pytest.raises(KeyError, match="describe `unheard`"):
        description("EntrySpec", "unheard")


def target_of(path: str, link: str) -> str:
    """The path of the page that a link on another one leads to."""
    way = unquote(urlsplit(link).path)
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), way)) if way else path


def described(owner: type, key: str, written: str | None = None) -> str:
    """The first words of what a page says about a key, as it shows them."""
    owners = [one.__name__ for one in owner.__mro__ if key in getattr(one, "model_fields", {})]
    return shown(description(owners[-1] if owners else owner.__name__, key, written)).split(" (")[0].split(":")[0]


def shown(markdown: str) -> str:
    """Markdown without its signs, as far as ours has any."""
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", markdown)
    return " ".join(re.sub(r"`|\*\*|(?<!\w)\*|\*(?!\w)", "", text).split())


def subclasses(model: type[BaseModel]) -> list[type[BaseModel]]:
    return [deeper for one in model.__subclasses__() for deeper in (one, *subclasses(one))]
