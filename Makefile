# `make brief` and `make test` are all a newcomer needs; each makes what it needs, once.
#
#   make check                    the README's example         make check TEXT=summary.txt SOURCE=my.html
#   make brief                    brief a bundled article       make brief ARTICLE=my.html LENGTH=60
#   make test                     format, lint, types, layers, tests
#   make test-slow                the wheel, and whatever takes over five seconds
#   make local                    a real llama.cpp, which one of the slow tests is skipped without
#   make ray                      Ray; EVENBRIEF_RAY=required make test-slow then tries a cluster, too
#   make fuzz                     half an hour of coverage-guided fuzzing of the check
#   make bench                    time and memory, as in benchmarks/README.md
#   make accuracy DATA=folder     docs/accuracy.md anew, from labelled data of others and the goldens
#   make evals                    docs/evals.md anew: the rules on the goldens, the checker on mutants
#   make gate-rates               docs/gate.md and its plot anew: how often the gate itself is wrong
#   make docs                     run the README's commands and measures again, print them anew
#   make lock                     resolve exact versions again
#   make clean                    remove the environment and all caches

PYTHON ?= python3
ARTICLE ?= golden/articles/tavrocel-two-cuts.txt
LENGTH ?= 120
TEXT ?= docs/example/chatgpt_summary.txt
SOURCE ?= docs/example/article.html

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 \
        --no-header --no-annotate --no-emit-index-url

.PHONY: check brief test test-slow local ray fuzz bench accuracy evals gate-rates docs lock clean
.DEFAULT_GOAL := brief

brief: $(VENV)/run.stamp
	@$(BIN)/evenbrief brief "$(ARTICLE)" --length $(LENGTH)

# Wrong figures end the command with 1; that is its answer here and no failure of make's.
check: $(VENV)/run.stamp
	@$(BIN)/evenbrief check "$(TEXT)" --source "$(SOURCE)" || test $$? -eq 1

test: $(VENV)/dev.stamp
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -m "not slow" -rs

test-slow: $(VENV)/dev.stamp
	$(BIN)/python -m pytest -m slow -rs

# Some 60 MB, and no wheel for every machine, so not among the test tools.
local: $(VENV)/local.stamp

# Some 170 MB.
ray: $(VENV)/ray.stamp

# Coverage-guided fuzzing; what crashes is left in the folder `fuzz`.
SECONDS_OF_FUZZING = 1800
fuzz: $(VENV)/run.stamp
	@$(BIN)/python -c "import atheris" 2>/dev/null || $(PIP) install atheris
	@mkdir -p fuzz
	PYTHONPATH=. $(BIN)/python tests/fuzz_check.py -artifact_prefix=fuzz/ -max_total_time=$(SECONDS_OF_FUZZING) -max_len=600

bench: $(VENV)/run.stamp
	$(BIN)/python -m benchmarks.run

# The data are no part of this project; the page says which they are and where they come from.
accuracy: $(VENV)/run.stamp
	@test -n "$(DATA)" || { echo "make: DATA is not given; name the folder of the labelled sets: make accuracy DATA=folder" >&2; exit 2; }
	$(BIN)/python -m evals.accuracy $(DATA) golden/retellings --out docs/accuracy.md

evals: $(VENV)/run.stamp
	$(BIN)/python -m evals.page --out docs/evals.md

# Some two minutes of simulated gates; the same bytes each time.
gate-rates: $(VENV)/run.stamp
	$(BIN)/python -m evals.simulate docs

docs: $(VENV)/run.stamp
	$(BIN)/python docs/capture.py

# Versions that still fit are kept; `make lock UPGRADE=--upgrade` moves on to the newest.
lock: $(VENV)/dev.stamp
	@test -x $(BIN)/uv || $(PIP) install uv
	$(LOCK) $(UPGRADE) pyproject.toml --extra read -o requirements/lock.txt
	$(LOCK) $(UPGRADE) -c requirements/lock.txt pyproject.toml --extra model --extra read --extra batch --group dev -o requirements/dev.txt
	$(LOCK) $(UPGRADE) -c requirements/dev.txt pyproject.toml --extra local -o requirements/local.txt
	$(LOCK) $(UPGRADE) -c requirements/dev.txt pyproject.toml --extra ray -o requirements/ray.txt

clean:
	rm -rf $(VENV) build dist *.egg-info
	rm -rf .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# The run-time libraries at their locked versions, and this checkout as `evenbrief`.
$(VENV)/run.stamp: requirements/lock.txt pyproject.toml | $(VENV)/made.stamp
	@echo "Installing the locked libraries into $(VENV) (once) ..." >&2
	@$(PIP) install -r requirements/lock.txt
	@PYTHONWARNINGS=ignore $(PIP) install --no-deps --editable .
	@$(BIN)/python -m compileall -q schemas pipeline prompts evals
	@touch $@

# What the tests need besides; the file holds the run-time versions too, so the two agree.
$(VENV)/dev.stamp: requirements/dev.txt $(VENV)/run.stamp
	@echo "Installing the test tools into $(VENV) (once) ..." >&2
	@$(PIP) install -r requirements/dev.txt
	@touch $@

$(VENV)/local.stamp: requirements/local.txt $(VENV)/dev.stamp
	@echo "Installing a llama.cpp for the tests into $(VENV) (once) ..." >&2
	@$(PIP) install -r requirements/local.txt
	@touch $@

$(VENV)/ray.stamp: requirements/ray.txt $(VENV)/dev.stamp
	@echo "Installing Ray for the tests into $(VENV) (once) ..." >&2
	@$(PIP) install -r requirements/ray.txt
	@touch $@

# Debian ships Python without `ensurepip`; there `python3 -m venv` fails half-way, so ask first.
$(VENV)/made.stamp:
	@command -v $(PYTHON) >/dev/null || { \
	  echo "make: no $(PYTHON) here; install Python 3.11 or newer, or name one: make PYTHON=/path/to/python3" >&2; exit 2; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "make: $$($(PYTHON) -V) is too old, evenbrief needs 3.11 or newer; name one: make PYTHON=/path/to/python3" >&2; exit 2; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo "apt-get install python3-venv   # as root: $(PYTHON) cannot make an environment without it" >&2; exit 2; }
	@$(PYTHON) -m venv $(VENV)
	@touch $@
