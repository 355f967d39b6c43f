"""Jinja, sandboxed: `templates/<kind>/*.html.j2` give a note's fields their HTML.

Undefined names are errors, values are escaped unless they are HTML already, and a template error names its file and line.
"""

import traceback
from collections.abc import Mapping
from types import CodeType

from jinja2 import BaseLoader, BytecodeCache, StrictUndefined, TemplateError, TemplateSyntaxError
from jinja2 import Template as JinjaTemplate
from jinja2.bccache import Bucket
from jinja2.environment import Environment
from jinja2.sandbox import ImmutableSandboxedEnvironment

from deckgen.diagnostics import Diagnostic, Span
from deckgen.model import Html, SourceFile


class _Loader(BaseLoader):
    """Templates from memory, by their path below `templates/`."""

    def __init__(self, files: Mapping[str, SourceFile]) -> None:
        self.files = files

    def get_source(self, _environment: Environment, template: str) -> tuple[str, str, None]:
        file = self.files.get(template)
        if file is None:
            raise _MissingTemplateError(template)
        return file.text, file.path, None


class _MissingTemplateError(TemplateError):
    """A template includes or needs one that does not exist."""


class _Compiled(BytecodeCache):
    """What Jinja has compiled, the newest of each file: a live preview needs the same templates after every keystroke."""

    def __init__(self) -> None:
        self._newest: dict[str, tuple[str, CodeType]] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        checksum, code = self._newest.get(bucket.key, ("", None))
        if checksum == bucket.checksum:
            bucket.code = code

    def dump_bytecode(self, bucket: Bucket) -> None:
        if bucket.code is not None:
            self._newest[bucket.key] = bucket.checksum, bucket.code


_COMPILED = _Compiled()


class Templates:
    """The templates in force. Problems are collected once each, however many entries meet them."""

    BROKEN = Html("broken")
    """Stands for what a broken template would give: nothing would be a second problem."""

    def __init__(self, files: Mapping[str, SourceFile]) -> None:
        self._files = files
        self._environment = ImmutableSandboxedEnvironment(
            loader=_Loader(files),
            bytecode_cache=_COMPILED,
            undefined=StrictUndefined,
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._broken: set[str] = set()
        self._loaded: dict[str, JinjaTemplate] = {}
        self.problems: list[Diagnostic] = []

    def render(self, name: str, variables: Mapping[str, object]) -> Html:
        """The HTML of one template; `BROKEN` where the template is broken, which is then reported."""
        if name in self._broken:
            return self.BROKEN
        try:
            template = self._loaded.get(name)
            if template is None:
                template = self._loaded[name] = self._environment.get_template(name)
            return Html(template.render(variables).strip())
        except Exception as error:
            self._broken.add(name)
            self.problems.append(self._diagnostic(name, error))
            return self.BROKEN

    def _diagnostic(self, name: str, error: Exception) -> Diagnostic:
        path = self._files[name].path if name in self._files else f"templates/{name}"
        if isinstance(error, _MissingTemplateError):
            return Diagnostic("T001", f"there is no template `{error.message}`", self._place(path, error))
        if isinstance(error, TemplateSyntaxError):
            return Diagnostic("T002", str(error.message), Span(error.filename or path, error.lineno or 1))
        return Diagnostic("T003", f"{type(error).__name__}: {error}", self._place(path, error))

    def _place(self, path: str, error: Exception) -> Span:
        """The innermost template line in the traceback; Jinja keeps template file names there."""
        known = {file.path for file in self._files.values()}
        frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename in known]
        return Span(frames[-1].filename, frames[-1].lineno or 1) if frames else Span(path)
