# Every target works as the first command in a fresh clone: it needs Python 3.11+ and make.

PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& echo $$python && break; done)
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
MINUTES ?= 10
# Of make bounds; all, if empty.
TESTS ?=
BENCH := $(VENV)/.peers
PIP := $(BIN)/python -m pip --quiet --quiet --disable-pip-version-check --no-input
CODE := generator generated tests
SEEDS := metering|tc2
# With it every process would compile all modules again: a tenth of the time of make test.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: generate test interop check format fuzz docs bench bounds clean

generate: $(STAMP)
	@$(BIN)/soapstone generate

# The project and its seeds; then, apart, the services that a user has put beside these.
test: $(STAMP)
	@$(BIN)/python -m pytest --quiet --numprocesses auto --dist worksteal; code=$$?; \
	for folder in specs/*/; do name=$${folder#specs/}; name=$${name%/}; \
		case $$name in $(SEEDS)|[._]*|'*') ;; *) set -- "$$@" "$$name" ;; esac; done; \
	test $$# = 0 || { echo; echo 'your services:'; \
		$(BIN)/soapstone test -- "$$@" || code=$$?; }; \
	exit $$code

# Needs programs from elsewhere and says which: tests/interop/README.md.
interop: $(STAMP)
	@$(BIN)/python -m pytest --quiet -rs tests/interop

check: $(STAMP)
	@$(BIN)/soapstone check
	@$(BIN)/ruff check --quiet $(CODE) examples
	@$(BIN)/mypy --strict --no-error-summary $(CODE)
	@$(BIN)/black --quiet --check --diff $(CODE) examples

format: $(STAMP)
	@$(BIN)/ruff check --quiet --fix-only $(CODE) examples
	@$(BIN)/black --quiet generator tests examples

# The site of docs/, without network; a link that leads nowhere is an error.
docs: $(STAMP)
	@$(BIN)/mkdocs build --strict --clean

bench: $(BENCH)
	@$(BIN)/python -m tests.benchmarks

# The tests with all dependencies at their lowest versions, then at the newest.
bounds: $(STAMP)
	@$(BIN)/python -m tests.lowest > $(VENV)/lowest.txt
	@touch $(VENV)/newest.txt
	@for each in lowest newest; do echo "$$each versions" >&2; \
		$(PYTHON) -m venv --clear $(VENV)/$$each && \
		$(VENV)/$$each/bin/python -m pip --quiet --disable-pip-version-check install \
			--constraint $(VENV)/$$each.txt --editable '.[dev]' && \
		$(VENV)/$$each/bin/python -m pytest --quiet --numprocesses auto --dist worksteal \
			$(TESTS) || exit; done

# New inputs for MINUTES; what fails is kept in .fuzz/failed. Pages as people treat them, at random:
# python -m tests.fuzz.as_people PAGES SEED.
fuzz: $(STAMP)
	@$(BIN)/python -m tests.fuzz $(MINUTES)

clean:
	@rm -rf $(VENV) build dist .fuzz .hypothesis .mypy_cache .pytest_cache .ruff_cache
	@find $(CODE) -name __pycache__ -type d -prune -exec rm -rf {} +

# Without the stamp the last installation did not end well: start from nothing.
$(STAMP): pyproject.toml constraints.txt
	@if ! "$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
		echo 'Python 3.11 or newer is needed: make PYTHON=/path/to/python3' >&2; exit 1; fi
	@echo 'installing into $(VENV)' >&2
	@test -f $(STAMP) || $(PYTHON) -m venv --clear $(VENV)
	@rm -f $(STAMP)
	@$(PIP) install --constraint constraints.txt hatchling
	@$(PIP) install --constraint constraints.txt --no-build-isolation --editable '.[dev]'
	@touch $(STAMP)

$(BENCH): $(STAMP)
	@$(PIP) install --constraint constraints.txt --no-build-isolation --editable '.[bench]'
	@touch $(BENCH)
