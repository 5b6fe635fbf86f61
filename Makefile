# Everything that is done with this site, each as one word. What a word needs is set up the first time it is said.

PYTHON ?= python3
PORT ?= 8000
PYTEST_ARGS ?= -n 2

export PYTHON LSCB_CHROMIUM
ifdef AS_OF
export LSCB_AS_OF := $(AS_OF)
endif

BIN := .venv/bin
BASE := .venv/.base-is-ready
DEV := .venv/.dev-is-ready
SET_UP := scripts/set-up scripts/quiet-material.pth pyproject.toml

.DEFAULT_GOAL := help
.PHONY: help serve build check test lint bench lock clean
.NOTPARALLEL:

help: ## this list
	@echo "make serve    the site at http://127.0.0.1:$(PORT)/, made again at each save (PORT=8001 for another port)"
	@sed -n 's/^\([a-z]*\):[^#]*## /\1 /p' $(firstword $(MAKEFILE_LIST)) | sort
