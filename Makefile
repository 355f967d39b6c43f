# The two commands of the README: `make decks` and `make test`. Everything lives in .venv; nothing else is needed but Python 3.11+.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: decks test lint types check verify bench schemas pictures references docs test-anki-versions clean

decks: $(VENV)/.installed
	$(BIN)/deckgen build

test: $(VENV)/.developing
	$(BIN)/pytest -n auto

lint: $(VENV)/.developing
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.developing
	$(BIN)/mypy

check: $(VENV)/.developing
	$(BIN)/deckgen check --run-code
	$(BIN)/deckgen stats --syllabus
	$(BIN)/deckgen build --locked

verify: $(VENV)/.developing decks
	$(BIN)/deckgen verify

bench: $(VENV)/.developing
	$(BIN)/python bench/run.py

schemas: $(VENV)/.installed
	$(BIN)/python -m deckgen.schemas

# The documentation as a site in build/docs; a warning is an error.
docs: $(VENV)/.developing
	NO_MKDOCS_2_WARNING=1 $(BIN)/python -m mkdocs build --strict

# The pictures that the look is compared with; look at every one afterwards (tests/browser/references/README.md).
references: $(VENV)/.developing
	$(BIN)/python -m tests.browser.references

# The README's pictures of cards.
pictures: $(VENV)/.developing
	$(BIN)/python -m tests.browser.pictures

test-anki-versions: $(VENV)/.developing
	$(BIN)/python tests/anki/run_versions.py

clean:
	rm -rf build $(VENV)

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"

$(VENV)/.installed: $(VENV)/bin/python pyproject.toml
	$(BIN)/python -m pip install --quiet --editable .
	touch $@

$(VENV)/.developing: $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --editable ".[verify]" --group dev
	touch $@
