# witnessmark: the two commands a newcomer needs are `make demo` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.witnessmark-ready
EXAMPLE := examples/transplant-reform

.PHONY: help setup demo test check lint format docs refusals soak bench lock clean

help:
	@echo "make setup     make .venv with the core, the extras that tests need and the developer tools"
	@echo "make demo      build the example case and print where its report is"
	@echo "make test      run the tests"
	@echo "make check     format, ruff, mypy --strict, import contracts, refusals, tests"
	@echo "make docs      write the reference pages, and what the walks of the documentation print"
	@echo "make refusals  run the refusal tests and the planted violations alone"
	@echo "make soak      damage and kill runs (minutes)"
	@echo "make bench     speed against the floor programs"
	@echo "make lock      pin the dependencies again"

setup: $(STAMP)

$(STAMP): requirements/dev.txt pyproject.toml tools/make_venv.sh
	@PYTHON="$(PYTHON)" VENV="$(VENV)" sh tools/make_venv.sh
	@touch $(STAMP)

demo: setup
	@$(BIN)/witnessmark build -C $(EXAMPLE)
	@echo "The report is at $(EXAMPLE)/published/index.html"

test: setup
	$(BIN)/python -m pytest -n auto -m "not slow"

lint: setup
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: setup
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

docs: setup
	$(BIN)/python -m tools.make_reference
	$(BIN)/python -m tools.walks

refusals: setup
	$(BIN)/python -m pytest tests/test_refusals.py tests/test_refusals_planted.py tests/test_neutral_words.py

check: lint refusals test

soak: setup
	$(BIN)/python -m benchmarks.soak
	$(BIN)/python -m benchmarks.fuzz_read --inputs 20000

bench: setup
	$(BIN)/python -m benchmarks.run

lock: setup
	$(BIN)/pip install --quiet "pip-tools>=7.4"
	$(BIN)/pip-compile --quiet --generate-hashes --allow-unsafe --strip-extras --no-emit-index-url --no-emit-find-links \
		--no-emit-trusted-host --extra nlp --extra dev --output-file requirements/dev.txt pyproject.toml

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
