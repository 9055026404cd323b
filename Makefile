# The commands people need; `make` alone lists them. Each uses the virtual environment .venv.
PY = .venv/bin/python

help:            ## list these commands
	@grep -E '^[a-z]+: .*##' Makefile | sed 's/:.*##/ -/'

setup: .venv     ## make the environment with everything for development

.venv: pyproject.toml
	python3 -m venv .venv && .venv/bin/pip install -q -e '.[dev]' && touch .venv

test: .venv      ## run all tests
	$(PY) -m pytest -q

check: .venv     ## lint, types and formatting
	$(PY) -m ruff check . && $(PY) -m mypy

bench: .venv     ## measure start-up, extraction, reading, the index, chains and timelines; a limit that is not reached is told
	-$(PY) bench/startup.py
	-$(PY) bench/extract.py
	-$(PY) bench/read.py
	-$(PY) bench/corpus.py
	-$(PY) bench/chains.py
	-$(PY) bench/timeline.py

fuzz: .venv      ## the full matrix of hostile input and 300,000 generated texts, slow
	$(PY) bench/hostile.py
	cd tests && ../$(PY) -m support.generated_texts 0 300000

golden: .venv    ## write the golden outputs anew; read the diff before committing
	UNRTRACE_WRITE_GOLDEN=1 $(PY) -m pytest -q tests/test_golden.py

.PHONY: help setup test check bench fuzz golden
