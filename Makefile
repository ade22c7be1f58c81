# Two commands for a fresh machine with Python 3.11+ and make: `make demo` and `make test`. Both make their own venv.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin

.PHONY: demo test test-web check check-style format bench fuzz crash docs clean

demo: export PAGER = cat
demo: $(VENV)/.installed
	@mkdir -p build && rm -f build/demo.sqlite*
	$(BIN)/dragoman read samples --record build/demo.sqlite
	@echo; echo "== Events between China and Ecuador =="
	$(BIN)/dragoman events --record build/demo.sqlite --pair CHN ECU
	@echo; echo "== What was lent, shipped, owed =="
	$(BIN)/dragoman flows --record build/demo.sqlite --actor CHN
	@echo; echo "== Who said what, with 'repaid' or 'owed' in it =="
	$(BIN)/dragoman statements --record build/demo.sqlite --text owed
	@echo; echo "== Who holds which office, who owns what: Uzbekistan =="
	$(BIN)/dragoman relations --record build/demo.sqlite --actor UZB
	@echo; echo "== What several articles tell, and where they contradict: Ecuador =="
	$(BIN)/dragoman findings --record build/demo.sqlite --pair CHN ECU
	@echo; echo "The record is build/demo.sqlite. Try: $(BIN)/dragoman events --record build/demo.sqlite --actor TJK"

test: $(VENV)/.installed
	$(BIN)/python -m pytest

# Every page in light and dark, wide and narrow, and 2,000 calls made up from the description of the pages.
test-web: $(VENV)/.installed
	DRAGOMAN_WEB=full $(BIN)/python -m pytest tests/web

# All that CI runs.
check: check-style test
	$(BIN)/python -m evaluation.gate

check-style: $(VENV)/.installed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(VENV)/.installed
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# Twenty thousand mutated inputs through the whole path; what fails is kept in tests/fuzz/found and is a test from then on.
fuzz: $(VENV)/.installed
	$(BIN)/python -m evaluation.fuzz

# Kills `dragoman read` at fifty moments and checks the record each time.
crash: $(VENV)/.installed
	$(BIN)/python -m evaluation.crash

# How long the whole path takes against the reader alone, and how all grows with the articles: a table in docs/performance.md.
bench: $(VENV)/.installed
	$(BIN)/python -m evaluation.bench
	$(BIN)/python -m evaluation.scaling --docs

$(VENV)/.installed: pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Dragoman needs Python 3.11 or newer: make PYTHON=python3.11 …")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --editable '.[dev]'
	@touch $@

# The site of the documentation, in build/site.
docs: $(VENV)/.installed
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet

clean:
	rm -rf $(VENV) build dist
