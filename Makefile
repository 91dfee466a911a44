# Bootstraps nox into a private .venv and forwards to it; what can be done is in noxfile.py.

# Where a virtual environment keeps its programs.
BIN := .venv/$(if $(filter Windows_NT,$(OS)),Scripts,bin)
NOX := $(BIN)/python -m nox

.DEFAULT_GOAL := help
.PHONY: help demo test lint types format build bench docs clean

help: ## Show this
	@echo "make demo    make, migrate and serve an application in demo/, and show it answering"
	@echo "make test    everything CI runs: lint, types, crates, tests, other Pythons, lower bounds, e2e"
	@echo "make lint    style, formatting, direction of imports"
	@echo "make types   mypy, strict"
	@echo "make format  format and mend"
	@echo "make build   all wheels, into dist/; with Rust for each CPython here, where cargo is"
	@echo "make bench   measure against the peer, into benchmarks/"
	@echo "make docs    write the parts of docs/ that come from the code"
	@echo "make clean   remove what was built and installed here"
	@echo
	@echo "More: $(NOX) -l (after the first make)"

demo lint types format build bench docs: $(BIN)/.ready
	@PATH="$(CURDIR)/$(BIN):$$PATH" $(NOX) -s $@

test: $(BIN)/.ready
	@PATH="$(CURDIR)/$(BIN):$$PATH" sh scripts/test

$(BIN)/.ready: scripts/bootstrap
	@sh scripts/bootstrap $(BIN)

clean:
	rm -rf .venv .nox .cache dist .mypy_cache .pytest_cache .ruff_cache .hypothesis target
