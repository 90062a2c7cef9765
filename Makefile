# `make scan` and `make test` set up whatever is missing first; after that they find the stamps and start at once.
PYTHON ?= python3
BIN := .venv/bin
NODE_PATH_FIRST := PATH="$(CURDIR)/.node/bin:$$PATH"
PIP := -m pip install --quiet --disable-pip-version-check
LOCK := uv pip compile --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --no-header --quiet $(if $(UPGRADE),--upgrade)

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help scan test lint format bench bench-dates bench-issues messages locks clean setup

help: ## show this list
	@sed -nE 's/^([a-z-]+):.*## (.*)/  make \1\t\2/p' Makefile | expand -t 20

scan: setup ## patrol the demo county, or your own sites: make scan CONFIG=county.toml
	@$(BIN)/sitepatrol $(if $(CONFIG),weekly --config "$(CONFIG)",demo)

test: node_modules/.test-stamp setup .venv/.webdriver ## run every test
	@$(BIN)/pytest --numprocesses 2 --dist loadfile -m "not alone"
	@$(BIN)/pytest -m alone

lint: .venv/.stamp ## check style, types, and that imports go down only
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo

format: .venv/.stamp ## tidy the code
	@$(BIN)/ruff check --fix
	@$(BIN)/ruff format

bench: setup ## time the crawl beside other link checkers: make bench ASK="--pages 2000 10000 --latency 0 50"
	@$(BIN)/python -m demo.bench $(ASK)

bench-dates: setup ## measure the reader of dates beside htmldate and dateparser
	@$(BIN)/python -m demo.bench_dates

bench-issues: setup ## time and weigh a run with a hundred thousand issues: make bench-issues ASK="--issues 10000"
	@$(BIN)/python -m demo.bench_issues $(ASK)

messages: .venv/.stamp ## write what is new in the code into the catalogues of words
	@$(BIN)/python -m reports.catalogue

locks: .venv/.stamp ## pin the dependencies anew, or take the newest of all: make locks UPGRADE=1
	@$(BIN)/$(LOCK) pyproject.toml --extra dev -o requirements.lock
	@$(BIN)/$(LOCK) --group node -o requirements-node.lock
	@$(NODE_PATH_FIRST) npm $(if $(UPGRADE),update,install) --package-lock-only

clean: ## remove what set-up made; var/, where the results are, stays
	rm -rf .venv .node node_modules build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

setup: .venv/.stamp node_modules/.stamp .venv/.browser ## only set up

.venv/.stamp: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
		{ echo "SitePatrol needs Python 3.11 or newer; name one that is not python3 as in: make PYTHON=python3.12" >&2; exit 2; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || \
		{ echo "Python cannot make environments here: apt-get install python3-venv (as root), then make again." >&2; exit 2; }
	@echo "Set-up 1/3: the locked Python packages, in .venv (a minute or two)"
	@$(PYTHON) -m venv .venv
	@$(BIN)/python $(PIP) --require-hashes -r requirements.lock
	@$(BIN)/python $(PIP) --no-deps --no-build-isolation -e .
	@touch $@

node_modules/.stamp: package-lock.json
	@npm --version >/dev/null 2>&1 || $(MAKE) --no-print-directory .node/.stamp
	@echo "Set-up 2/3: axe-core, the accessibility engine, in node_modules"
	@$(NODE_PATH_FIRST) npm ci --omit=dev --loglevel error >/dev/null
	@touch $@

# What only the tests need beside: a Selenium Grid (50 MB). npm begins anew, so both stamps are its.
node_modules/.test-stamp: package-lock.json
	@npm --version >/dev/null 2>&1 || $(MAKE) --no-print-directory .node/.stamp
	@echo "Set-up for tests: axe-core and a Selenium Grid, in node_modules"
	@$(NODE_PATH_FIRST) npm ci --loglevel error >/dev/null
	@touch node_modules/.stamp $@

.node/.stamp: requirements-node.lock
	@echo "Set-up 2/3: no npm here, so Node and npm from a Python package, in .node"
	@$(PYTHON) -m venv .node
	@.node/bin/python $(PIP) --require-hashes -r requirements-node.lock
	@touch $@

.venv/.browser: .venv/.stamp node_modules/.stamp setup/browser.py
	@echo "Set-up 3/3: a browser that starts"
	@$(BIN)/python setup/browser.py
	@touch $@

.venv/.webdriver: .venv/.browser setup/webdriver.py
	@echo "Set-up for tests: a chromedriver, and Java for the Grid"
	@$(BIN)/python setup/webdriver.py
	@touch $@
