# Two commands do all the set-up on a fresh machine: `make demo` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DEMO := demo
CLAIMS := 100000
# Made-up graphs are measured at these sizes, and made once, in the folder MADE: `make bench CLAIMS=1000000` adds a third.
SIZES = 10000 100000 $(filter-out 10000 100000,$(CLAIMS))
MADE := $(DEMO)/bench
ARTICLES := 20000
# Suites that run beside each other, JOBS at a time (three for two cores: they wait a third of the time for browsers, servers
# and the disk), the longest first; the first of all is what the others leave.
JOBS := 3
SERVED := tests/serve
STORED := tests/store tests/pipeline
SEEN := tests/view tests/examples
TYPED := tests/cli tests/export
WRITTEN := tests/docs tests/test_packaging.py
# Lines that have the variable itself are run by `make -n` too, which shall only print them.
AGAIN = $(MAKE)

.PHONY: demo test check long looks quality bench real pictures docs lock clean

demo: $(VENV)/.run
	@rm -rf $(DEMO)
	@$(BIN)/graphkit build seeds/articles --graph $(DEMO)/graph --table
	@$(BIN)/graphkit export --graph $(DEMO)/graph -o $(DEMO)/graph.ttl
	@$(BIN)/graphkit view --graph $(DEMO)/graph -o $(DEMO)/graph.html --title "Who backs whom: the seed articles"
	@echo
	@echo "Graph   $(DEMO)/graph"
	@echo "Turtle  $(DEMO)/graph.ttl"
	@echo "Page    $(DEMO)/graph.html"
	@echo "Ask it  $(BIN)/graphkit query 'SELECT ?who { ?who rel:supports graph:GNA }' --graph $(DEMO)/graph"

$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit("graphkit needs Python 3.11 or newer, this is " + sys.version.split()[0] if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv $(VENV)

# What is imported is compiled then, and not all that the packages hold.
$(VENV)/.run: $(VENV)/bin/python requirements.lock pyproject.toml
	$(BIN)/pip install --quiet --no-compile --disable-pip-version-check -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --editable .
	@touch $@

$(VENV)/.test: $(VENV)/.run requirements-test.lock tests/suites.sh
	@PATH="$(BIN):$$PATH" sh tests/suites.sh $(VENV)/w3c & suites=$$!; \
	  $(BIN)/pip install --quiet --no-compile --disable-pip-version-check -r requirements-test.lock && wait $$suites
	@touch $@

# Browsers come from the system while Python packages do from the index, and the code is checked beside the tests.
test:
	@sh tests/system.sh & system=$$!; $(AGAIN) $(VENV)/.test && wait $$system
	@printf '%s\n' '$(AGAIN) check' '$(BIN)/pytest $(patsubst %,--ignore=%,$(SERVED) $(STORED) $(SEEN) $(TYPED) $(WRITTEN))' \
	    '$(BIN)/pytest $(SERVED)' '$(BIN)/pytest $(SEEN)' '$(BIN)/pytest $(STORED)' '$(BIN)/pytest $(WRITTEN)' '$(BIN)/pytest $(TYPED)' \
	  | xargs -P $(JOBS) -I {} sh -c '{}'

check: $(VENV)/.test
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# What `make test` leaves out: ten times as many examples of each property, and the extras of the package one after the other.
long: $(VENV)/.test
	GRAPHKIT_LONG=1 $(BIN)/pytest

# Every page under axe, at two widths, light and dark.
looks: $(VENV)/.test
	GRAPHKIT_LOOKS=all $(BIN)/pytest tests/serve/test_every_page.py

quality: $(VENV)/.test
	$(BIN)/python -m tests.quality

bench: $(VENV)/.test
	$(BIN)/python -m benchmarks.reading
	$(BIN)/python -m benchmarks.scale $(ARTICLES)
	$(BIN)/python -m benchmarks.page
	$(BIN)/python -m benchmarks.store $(SIZES) --dir $(MADE)
	$(BIN)/python -m benchmarks.questions $(SIZES) --dir $(MADE)
	$(BIN)/python -m benchmarks.site $(SIZES) --dir $(MADE)
	$(BIN)/python -m benchmarks.upkeep $(SIZES) --dir $(MADE)
	rm -rf $(MADE)
	$(BIN)/python -m benchmarks.table 20000 60000

# Every page at four widths, light and dark, to look at; the small ones in examples/ are renewed.
pictures: $(VENV)/.test
	$(BIN)/python -m benchmarks.pictures $(DEMO)/pictures --keep examples

# graphkit beside the programs that it works with; REAL="bucket cluster" tries some of them only.
real: $(VENV)/.test
	$(BIN)/pip install --quiet --disable-pip-version-check -r benchmarks/real/requirements.txt
	$(BIN)/python -m benchmarks.real $(REAL)

# The documentation as a site in site/: strict, and without network.
docs: $(VENV)/.test
	NO_MKDOCS_2_WARNING=1 $(BIN)/python -m mkdocs build --strict --quiet
	@echo "Open site/index.html"

lock: $(VENV)/.test
	$(BIN)/pip-compile --quiet --strip-extras --no-emit-index-url --no-emit-find-links --no-header --output-file requirements.lock pyproject.toml
	$(BIN)/pip-compile --quiet --strip-extras --no-emit-index-url --no-emit-find-links --no-header --extra test --output-file requirements-test.lock pyproject.toml

clean:
	rm -rf $(VENV) $(DEMO) dist build site
