# Every command of Haat. Prerequisites: Python >= 3.11, Node >= 20, make; the rest is installed into the clone.
# PORT=9000 moves the whole stack: make hands it, and every variable given to it, on in the environment.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

PYTHON ?= python3
BIN := .venv/bin

export PYTHONPATH := $(CURDIR):$(CURDIR)/functions:$(CURDIR)/layers/haat/python
export PYTHONUNBUFFERED := 1
unexport PYTHONDONTWRITEBYTECODE # each of hundreds of processes would compile what it imports
# Nothing is written outside the clone but package caches.
export TMPDIR := $(CURDIR)/.haat/tmp
$(shell mkdir -p "$(TMPDIR)")
export CDK_HOME := $(CURDIR)/.haat/cache/cdk
export HYPOTHESIS_STORAGE_DIRECTORY := $(CURDIR)/.haat/cache/hypothesis
export CDK_DISABLE_CLI_TELEMETRY := true
# Node 20 is enough for Haat, and jsii says in twelve lines at every start that it is old.
export JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION := 20

##@ On this machine
.PHONY: run up down demo audit reindex bench relevance recommend recommend-eval

run: .venv/.local ## start everything, deploy, fill a shop, buy something; Ctrl-C stops it (SEARCH=opensearch)
	@$(BIN)/python -m infra.local.run

up: .venv/.local ## the same stack in the background; returns when it is ready
	@$(BIN)/python -m infra.local.up

.PHONY: import
import: .venv/.local ## bring products in (FILE=products.csv, or .ndjson, or .gz; STOCK=5 units each; DRY=1 only says what would be)
	@$(BIN)/python -m infra.local.importer "$(or $(FILE),$(error Which file? For instance: make import FILE=products.csv))" \
	  $(if $(FORMAT),--format "$(FORMAT)") $(if $(DRY),--dry-run) $(if $(NEW),--new-categories) \
	  $(if $(STOCK),--stock "$(STOCK)")

down: .venv/.local ## stop what `make up` started
	@$(BIN)/python -m infra.local.down

demo: .venv/.local ## buy something on the running stack (CATALOG=file.ndjson.gz imports that catalogue first)
	@$(BIN)/python -m infra.local.demo $(if $(CATALOG),--catalog "$(CATALOG)")

audit: .venv/.local ## whether money, stock and orders add up, on the running stack (STAGE=dev: on AWS)
	@STAGE="$(STAGE)" $(BIN)/python -m infra.local.audit

reindex: .venv/.local ## build the search index anew (CHECK=1: only say what differs; STAGE=dev: on AWS)
	@STAGE="$(STAGE)" $(BIN)/python -m infra.local.reindex $(if $(CHECK),--check)

bench: .venv/.local ## measure every figure into .haat/bench.json (MANY=100000: fewer products than a million)
	@MANY="$(MANY)" $(BIN)/python -m infra.local.bench

relevance: .venv/.local ## score search by people's grades (CATALOG=, JUDGEMENTS=: other files; FOLDS=1 cross-validates)
	@$(BIN)/python -m infra.local.relevance $(if $(CATALOG),--catalog "$(CATALOG)") \
	  $(if $(JUDGEMENTS),--judgements "$(JUDGEMENTS)") $(if $(FOLDS),--cross-validate)

recommend: .venv/.local ## train recommendations now, which the clock does each night (STAGE=dev: on AWS)
	@STAGE="$(STAGE)" $(BIN)/python -m infra.local.training

recommend-eval: .venv/.local ## score recommendations on later purchases (TRAIN= and TEST= name files)
	@$(BIN)/python -m infra.local.recommending $(if $(TRAIN),--train "$(TRAIN)") $(if $(TEST),--test "$(TEST)")

##@ When something went wrong
.PHONY: redrive

redrive: .venv/.local ## hand dead letters back to their queues (QUEUE=payments-pay-refund for one, STAGE=dev on AWS)
	@$(BIN)/python -m infra.redrive --queue $(or $(QUEUE),all) $(if $(STAGE),--stage $(STAGE))

##@ Checks
.PHONY: test lint proof security

# The stack of the end-to-end tests takes every core; the others share them, file by file.
test: lint ## lint, types, architecture rules and every test
	$(BIN)/pytest --ignore=tests/e2e --numprocesses=auto --dist=loadfile --no-loadscope-reorder
	$(BIN)/pytest tests/e2e

lint: .venv/.dev ## style, format, types, architecture rules
	$(BIN)/ruff check || { echo 'make lint: `$(BIN)/ruff check --fix` mends what it can.'; exit 1; }
	$(BIN)/ruff format --check || { echo 'make lint: `$(BIN)/ruff format` puts it right.'; exit 1; }
	$(BIN)/mypy
	$(BIN)/lint-imports --cache-dir .haat/cache/import-linter

