# What there is to do here: `make help`.

SWIFT ?= swift
BINARY := .build/release/batchrun
PYTHON := .build/venv/bin/python3

.PHONY: help demo example build test bench litellm fuzz install man completions format clean libraries test-tools

help: ## Say what there is to do
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

demo: build ## Build it and run the example conversations on the built-in simulator (no key, no network)
	@scripts/demo $(BINARY)

example: build ## Run the examples on the built-in simulator: all that DeepSeek does, and three providers in one file
	$(BINARY) examples/deepseek.jsonl --provider simulated --continue-truncated --tool-command 'sh examples/tool.sh'
	$(BINARY) examples/seeds.jsonl --rehearse

build: libraries ## Build the release binary: .build/release/batchrun
	$(SWIFT) build -c release --product batchrun

test: libraries test-tools ## Pass all tests
	$(SWIFT) build --build-tests
	@scripts/fuzz --typecheck
	BATCHRUN_PYTHON="$(CURDIR)/$(PYTHON)" $(SWIFT) test --skip-build

bench: build ## Measure against a loopback server that answers at once
	@scripts/bench $(BINARY)

litellm: build ## Run against LiteLLM's own proxy, from PyPI, before the simulator
	@scripts/litellm $(BINARY)

SECONDS ?= 60
fuzz: libraries ## Try the readers of foreign bytes with libFuzzer (SECONDS=60 each, SEED=n)
	@$(if $(INPUT),scripts/fuzz --repeat "$(INPUT)",scripts/fuzz "$(SECONDS)" "$(SEED)" $(READERS))

PREFIX ?= /usr/local
SHARE := $(DESTDIR)$(PREFIX)/share
install: build man completions ## Install binary, manual pages and completions under PREFIX (default /usr/local)
	install -D -m 755 $(BINARY) $(DESTDIR)$(PREFIX)/bin/batchrun
	install -d $(SHARE)/man/man1 && install -m 644 .build/man/*.1 $(SHARE)/man/man1
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

clean: ## Take away what was built
	rm -rf .build

# What Debian has to give. Asks for it only where it is missing.
libraries:
	@scripts/libraries

# The tests compare us with what others wrote: the Python packages openai and jsonschema.
test-tools:
	@scripts/test-tools $(PYTHON)
