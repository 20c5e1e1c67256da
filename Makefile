# Every developer command, one sentence each. `make` alone lists them.
SHELL := /bin/bash
.DEFAULT_GOAL := help
UV_HOME := .tools/uv
UV := $(UV_HOME)/bin/uv
PYTHON ?= python3
BIN := .venv/bin
WEB_SOURCES := $(shell find web/src web/index.html web/public web/vite.config.ts web/package-lock.json src/sojourn/render/theme.json src/sojourn/render/icons.json src/sojourn/render/avatars.json -type f 2>/dev/null)
# Where the logs of the benchmarks are kept between runs.
BENCH ?= /tmp/sojourn-bench
BUILT := src/sojourn/server/web/index.html

.PHONY: help setup demo test check check-web format library server-tests server-tests-postgres web-tests e2e faults spark-tests contracts wheel bench clean browser

help:  ## List the commands.
	@grep -hE '^[a-z0-9-]+:.*## ' $(MAKEFILE_LIST) | sort | awk -F':.*## ' '{printf "  make %-22s %s\n", $$1, $$2}'

setup: .venv/.ready $(BUILT)  ## Prepare everything in .venv: the command is .venv/bin/sojourn.

demo: setup  ## Set up all that is needed and open the app on the demo store.
	@$(BIN)/sojourn demo

$(UV):
	@$(PYTHON) -m venv $(UV_HOME)
	@$(UV_HOME)/bin/python -m pip install --quiet --disable-pip-version-check uv

.venv/.ready: $(UV) pyproject.toml uv.lock hatch_build.py
	@$(UV) sync --frozen --quiet
	@touch $@

web/node_modules/.ready: .venv/.ready web/package-lock.json
	@$(BIN)/python hatch_build.py ci --no-audit --no-fund --loglevel=error
	@touch $@

$(BUILT): web/node_modules/.ready $(WEB_SOURCES)
	@$(BIN)/python hatch_build.py run build --silent
	@touch $@

test:  ## Run every check and every test, tell how long each part took, and in the end why one failed.
	@$(PYTHON) tests/parts.py

check: setup  ## Types, style, layers and contracts of the Python code.
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/mypy --explicit-package-bases tests/faults tests/spark tests/parts.py
	$(BIN)/lint-imports

check-web: setup  ## Types and style of the front end.
	$(BIN)/python hatch_build.py run check

format: setup  ## Put all code into the house's form.
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/python hatch_build.py run fix

library: setup  ## Test the library, its doctests and the command line.
	$(BIN)/python -m pytest -n 2 --dist loadfile src tests/core tests/evidence tests/journeys tests/maps tests/measure tests/actions tests/monitoring tests/render tests/cli tests/project

server-tests: setup  ## Test the server on the embedded database.
	$(BIN)/python -m pytest -n 2 --dist loadfile tests/server

server-tests-postgres: setup  ## Test the server on PostgreSQL, where the machine has it or can install it.
	tests/server/with_postgres $(BIN)/python -m pytest -n 2 --dist loadfile tests/server

web-tests: setup  ## Test the front end without a browser.
	$(BIN)/python hatch_build.py run test

faults: setup  ## Kill processes and damage files on purpose.
	@command -v strace >/dev/null \
		|| { echo "Installing strace for the faults of the disk"; apt-get update -qq && apt-get install -y -qq --no-install-recommends strace >/dev/null; } \
		|| echo "strace cannot be installed here: the tests that need it are skipped"
	$(BIN)/python -m pytest tests/faults

spark-tests: setup  ## Ask a real Spark cluster on this machine, and kill a worker of it.
	@command -v java >/dev/null || [ -n "$$JAVA_HOME" ] \
		|| { echo "Installing Java for the cluster"; apt-get update -qq && apt-get install -y -qq --no-install-recommends openjdk-17-jre-headless >/dev/null; }
	$(BIN)/python -m pytest tests/spark

e2e: setup browser  ## Walk through the product in a real browser.
	$(BIN)/python -m pytest -n 2 --dist loadfile tests/e2e

browser:
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null \
		|| { echo "Installing Chromium for the browser tests"; apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium >/dev/null; }

contracts: setup  ## Write the generated contracts anew (schemas/, reference pages).
	$(BIN)/python -m sojourn.maps.schemas
	$(BIN)/python -m sojourn.cli.reference docs/reference/cli.md
	$(BIN)/python -m sojourn.server.api.schema
	$(BIN)/python hatch_build.py run api

wheel: .venv/.ready  ## Build the distribution, with the front end inside.
	$(UV) build --wheel

bench: setup  ## Time import and questions on ten million events, beside peers.
	$(UV) sync --frozen --quiet --group peers
	$(BIN)/python benchmarks/importing.py --customers 410000
	$(BIN)/python benchmarks/questions.py $(BENCH) --customers 410000
	$(BIN)/python benchmarks/every_question.py $(BENCH)/workspace

clean:  ## Remove everything that was built, but no data.
	rm -rf .venv .tools dist web/node_modules src/sojourn/server/web
