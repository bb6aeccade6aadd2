# `make help` lists what there is. Only python3 (3.11 or later) with venv, make and git are needed to begin.
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv/bin

.PHONY: help setup setup-dev demo test quick lint format agendas bench screenshots personal-data sbom messages lock clean

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

setup: ## environment from the lock file, front-end packages, translations, database
	@$(PYTHON) tools/setup.py

setup-dev:
	@$(PYTHON) tools/setup.py --dev

demo: ## set up, load the demonstration government, serve it, say who to sign in as
	@begun=$$(date +%s.%N); $(PYTHON) tools/setup.py --no-database && BALAI_BEGUN=$$begun exec $(VENV)/balai demo $(DEMO)

test: setup-dev ## everything, in half an hour: lint, types, SQLite, PostgreSQL, Chromium
	@$(VENV)/python tools/check.py all

quick: setup-dev ## what to run all day, two and a half minutes: lint, types, tests on SQLite
	@$(VENV)/python tools/check.py quick

lint: setup-dev ## style, types, house rules, translations
	@$(VENV)/python tools/check.py lint

format: ## let ruff put the code in order
	@$(VENV)/ruff check --fix-only -q . ; $(VENV)/ruff format -q .

agendas: setup-dev ## import twice and play every agenda file of a folder: make agendas AGENDAS=folder
	@$(VENV)/python tools/agendas.py $(or $(AGENDAS),../shared/data/agendas)

bench: setup-dev ## measure everything (about half an hour) and write the tables of bench/RESULTS.md
	@$(VENV)/python -m bench.results

screenshots: setup-dev ## pictures of the main screens into docs/screenshots, made by the browser tests
	@BALAI_SCREENSHOTS=docs/screenshots $(VENV)/python -m pytest -q -m browser tests/browser -k "hour or whole_meeting or language or strategic"

personal-data: setup-dev ## write docs/PERSONAL_DATA.md anew from the register
	@$(VENV)/python -m tools.personal_data

sbom: setup-dev ## the packages that run, with their hashes, as CycloneDX: sbom.json
	@$(VENV)/python tools/sbom.py

messages: ## collect the words to translate into locale/*.po
	@$(VENV)/python tools/translations.py collect

lock: ## write the lock files anew from requirements*.in and package.json
	@$(VENV)/python tools/lock.py

clean: ## remove what set-up made (not var/, the data)
	rm -rf .venv node_modules balai/static/vendor *.egg-info .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
