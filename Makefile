# `make help` lists what there is. Needs GNU make and Python 3.11 or newer, nothing else.
PORT ?= 8000
VENV := .venv
BENCH_VENV := .venv-bench
DOCS_VENV := .venv-docs
PYTHON := $(VENV)/bin/python
PIP_INSTALL := $(PYTHON) -m pip install --quiet --quiet --disable-pip-version-check --require-hashes
UV_VERSION := 0.13.8
COMPILE := $(VENV)/lock/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --custom-compile-command "make lock"

# The type checker and the system checks load the settings, which demand a key.
openapi schemathesis schemathesis-long: export SECRET_KEY ?= only-for-a-description-and-never-for-a-server
openapi schemathesis schemathesis-long: export DJANGO_SETTINGS_MODULE := customers_api.settings
bench flame: export SECRET_KEY ?= only-for-the-benchmark-and-never-for-a-server
lint: export SECRET_KEY ?= only-for-the-type-checker-and-never-for-a-server

.DEFAULT_GOAL := help
.PHONY: help run test openapi schemathesis schemathesis-long torture screenshots bench flame docs lint format lock clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z.-]+:.*## / {printf "make %-17s %s\n", $$1, $$2}' Makefile

run: $(VENV)/requirements.txt .secret_key ## the service on http://127.0.0.1:8000 with the demo world (PORT=… changes it)
	@$(PYTHON) manage.py run_demo --port $(PORT)

# The settings demand a key before any of our own code runs. A variable, or .env, wins over this file.
.secret_key: | $(VENV)/requirements.txt
	@umask 077 && $(PYTHON) -c 'import secrets; print(secrets.token_urlsafe(64))' > $@.new && mv $@.new $@

test: $(VENV)/requirements-dev.txt ## every test on SQLite, then on PostgreSQL at TEST_POSTGRES_URL
	@$(PYTHON) scripts/run_tests.py

openapi: $(VENV)/requirements-dev.txt ## the descriptions of the dialects into docs/api/openapi, and what has changed in them
	@$(PYTHON) -m scripts.write_openapi

schemathesis: $(VENV)/requirements-dev.txt ## 50 made-up requests for each operation, held against the descriptions
	@$(PYTHON) -m scripts.run_schemathesis --examples 50

schemathesis-long: $(VENV)/requirements-dev.txt ## the same with 1,000 and with more edges, for an evening
	@$(PYTHON) -m scripts.run_schemathesis --examples 1000 --thorough

torture: $(VENV)/requirements-dev.txt ## faults and attacks at full size on PostgreSQL, figures into docs/promises.md (ONLY=… picks some)
	@$(PYTHON) -m scripts.run_torture $(if $(ONLY),-k '$(ONLY)')

screenshots: $(VENV)/requirements-dev.txt ## pictures of the back office into docs/pictures, taken in Chromium
	@$(PYTHON) -m scripts.take_pictures $(ONLY)

bench: $(BENCH_VENV)/requirements-bench.txt ## the comparison with other frameworks, figures into docs/performance.md (BENCH='--rounds 3' changes it)
	@$(BENCH_VENV)/bin/python -m benchmarks.report $(BENCH)

flame: $(BENCH_VENV)/requirements-bench.txt ## where the time of REQUEST=list, show, reference or create goes, as a picture in build/
	@$(BENCH_VENV)/bin/python -m benchmarks.flame $(REQUEST)

docs: $(DOCS_VENV)/requirements-docs.txt ## the documents as a site in build/docs, every link of it followed
	@NO_MKDOCS_2_WARNING=1 $(DOCS_VENV)/bin/mkdocs build --quiet --strict --clean
	@$(DOCS_VENV)/bin/python -m scripts.check_site build/docs

lint: $(VENV)/requirements-dev.txt ## ruff and mypy --strict
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m mypy --strict

format: $(VENV)/requirements-dev.txt ## let ruff mend and format what it can
	$(PYTHON) -m ruff check --fix .
	$(PYTHON) -m ruff format .

lock: $(VENV)/lock/bin/uv ## newest versions that work together into requirements*.txt
	$(COMPILE) --upgrade --output-file requirements.txt pyproject.toml
	$(COMPILE) --upgrade --group dev --constraint requirements.txt --output-file requirements-dev.txt pyproject.toml
	$(COMPILE) --upgrade --group bench --constraint requirements.txt --output-file requirements-bench.txt pyproject.toml
	$(COMPILE) --upgrade --group docs --output-file requirements-docs.txt

clean: ## take away what make and the tools made; the database and the uploads stay
	rm -rf $(VENV) $(BENCH_VENV) $(DOCS_VENV) .metrics build staticfiles htmlcov .coverage .coverage.* .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# The virtual environment. The copies of the locks inside of it tell what is installed: a new time stamp alone
# (a checkout, a touch) installs nothing, and what was interrupted starts again.
.venv: $(VENV)/requirements-dev.txt ## the virtual environment with the test tools

$(VENV)/made:
	@for python in python3 python3.13 python3.12 python3.11; do \
		if $$python -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
			rm -rf $(VENV) && $$python -m venv $(VENV) && touch $@ && exit 0; \
		fi; \
	done; \
	echo 'Python 3.11 or newer with its venv module is needed and was not found (Debian: apt install python3-venv).' >&2; \
	exit 1

# The development lock holds the runtime lock, so what is there for the tests serves `make run` too.
$(VENV)/requirements.txt: requirements.txt $(VENV)/made
	@if ! cmp -s $< $@; then echo 'Installing the service into $(VENV) …' && $(PIP_INSTALL) -r $<; fi
	@cp $< $@

$(VENV)/requirements-dev.txt: requirements-dev.txt requirements.txt $(VENV)/made
	@if ! cmp -s $< $@; then echo 'Installing the service and the test tools into $(VENV) …' && $(PIP_INSTALL) -r $<; fi
	@cp requirements.txt $(VENV)/requirements.txt
	@cp $< $@

# What the service is compared with has a virtual environment of its own: neither the service nor the tests need it.
.venv-bench: $(BENCH_VENV)/requirements-bench.txt ## the virtual environment of the comparison with other frameworks

$(BENCH_VENV)/requirements-bench.txt: requirements-bench.txt $(VENV)/made
	@test -x $(BENCH_VENV)/bin/python || $(PYTHON) -m venv $(BENCH_VENV)
	@if ! cmp -s $< $@; then echo 'Installing the service and its peers into $(BENCH_VENV) …' && \
		$(BENCH_VENV)/bin/python -m pip install --quiet --quiet --disable-pip-version-check --require-hashes -r $<; fi
	@cp $< $@

# What makes the site of the documents needs nothing of the service.
.venv-docs: $(DOCS_VENV)/requirements-docs.txt ## the virtual environment that makes the site of the documents

$(DOCS_VENV)/requirements-docs.txt: requirements-docs.txt $(VENV)/made
	@test -x $(DOCS_VENV)/bin/python || $(PYTHON) -m venv $(DOCS_VENV)
	@if ! cmp -s $< $@; then echo 'Installing what makes the site of the documents into $(DOCS_VENV) …' && \
		$(DOCS_VENV)/bin/python -m pip install --quiet --quiet --disable-pip-version-check --require-hashes -r $<; fi
	@cp $< $@

$(VENV)/lock/bin/uv: $(VENV)/made
	@$(PYTHON) -m venv $(VENV)/lock
	@$(VENV)/lock/bin/python -m pip install --quiet --quiet --disable-pip-version-check uv==$(UV_VERSION)
