# List of targets: `make help`.

SWIFT ?= swift
BINARY := .build/release/batchrun
PYTHON := .build/venv/bin/python3

.PHONY: help demo example library docs build test bench litellm fuzz install man completions format clean libraries test-tools

help: ## List the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

demo: build ## Build, then run the example jobs on the built-in simulator (no key, no network)
	@scripts/demo $(BINARY)

example: build ## Run the examples on the simulator: the features of DeepSeek, and three providers in one file
	$(BINARY) examples/deepseek.jsonl --provider simulated --continue-truncated --tool-command 'sh examples/tool.sh'
	$(BINARY) examples/seeds.jsonl --rehearse

library: build ## Build the program of examples/library, which uses the library, and run it on the simulator
	@scripts/library $(BINARY)

docs: libraries ## Build the library's documentation: .build/docs/BatchEngine.doccarchive
	@scripts/docs

build: libraries ## Build the release binary: .build/release/batchrun
	$(SWIFT) build -c release --product batchrun

test: libraries test-tools ## Run all tests
	$(SWIFT) build --build-tests
	@scripts/fuzz --typecheck
	BATCHRUN_PYTHON="$(CURDIR)/$(PYTHON)" $(SWIFT) test --skip-build

bench: build ## Measure speed against a loopback server that replies at once
	@scripts/bench $(BINARY)

litellm: build ## Test with LiteLLM's own proxy (from PyPI) in front of the simulator
	@scripts/litellm $(BINARY)

SECONDS ?= 60
fuzz: libraries ## Fuzz the parsers with libFuzzer (SECONDS=60 each, SEED=n)
	@$(if $(INPUT),scripts/fuzz --repeat "$(INPUT)",scripts/fuzz "$(SECONDS)" "$(SEED)" $(READERS))

PREFIX ?= /usr/local
SHARE := $(DESTDIR)$(PREFIX)/share
# The layout of the repository is kept, so that links between pages work.
DOCUMENTS = README.md CHANGELOG.md CONTRIBUTING.md LICENSE jobs.example.jsonl \
	$(shell find docs examples -name .build -prune -o -type f -print)
install: build man completions ## Install binary, manual pages, documentation and completions under PREFIX (/usr/local)
	install -D -m 755 $(BINARY) $(DESTDIR)$(PREFIX)/bin/batchrun
	install -d $(SHARE)/man/man1 && install -m 644 .build/man/*.1 $(SHARE)/man/man1
	@for file in $(DOCUMENTS); do install -D -m 644 $$file $(SHARE)/doc/batchrun/$$file; done
	install -D -m 644 .build/completions/batchrun.bash $(SHARE)/bash-completion/completions/batchrun
	install -D -m 644 .build/completions/batchrun.zsh $(SHARE)/zsh/site-functions/_batchrun
	install -D -m 644 .build/completions/batchrun.fish $(SHARE)/fish/vendor_completions.d/batchrun.fish

man: libraries ## Write the manual pages to .build/man
	@$(SWIFT) package --allow-writing-to-package-directory generate-manual --multi-page >/dev/null
	@mkdir -p .build/man && cp .build/plugins/GenerateManual/outputs/batchrun/*.1 .build/man && ls .build/man

completions: build ## Write completions for bash, zsh and fish to .build/completions
	@mkdir -p .build/completions
	@for shell in bash zsh fish; do $(BINARY) --generate-completion-script $$shell > .build/completions/batchrun.$$shell; done
	@ls .build/completions

format: ## Format the sources with swift-format
	$(SWIFT) format --in-place --recursive --configuration .swift-format Sources Tests Package.swift

clean: ## Delete everything that was built
	rm -rf .build

# Installs the Debian packages that the build needs, if they are missing.
libraries:
	@scripts/libraries

# Installs the Python packages that the tests compare results with: openai and jsonschema.
test-tools:
	@scripts/test-tools $(PYTHON)
