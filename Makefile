# Everything that is done with this site, each as one word. What a word needs is set up the first time it is said.

PORT ?= 8000
RECORDS ?= 400 2000
PYTEST_ARGS ?= -n 2

ifdef AS_OF
export LSCB_AS_OF := $(AS_OF)
endif

ifdef DRAFTS
export LSCB_DRAFTS := $(DRAFTS)
endif

BIN := .venv/bin
BASE := .venv/.base-is-ready
PDF := .venv/.pdf-is-ready
DEV := .venv/.dev-is-ready
SET_UP := scripts/set-up scripts/quiet-material.pth pyproject.toml

.DEFAULT_GOAL := help
.PHONY: help serve check build pdf test audit look bench lock clean
.NOTPARALLEL:

help:  ## say what there is (this list)
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1	\2/p' Makefile | expand -t 14
	@echo
	@echo "serve, check and build can take another day than the site's own: make serve AS_OF=2015-10-01"
	@echo "serve shows drafts, and what waits for its day, too: make serve DRAFTS=1"

serve: $(BASE)  ## show the site at http://127.0.0.1:8000 and again at each save (PORT=8001 for another port)
	@$(BIN)/mkdocs serve --dev-addr 127.0.0.1:$(PORT)

check: $(BASE)  ## check the content: every problem with its file and line, in a second
	@$(BIN)/lscb check

build: $(BASE)  ## make the whole site in site/; a failed build leaves the last good one there
	@$(BIN)/mkdocs build

pdf: $(PDF)  ## make the whole site with its PDFs: the manual, each procedure, the levels of need, each newsletter
	@$(BIN)/lscb pdf

test: $(DEV)  ## lint, types and all tests, Chromium's too (PYTEST_ARGS='-k ledger' for some)
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy
	@PYTHONPATH=hooks $(BIN)/lint-imports --no-cache
	@scripts/test-programs
	@LSCB_CHROMIUM="$$(scripts/chromium)" $(BIN)/pytest $(PYTEST_ARGS)

audit: $(DEV)  ## look at the whole site in every way; writes content/tested.yml, for the accessibility statement
	@scripts/test-programs
	@LSCB_CHROMIUM="$$(scripts/chromium)" $(BIN)/python -m tests.audit

look: $(DEV)  ## pictures of every kind of page, phone and desktop, by day and after dark, in test-results/look/
	@scripts/test-programs
	@LSCB_CHROMIUM="$$(scripts/chromium)" $(BIN)/python -m tests.look

bench: $(DEV)  ## measure builds beside others; writes benchmarks/RESULTS.md (RECORDS='400 2000 10000')
	@$(BIN)/python benchmarks/build.py
	@$(BIN)/python -m benchmarks.compare $(RECORDS)

lock:  ## bring requirements/ up to the newest releases that pyproject.toml allows
	@scripts/lock

clean:  ## remove everything that was made: the site, the caches, the environment
	rm -rf site .site-new-* .venv .cache .mypy_cache .ruff_cache .pytest_cache .hypothesis test-results
	@find hooks tests -name __pycache__ -prune -exec rm -rf {} +

$(BASE): requirements/base.txt $(SET_UP)
	@scripts/set-up base
	@touch $@

$(PDF): requirements/base.txt requirements/pdf.txt $(SET_UP) | $(BASE)
	@scripts/set-up pdf
	@touch $@

$(DEV): requirements/base.txt requirements/dev.txt $(SET_UP)
	@scripts/set-up dev
	@touch $(BASE) $(PDF) $@
