# Every command installs what it needs into this folder, and nothing outside it.

.DEFAULT_GOAL := help
.PHONY: help run dev demo-key demo-call demo-sms demo-calendar verify-audit generate unit fuzz docs test plant-faults bench lint format clean install install-python

# The project's own Node comes first; the host's only installs it.
export PATH := $(CURDIR)/node_modules/.bin:$(PATH)
export REDOCLY_TELEMETRY := off

help: ## list the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: install ## start PostgreSQL (or use DATABASE_URL), the API and the worker, with a demo business; PORT and HOST say where
	@exec node scripts/run.ts

dev: install ## the same, with restart on change
	@exec node scripts/run.ts --watch

demo-key: install ## print a fresh API key of the demo business, and nothing else
	@exec node scripts/demo-key.ts

demo-call: install ## call the demo business of the running server, as Twilio would: FROM=… says who, ANSWERED=yes lets somebody answer
	@exec node scripts/demo-call.ts

demo-sms: install ## text the demo business of the running server, as Twilio would: FROM=… BODY=…
	@exec node scripts/demo-sms.ts

demo-calendar: install ## connect a calendar of the demo business at the stand-in for Google, and move things there
	@exec node scripts/demo-calendar.ts

verify-audit: install ## follow the audit log of every business; names the first entry that was altered or deleted
	@exec node scripts/verify-audit.ts

generate: install ## write generated/ from the contract and a migrated database
	@exec node scripts/generate.ts

unit: install install-python ## the fast loop: types and Jest
	@tsc && exec npm run --silent jest

fuzz: install install-python ## Schemathesis against a server that it starts itself
	@exec node scripts/fuzz.ts

docs: install ## write the self-contained page of the API's documentation
	@exec node scripts/docs.ts

test: install install-python ## every check, up to the first failure
	@exec node scripts/test.ts

plant-faults: install ## plant faults in a copy of the project and see whether the tests notice; takes a while, PART=2/6 a sixth of it
	@exec node scripts/plant-faults.ts $(PART)

bench: install ## compare speed and memory with other servers; takes a while
	@exec node bench/run.ts

lint: install install-python ## the checks that only read: formatting, lint, types, dependencies, dead code, secrets, migrations, contract
	@exec node scripts/test.ts lint:

format: install install-python ## put the files into shape
	@prettier --write --log-level=warn . && eslint --fix . && .venv/bin/ruff format --quiet --config sdk/python/pyproject.toml sdk/python tests/sdk/python

clean: ## remove packages, the development database and reports (end `make run` first)
	@sh scripts/clean.sh

install:
	@sh scripts/install.sh

install-python:
	@sh scripts/install-python.sh
