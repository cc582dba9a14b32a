# `make course` does the main job, `make test` runs all tests; both set up what they need.

PYTHON ?= python3
BIN := .venv/bin

.PHONY: course book release demo test bench lock clean

course: book release demo

book: .venv/ready
	$(BIN)/jupyter-book build -W -n --keep-going book

release: .venv/ready
	$(BIN)/autograder release

demo: .venv/ready
	$(BIN)/autograder demo

test: .venv/ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest

bench: .venv/ready
	$(BIN)/python benchmarks/throughput.py

# The lock holds for every Python and system that pyproject.toml names.
lock: .venv/ready
	$(BIN)/pip install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --extra dev --no-emit-index-url \
		--custom-compile-command "make lock" --output-file requirements.txt pyproject.toml

# Installed in place, never copied: a sandbox shows its packages to submissions, and must not show the hidden tests.
.venv/ready: requirements.txt pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(0 if (3, 11) <= sys.version_info < (3, 14) else "Python 3.11, 3.12 or 3.13 is needed: make PYTHON=python3.12")'
	$(PYTHON) -m venv --clear .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --requirement requirements.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --editable .
	touch $@

clean:
	rm -rf .venv _build demo
