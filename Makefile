# The same as manage.py offers, for those who have make. Every target works from a clean clone.
PYTHON ?= python3
BIN = .venv/bin

.PHONY: run test lint format bench drill install lock

run:
	$(PYTHON) manage.py up

test:
	$(PYTHON) manage.py test $(ARGS)

drill:  # the fault drill: kills processes of running offices, on purpose
	$(PYTHON) manage.py test -m drill -n 0 $(ARGS)

bench:
	$(PYTHON) manage.py bench $(ARGS)

install:
	$(PYTHON) manage.py install

lint:
	.ci/lint

format:
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

lock:  # after a change of pyproject.toml or static/package.json
	$(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --upgrade --generate-hashes --no-emit-index-url --no-emit-find-links --no-annotate --custom-compile-command "make lock" -q -o requirements.txt
	$(BIN)/uv pip compile --group pyproject.toml:test -c requirements.txt --universal --python-version 3.11 --upgrade --generate-hashes --no-emit-index-url --no-emit-find-links --no-annotate --custom-compile-command "make lock" -q -o tests/requirements.txt
	cd static && npm install --package-lock-only --ignore-scripts --omit-lockfile-registry-resolved
