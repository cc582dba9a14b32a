# `make course` does the main job, `make test` runs all tests; both set up what they need.

PYTHON ?= python3
BIN := .venv/bin
SITE := _build/html

.PHONY: course book lite pdf release demo test bench audit lock clean

course: .venv/ready node_modules/.package-lock.json
	$(MAKE) --jobs 2 --output-sync book release
	$(MAKE) demo

book: .venv/ready node_modules/.package-lock.json
	$(BIN)/jupyter-book build -W -n --keep-going book

# The book with JupyterLite beside it. PYODIDE=URL fetches NumPy for the browser from there; see README.md.
lite: export DOWNHILL_LITE := 1
lite: book
	$(BIN)/python book/_ext/lite.py $(SITE) $(if $(PYODIDE),--from $(PYODIDE))

pdf: book
	$(BIN)/python book/_ext/pdf.py $(SITE) _build/downhill.pdf

release: .venv/ready
	$(BIN)/autograder release

demo: .venv/ready
	$(BIN)/autograder demo --students 24

# Hundreds of processes import the package here: Python compiles it once, even where it was told to keep nothing.
test: export PYTHONDONTWRITEBYTECODE :=
test: .venv/ready node_modules/.package-lock.json
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest

bench: .venv/ready
	$(BIN)/python benchmarks/throughput.py

# Lighthouse and axe on the built site.
audit: book
	$(BIN)/python benchmarks/site.py

# The lock holds for every Python and system that pyproject.toml names.
lock: .venv/ready
	$(BIN)/pip install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --all-extras --no-emit-index-url \
		--custom-compile-command "make lock" --output-file requirements.txt pyproject.toml

# Installed in place, never copied: a sandbox shows its packages to submissions, and must not show the hidden tests.
.venv/ready: requirements.txt pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(0 if (3, 11) <= sys.version_info < (3, 14) else "Python 3.11, 3.12 or 3.13 is needed: make PYTHON=python3.12")'
	$(PYTHON) -m venv --clear .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --requirement requirements.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --editable .
	touch $@

node_modules/.package-lock.json: package-lock.json .venv/ready
	$(BIN)/npm ci --silent
	touch $@

clean:
	rm -rf .venv _build demo node_modules