proof: .venv/.dev ## fail every call in every way, and see nothing lost (SEED=n one case again, PAIRS=1 pairs too)
	@$(BIN)/python -m tests.faults

security: .venv/.dev ## the security floor in full (ONLY=inputs,jwt some sections of it)
	@$(BIN)/python -m tests.security

##@ AWS
.PHONY: deploy destroy openapi admin-user

deploy: .venv/.infra ## deploy to AWS with your credentials (STAGE=dev; ECONOMY=1 for a hobby, SEARCH=domain for OpenSearch)
	@$(BIN)/python -m infra.cdk.deploy --stage $(stage) $(if $(ECONOMY),--economy) $(if $(SEARCH),--search $(SEARCH))

destroy: .venv/.infra ## remove it again (STAGE=dev)
	@$(BIN)/python -m infra.cdk.destroy --stage $(stage)

admin-user: .venv/.local ## invite staff or change their role (EMAIL= ROLE=support STAGE=dev; DISABLE=1 ENABLE=1 INVITE=1 LIST=1)
	@$(BIN)/python -m infra.staff $(if $(EMAIL),--email "$(EMAIL)") $(if $(ROLE),--role "$(ROLE)") \
	  $(if $(STAGE),--stage "$(STAGE)") $(if $(filter 1,$(LIST)),--list) $(if $(filter 1,$(DISABLE)),--disable) \
	  $(if $(filter 1,$(ENABLE)),--enable) $(if $(filter 1,$(INVITE)),--invite)

openapi: .venv/.infra ## write the OpenAPI document
	@$(BIN)/python -m infra.cdk.openapi

stage = $(or $(STAGE),$(error Which stage? For instance: make $@ STAGE=dev))

##@ House keeping
.PHONY: lock sbom clean help

LAYERS := layer-runtime layer-identity layer-payments layer-search layer-documents layer-images layer-numbers
COMPILE = $(BIN)/uv pip compile --quiet --generate-hashes --no-header $(if $(UPGRADE),--upgrade)

lock: .venv/.uv ## pin the groups of pyproject.toml and the CDK command line (UPGRADE=1 takes the newest that fit)
	$(COMPILE) --universal --python-version 3.11 --group uv --output-file requirements/uv.txt
	$(COMPILE) --universal --python-version 3.11 --group audit --output-file requirements/audit.txt
	$(COMPILE) --universal --python-version 3.11 --group dev --output-file requirements/dev.txt
	for group in infra local; do \
	  $(COMPILE) --universal --python-version 3.11 --constraint requirements/dev.txt \
	    --group $$group --output-file requirements/$$group.txt; \
	done
	for group in $(LAYERS); do \
	  $(COMPILE) --python-platform aarch64-manylinux_2_28 --python-version 3.13 --only-binary :all: \
	    --constraint requirements/dev.txt --group $$group --output-file requirements/$$group.txt; \
	done
	npm install --package-lock-only --ignore-scripts --omit-lockfile-registry-resolved --no-audit --no-fund

sbom: .venv/.dev ## write what Haat is made of into .haat/sbom (CycloneDX)
	@$(BIN)/python -m infra.supply.sbom

clean: ## stop the stack and go back to a fresh clone
	@if [ -f .haat/stack.json ]; then $(MAKE) down; fi
	rm -rf .venv node_modules .haat
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

help:
	@awk -F ':.*## ' '/^##@/ { print "\n" substr($$0, 5) } /^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' \
	  $(MAKEFILE_LIST)

# A stamp says which lock is installed. The groups nest (infra, local, dev) and agree in every version, so the
# smaller ones are added and only the largest, which is the whole environment, also takes away what left its lock.
.venv/.infra .venv/.local: install := install --requirement
.venv/.dev: install := sync
.venv/.infra .venv/.local .venv/.dev: .venv/.%: requirements/%.txt .venv/.uv node_modules/.installed
	@$(BIN)/uv pip $(install) $< --quiet --python $(BIN)/python --require-hashes
	@touch $@

.venv/.uv: requirements/uv.txt
	@mkdir -p "$(TMPDIR)"
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Haat needs Python 3.11 or later: $(PYTHON) is " \
	  + sys.version.split()[0] + ". PYTHON=/path/to/another names one.")'
	@[ -x $(BIN)/python ] || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/uv.txt
	@touch $@

node_modules/.installed: package.json package-lock.json
	@mkdir -p "$(TMPDIR)"
	@node -e 'if (parseInt(process.versions.node) < 20) throw `Haat needs Node 20 or later: this is $${process.version}`'
	@npm ci --silent --ignore-scripts --no-audit --no-fund
	@touch $@
