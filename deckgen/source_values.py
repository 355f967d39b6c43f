"""The value types of the sources' schema: what pydantic checks at the boundary."""

import re
from collections.abc import Mapping
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer, PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from deckgen.codes import RULE_CODES
from deckgen.model import Text

SLUG = r"[a-z0-9]+(?:-[a-z0-9]+)*"
_SLUG = re.compile(SLUG)
_TAG = re.compile(r"[^\s\u3000\u00a0:]+(?:::[^\s\u3000\u00a0:]+)*")
GUID = re.compile(r"(?=.*\S)[^\x00-\x1f\x7f]{1,200}")
LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_RESERVED_TAGS = {"marked", "leech"}
MAX_ID_LENGTH = 80
MIN_REASON = 10
"""Characters of a waiver's reason: enough to say something."""


class SourceModel(BaseModel):
    """Base of everything that is read from a source file: frozen, and unknown keys are errors."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)


def _custom(code: str, message: str, hint: str) -> PydanticCustomError:
    return PydanticCustomError(code, message, {"hint": hint} if hint else None)


def _text(value: object) -> Text:
    if isinstance(value, Text):
        return value
    if isinstance(value, str):
        value = {"": value}
    elif value is None:
        raise PydanticCustomError("E009", "the text is empty")
    elif not isinstance(value, dict) or not value:
        hint = "a Markdown list needs a | after the colon of the key" if isinstance(value, list) and value else ""
        raise _custom("E003", "should be a text, or a map from language to text", hint)
    versions, own = _versions({"": value} if _is_named(value) else value)
    if wrong := [key for key, tag in own.items() if not LANGUAGE_TAG.fullmatch(tag)]:
        hint = "write a BCP 47 tag such as ja or zh-Hans"
        raise PydanticCustomError("E003", "`lang` is not a language tag", {"at": wrong[0] or "lang", "hint": hint})
    for language, text in versions.items():
        if text is None or (isinstance(text, str) and not text.strip()):
            raise PydanticCustomError("E009", "the text is empty", {"at": language})
        if not isinstance(text, str):
            raise PydanticCustomError("E003", "should be a text", {"at": language})
    return Text({language: str(text).rstrip("\n") for language, text in versions.items()}, own)


def _versions(value: Mapping[str, object]) -> tuple[dict[str, object], dict[str, str]]:
    """The words by language, and the languages that they name themselves."""
    own = {key: version for key, version in value.items() if isinstance(version, dict) and _is_named(version)}
    versions = {key: own[key]["text"] if key in own else version for key, version in value.items()}
    return versions, {key: str(version["lang"]) for key, version in own.items()}


def _is_named(value: object) -> bool:
    """Whether this is a text that names its own language: `{lang: ja, text: 漢字}`."""
    return isinstance(value, dict) and value.keys() == {"lang", "text"}


def _as_written(text: Text) -> dict[str, object]:
    own = text.own_languages
    return {
        key: {"lang": own[key], "text": version} if key in own else version for key, version in text.versions.items()
    }


def _slug(value: object) -> str:
    if not isinstance(value, str):
        raise PydanticCustomError("E003", "should be a word")
    if not _SLUG.fullmatch(value) or len(value) > MAX_ID_LENGTH:
        message = "`{value}` should be lower-case letters, digits and single hyphens, at most 80"
        raise PydanticCustomError("E005", message, {"value": value})
    return value


def _tag(value: object) -> str:
    if not isinstance(value, str):
        raise PydanticCustomError("E003", "should be a word")
    if not _TAG.fullmatch(value) or value.lower() in _RESERVED_TAGS:
        message = (
            "`{value}` is not a tag that Anki would keep: no spaces, no empty parts around ::, not marked or leech"
        )
        raise PydanticCustomError("E012", message, {"value": value})
    return value


def one_or_many(value: object) -> object:
    """A list with one item where the author wrote the item alone."""
    return [value] if isinstance(value, str | dict) else value


def _tags(value: object) -> object:
    """One tag may stand without brackets, several may not."""
    if isinstance(value, str) and (parts := re.split(r"[,;，、；\s]+", value.strip(" #,"))) and len(parts) > 1:
        raise _custom("E012", "several tags in one text", f"write a list: [{', '.join(parts)}]")
    return one_or_many(value)


_WORDS_SCHEMA = {"type": "string", "minLength": 1}
_NAMED_SCHEMA = {
    "type": "object",
    "properties": {"lang": {"type": "string"}, "text": _WORDS_SCHEMA},
    "required": ["lang", "text"],
    "additionalProperties": False,
}
_TEXT_SCHEMA = {
    "anyOf": [
        _WORDS_SCHEMA,
        _NAMED_SCHEMA,
        {"type": "object", "additionalProperties": {"anyOf": [_WORDS_SCHEMA, _NAMED_SCHEMA]}, "minProperties": 1},
    ],
    "description": "Markdown: one text for every language, or a map from language to text",
}

TextField = Annotated[
    Text,
    PlainValidator(_text),
    PlainSerializer(_as_written),
    WithJsonSchema(_TEXT_SCHEMA),
]
SlugField = Annotated[str, PlainValidator(_slug), WithJsonSchema({"type": "string", "pattern": f"^{SLUG}$"})]
TagField = Annotated[str, PlainValidator(_tag), WithJsonSchema({"type": "string", "pattern": r"^\S+$"})]
Tags = Annotated[tuple[TagField, ...], BeforeValidator(_tags)]
YearField = Annotated[int, Field(ge=1, le=9999)]
Slugs = Annotated[tuple[SlugField, ...], BeforeValidator(one_or_many)]


def _guids(value: object) -> Mapping[str, str]:
    guids = {"": value} if isinstance(value, str) else value
    if not isinstance(guids, dict) or not guids:
        raise PydanticCustomError("E003", "should be a guid, or a map from language to guid")
    for language, guid in guids.items():
        if not isinstance(guid, str) or not GUID.fullmatch(guid):
            raise PydanticCustomError("E003", "should be the guid of a note", {"at": language})
    return guids


Guids = Annotated[
    Mapping[str, str],
    PlainValidator(_guids),
    WithJsonSchema(
        {
            "anyOf": [{"type": "string"}, {"type": "object", "additionalProperties": {"type": "string"}}],
            "description": "the guid of the note in the deck it comes from, or a map from language to guid",
        }
    ),
]
"""Language (or "", for every one) to guid."""
DraftFlag = Annotated[bool, WithJsonSchema({"const": False})]
"""An entry in which it is true is read as a draft, not as one of its kind."""


def _waivers(value: object) -> dict[str, str]:
    if not isinstance(value, dict):
        raise PydanticCustomError("E003", "should be a map from the code of a rule to a reason")
    for code, reason in value.items():
        if code not in RULE_CODES:
            message = "there is no rule `{code}` that could be waived"
            raise PydanticCustomError("E018", message, {"code": code, "at": code})
        if not isinstance(reason, str) or len(reason.strip()) < MIN_REASON:
            message = "the reason should have at least {length} characters"
            raise PydanticCustomError("E003", message, {"length": MIN_REASON, "at": code})
    return dict(value)


_WAIVERS_SCHEMA = {
    "type": "object",
    "propertyNames": {"enum": sorted(RULE_CODES)},
    "additionalProperties": {"type": "string", "minLength": MIN_REASON},
    "description": "Rules that do not fit this entry: the code of each, and the reason",
}
Waivers = Annotated[dict[str, str], PlainValidator(_waivers), WithJsonSchema(_WAIVERS_SCHEMA)]


class Citation(SourceModel):
    """A key of `references.yaml`, and the place in that source."""

    ref: SlugField
    at: TextField | None = None


def _citation(value: object) -> object:
    if not isinstance(value, str) and not (isinstance(value, dict) and "ref" not in value and value.keys() & _OF_A_ROW):
        return value
    if isinstance(value, dict) or _WORDS_OR_ADDRESS.search(value):
        message = "should be a key of cards/references.yaml"
        raise _custom("E019", message, "add a row with `title` and `url` there, and cite its key")
    return {"ref": value}


_OF_A_ROW = {"url", "title", "arxiv", "doi", "link"}
_WORDS_OR_ADDRESS = re.compile(r"://|^www\.|\s|/|^doi:|^arxiv:", re.IGNORECASE)


Citations = Annotated[
    tuple[Annotated[Citation, BeforeValidator(_citation)], ...],
    BeforeValidator(one_or_many),
]
