# Every habit of this project, one sentence each. All of them set up what they need by themselves.
SHELL := /bin/sh
PYTHON ?= python3
BIN := .venv/bin
RUN := $(BIN)/kopru

.PHONY: help setup setup-dev demo serve test journeys check fix messages docs screenshots

help: ## List what can be done here.
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 14

setup: .venv/ready ## Make the virtual environment with all that Köprü runs on; leaves .venv/bin/kopru.

setup-dev: .venv/ready-dev ## The same with what testing and checking needs.

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Köprü needs Python 3.11 or newer."; exit 2; }
	@$(PYTHON) -m venv .venv || { echo "Python's venv is missing. On Debian: apt-get install python3-venv"; exit 2; }

.venv/ready: requirements/base.txt pyproject.toml scripts/link.py | .venv/bin/python
	@echo "Installing what Köprü runs on ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/base.txt
	@$(BIN)/python scripts/link.py
	@touch $@

.venv/ready-dev: requirements/dev.txt .venv/ready
	@echo "Installing what tests and checks need ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@

demo: .venv/ready ## Serve a network of invented libraries to play with; goes on where it was, FRESH=1 starts anew.
	@$(RUN) demo $(if $(FRESH),--fresh)

serve: .venv/ready ## Serve your own installation from the data folder.
	@$(RUN) serve

test: .venv/ready-dev ## Run the tests but the long stories; says loudly what it had to leave out.
	@$(BIN)/python scripts/test.py

journeys: .venv/ready-dev ## Play the long stories: people in browsers, kills, whole installations, all real records.
	@$(BIN)/python scripts/test.py --journeys

check: .venv/ready-dev ## Judge the code: format, lint, types, import directions, translations.
	$(BIN)/ruff format --check src tests scripts benchmarks
	$(BIN)/ruff check src tests scripts benchmarks
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python scripts/translations.py --check

fix: .venv/ready-dev ## Put right what can be put right by itself.
	$(BIN)/ruff check --fix src tests scripts benchmarks
	$(BIN)/ruff format src tests scripts benchmarks

messages: .venv/ready-dev ## Gather texts to translate from code and templates into the .po files.
	$(BIN)/python scripts/translations.py --gather

docs: .venv/ready-dev ## Print the pages that come from the running rules: lifecycle, settings, policy schema.
	$(RUN) lifecycle > docs/lifecycle.md
	$(RUN) settings_page > docs/settings.md
	$(RUN) policy_check --schema > docs/policy.schema.json

screenshots: .venv/ready-dev ## Photograph the main pages for docs/tour.md (needs Chromium).
	$(BIN)/python scripts/tour.py
