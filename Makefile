# Two commands matter: `make run` (see it work) and `make test` (prove it works).
# Everything either needs is set up on the way and stamped in .build/, so that nothing is set up twice.
.DEFAULT_GOAL := help
VENV := .venv
BIN := $(VENV)/bin
PY := $(BIN)/python
NODE := $(PY) tools/node.py
STAMPS := .build
EXTENSION_SOURCES := $(shell find extension -type f -not -path 'extension/dist/*')

.PHONY: help run test check fix build unit together screenshots browsers lock clean

help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

run: build ## set up all that is needed and start the demo (ARGS="--headless" etc. are passed on)
	$(BIN)/fieldmark demo $(ARGS)

test: check unit together ## set up all that is needed, browsers too, and run every check and every test

check: $(STAMPS)/python $(STAMPS)/node ## format, lint and types, both languages: under a minute
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/mypy tests/together
	$(NODE) node_modules/prettier/bin/prettier.cjs --check --log-level warn .
	$(NODE) node_modules/eslint/bin/eslint.js --max-warnings 0 .
	$(NODE) node_modules/typescript/bin/tsc -p jsconfig.json

fix: $(STAMPS)/python $(STAMPS)/node ## repair what can be repaired by machine
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(NODE) node_modules/eslint/bin/eslint.js --fix .
	$(NODE) node_modules/prettier/bin/prettier.cjs --write --log-level warn .

build: $(STAMPS)/package ## the package installed in .venv, the extension built in extension/dist

unit: build ## the tests without a browser
	$(PY) -m pytest tests/server -q
	$(NODE) tools/run-node-tests.mjs

together: build $(STAMPS)/browsers ## the tests in real browsers
	$(PY) -m pytest tests/together -q

screenshots: build $(STAMPS)/browsers ## take the pictures of docs/ anew, from the running product
	$(PY) tools/install_browsers.py --fonts
	$(PY) tools/screenshots.py

browsers: $(STAMPS)/browsers ## Chromium and Firefox for the tests

lock: $(STAMPS)/python ## pin the newest allowed versions of everything anew
	$(PY) tools/lock.py
	$(NODE) npm update --package-lock-only --ignore-scripts

clean: ## forget everything that was built or set up here
	rm -rf $(VENV) $(STAMPS) node_modules extension/dist dist

$(STAMPS)/python: requirements.lock tools/make_venv.sh
	sh tools/make_venv.sh $(VENV)
	$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@mkdir -p $(STAMPS) && touch $@

$(STAMPS)/node: package.json package-lock.json requirements-node.lock tools/node.py | $(STAMPS)/python
	$(NODE) npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

$(STAMPS)/extension: $(EXTENSION_SOURCES) $(STAMPS)/node
	$(NODE) extension/build.mjs
	@touch $@

$(STAMPS)/package: pyproject.toml hatch_build.py $(STAMPS)/python $(STAMPS)/extension
	$(PY) -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(STAMPS)/browsers: tools/install_browsers.py $(STAMPS)/python
	$(PY) tools/install_browsers.py
	@touch $@
