# Two commands do everything: `make` builds the site from content/ into public/,
# `make test` runs all tests. Nothing but Go is needed; modules are fetched by it.

GO ?= go
FUZZTIME ?= 20s
STATICCHECK = honnef.co/go/tools/cmd/staticcheck@v0.8.2
GOVULNCHECK = golang.org/x/vuln/cmd/govulncheck@v1.9.0

.PHONY: site preview check test lint vuln bench bench-serve browser fuzz soak update clean need-go

site: need-go
	$(GO) run ./cmd/candor build

# With drafts and a notice, not for the public: deploy previews.
preview: need-go
	$(GO) run ./cmd/candor build --drafts

check: need-go
	$(GO) run ./cmd/candor check

# Everything, and then for races the packages whose code runs in several
# goroutines: shortly, for the detector makes what runs the whole site take many
# times as long.
RACY = /internal/(bodies|card|content|linkcheck|markup|parallel|pipeline|publish|render|revision|search|serve)$$

test: need-go
	$(GO) vet ./...
	$(GO) test ./...
	$(GO) test -race -short $$($(GO) list ./... | grep -E '$(RACY)')

lint: need-go
	test -z "$$(gofmt -l .)" || { gofmt -l .; echo 'run: gofmt -w .'; exit 1; }
	$(GO) vet ./...
	$(GO) run $(STATICCHECK) ./...

# Compares the program and its dependencies with the Go vulnerability database.
# Where that cannot be reached, nothing was compared, and the last line says so.
vuln: need-go
	@out=$$($(GO) run $(GOVULNCHECK) ./... 2>&1); status=$$?; printf '%s\n' "$$out"; \
	case $$out in \
	  *'fetching vulnerabilities'*) echo "$${GITHUB_ACTIONS:+::warning::}SKIPPED: the vulnerability database cannot be reached" ;; \
	  *) exit $$status ;; \
	esac

bench: need-go
	$(GO) test -run '^$$' -bench . -benchmem ./internal/bench/

# What an author waits for: the first page, and an edit.
bench-serve: need-go
	@dir=$$(mktemp -d) && trap 'rm -rf "$$dir"' EXIT && \
	$(GO) build -o "$$dir/candor" ./cmd/candor && $(GO) run ./internal/bench/serve "$$dir/candor" .

# Every page, wide and narrow, light and dark, with and without scripts, and what
# Lighthouse says; make test opens a sample. Takes half an hour.
browser: need-go
	CANDOR_BROWSER=all $(GO) test -count 1 -timeout 3h -v ./internal/browser/

# Every fuzz target in turn, each for FUZZTIME.
fuzz: need-go
	@for p in $$($(GO) list ./...); do \
	  for f in $$($(GO) test -list '^Fuzz' $$p | grep '^Fuzz'); do \
	    echo "$$p $$f"; $(GO) test -run '^$$' -fuzz "^$$f$$" -fuzztime $(FUZZTIME) $$p || exit 1; \
	  done; \
	done

# Random edits, each of which must give the same site as a build from scratch, and
# every mistake of the table, of which the same must be said. make test takes the
# first 500 edits and every twentieth mistake; another SEED takes other edits.
STEPS ?= 5000
SEED ?= 1
soak: need-go
	$(GO) test -timeout 1h -run '^TestIncremental$$' ./internal/pipeline -steps $(STEPS) -seed $(SEED)
	$(GO) test -timeout 1h -run '^TestMistakes$$' ./internal/acceptance -scratch

# Rewrites what the archives want, in the packages whose tests know -update; read
# the diff before you commit it.
update: need-go
	$(GO) test $$(grep -rlE --include='*_test.go' '^\s*"candor/internal/testkit"$$' . | xargs dirname | sort -u) -update

clean:
	rm -rf public .candor

need-go:
	@command -v $(GO) >/dev/null 2>&1 || { \
	  echo 'Go is missing. Get 1.26 or later from https://go.dev/dl/ and put its bin folder on the PATH.' >&2; exit 1; }
