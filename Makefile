# What can be done with this checkout. It needs make and Python 3.11 or newer, nothing else.
#
#   PYTHON=python3.12   which Python makes .venv
#   PORT=5052           where `make up` listens
#   NEXTEN_HOME=dir     where `make up` keeps its state

PYTHON = python3
VENV = .venv
BIN = $(VENV)/bin
# The files hold every package, so pip need not look for more: rapidocr would ask for a second OpenCV.
INSTALL = $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps

help:
	@echo "make demo    parse the sample CVs, from upload to signed webhook (no Docker, no key)"
	@echo "             LLM=fake reads them with a double of an LLM, FAULT=500 (429, refusal, hallucinate, ...)"
	@echo "             lets each of its calls go wrong"
	@echo "make up      the whole stack at http://localhost:5051 until Ctrl-C (PORT= changes it)"
	@echo "make test    all tests, on real servers of their own"
	@echo "make check   format, lint, types, imports, tests with coverage: what CI runs"
	@echo "make chaos   kill, freeze and flush everything under load, and count what is lost (SEEDS=\"1 2\")"
	@echo "make fuzz    read and parse damaged CVs by the thousand (SEEDS=\"1 2\" FILES=4000)"
	@echo "make bench   measure the stack and the parsing; also bench-stack, bench-gateway,"
	@echo "             bench-parse, bench-accuracy and bench-llm (these two need a corpus with known truth)"
	@echo "make minio   build a real MinIO into .tools, for the tests that want one (needs Go, 5 minutes)"
	@echo "make setup   only make .venv and install what demo and up need; the others do it too"

setup: $(VENV)/.ready-to-run

demo: setup
	@$(BIN)/python -m local demo $(if $(LLM),--llm $(LLM)) $(if $(FAULT),--fault $(FAULT))

up: setup
	@$(BIN)/python -m local up

test: $(VENV)/.ready-to-test
	$(BIN)/python -m pytest

lint: $(VENV)/.ready-to-test
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/basedpyright
	$(BIN)/lint-imports

check: lint coverage

coverage: $(VENV)/.ready-to-test
	$(BIN)/python -m pytest --cov

# The last commit of the archived repository; docker/minio.Dockerfile has the same.
MINIO = github.com/minio/minio@v0.0.0-20260212201848-7aac2a2c5b7c
minio: .tools/minio

.tools/minio:
	@command -v go >/dev/null || { echo "Go is needed to build MinIO: https://go.dev/dl" >&2; exit 1; }
	GOBIN=$(CURDIR)/.tools go install -ldflags="-s -w" $(MINIO)

SEEDS = 1 2 3 4 5
JOBS = 300
chaos: $(VENV)/.ready-to-test
	$(BIN)/python -m tests.chaos --seed $(SEEDS) --jobs $(JOBS)

FILES = 4000
fuzz: $(VENV)/.ready-to-test
	$(BIN)/python -m tests.fuzz --seed $(SEEDS) --files $(FILES)

bench: bench-stack bench-parse

bench-stack: $(VENV)/.ready-to-test
	$(BIN)/python -m bench.stack

bench-gateway: $(VENV)/.ready-to-test
	$(BIN)/python -m bench.gateway

bench-parse: $(VENV)/.ready-to-test
	$(BIN)/python -m bench.parse

bench-accuracy: $(VENV)/.ready-to-test
	$(BIN)/python -m bench.accuracy

bench-llm: $(VENV)/.ready-to-test
	$(BIN)/python -m bench.llm
	$(BIN)/python -m bench.llm_worker

llm-smoke: $(VENV)/.ready-to-test
	$(BIN)/python -m bench.llm_smoke

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed: make PYTHON=python3.12 ..." if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.ready-to-run: requirements-local.txt $(BIN)/python
	@echo "Installing what the stack needs into $(VENV) (once, about a minute)"
	@$(INSTALL) -r requirements-local.txt
	@touch $@

$(VENV)/.ready-to-test: requirements-dev.txt $(BIN)/python
	@echo "Installing what the tests need into $(VENV) (once, about a minute)"
	@$(INSTALL) -r requirements-dev.txt
	@touch $@

.PHONY: help setup demo up test lint check coverage chaos fuzz bench bench-stack bench-gateway
.PHONY: bench-parse bench-accuracy bench-llm llm-smoke minio
