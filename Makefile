# dovesweep's two commands are `make demo` and `make test`; both install what is missing, on Debian, as root.
.POSIX:
.SUFFIXES:
.PHONY: help demo test fuzz mutate build manual install lint lint-packages packages test-packages lab-up lab-down bench clean

SWIFT = swift
SWIFTFLAGS = --explicit-target-dependency-import-check error
LAB = Tests/Lab/lab
SWEEP = .build/debug/dovesweep
# Where `make install` puts things; DESTDIR is for those who make packages.
PREFIX = /usr/local
DESTDIR =
PROGRAM = .build/release/dovesweep
MANUAL = .build/plugins/GenerateManual/outputs/dovesweep/dovesweep.1

help:
	@echo 'make demo      build, boot a lab of real Dovecot hosts, sweep it, write report.json'
	@echo 'make test      lint, build and run every test, those on the lab too (as root)'
	@echo 'make build     the release build: .build/release/dovesweep'
	@echo 'make install   as root: the program, its manual page and completions, under /usr/local'
	@echo 'make fuzz      ten minutes of hostile input; DOVESWEEP_FUZZ=60 for an hour'
	@echo 'make mutate    how many small mistakes the tests notice, by room; ROOM=Checks for one room'
	@echo 'make bench     what a sweep of 200 hosts costs this machine'
	@echo 'make lab-up    boot the lab and leave it up; make lab-down ends it'
	@echo 'make lint      formatting; mistakes in shell, JavaScript and CSS'

# What the program is built with.
packages:
	@Tests/install-packages libssh2-1-dev libssl-dev libsqlite3-dev zlib1g-dev pkg-config

# What the tests look at and with; the lab brings its own.
test-packages: packages
	@Tests/install-packages openssh-client openssh-server openssl busybox mksh procps python3-jsonschema \
	    python3-yaml ansible-core sqlite3 \
	    python3-markdown-it libxml2-utils prometheus chromium chromium-driver python3-selenium libreoffice-calc tmux zsh fish

# With Swift's own libraries in the program: it then starts in half the time, and runs where no Swift is.
build: packages
	$(SWIFT) build -c release --static-swift-stdlib $(SWIFTFLAGS)

# Before the program: argument-parser's plugin builds it too, without Swift's libraries in it.
manual: packages
	$(SWIFT) package plugin generate-manual
	@# An example a line, as --help shows them; and paragraphs as mdoc has them.
	sed -i -e 's/^dovesweep /.br\n&/' -e 's/^$$/.Pp/' $(MANUAL)

install: manual build
	install -D -m 0755 $(PROGRAM) $(DESTDIR)$(PREFIX)/bin/dovesweep
	install -D -m 0644 $(MANUAL) $(DESTDIR)$(PREFIX)/share/man/man1/dovesweep.1
	@set -e; share=$(DESTDIR)$(PREFIX)/share; \
	mkdir -p $$share/bash-completion/completions $$share/zsh/site-functions $$share/fish/vendor_completions.d; \
	$(PROGRAM) --generate-completion-script bash >$$share/bash-completion/completions/dovesweep; \
	$(PROGRAM) --generate-completion-script zsh >$$share/zsh/site-functions/_dovesweep; \
	$(PROGRAM) --generate-completion-script fish >$$share/fish/vendor_completions.d/dovesweep.fish

demo: packages
	$(SWIFT) build $(SWIFTFLAGS)
	$(LAB) up
	@state=$$($(LAB) state) && status=0 && \
	$(LAB) run $(SWEEP) sweep --inventory "$$state/inventory.ini" --known-hosts "$$state/known_hosts" \
	    --archive "$$state/archive.sqlite" --output table --output json:report.json || status=$$?; \
	echo; echo "report.json holds the same for programs. The lab stays up: make lab-down ends it."; \
	[ $$status -eq 1 ] || { echo "The sweep ended with $$status, and the lab has failing hosts: 1 was expected." >&2; exit 1; }

test: test-packages lint
	$(SWIFT) build --build-tests $(SWIFTFLAGS)
	$(SWIFT) test --skip-build --skip LabTests
	@if [ "$$(id -u)" = 0 ]; then \
	    if [ -d "$$($(LAB) state)" ]; then was=up; else was=down; fi; \
	    $(LAB) up && $(SWIFT) test --skip-build --filter LabTests; status=$$?; \
	    [ $$was = up ] || $(LAB) down; \
	    exit $$status; \
	else echo 'Not root: the tests on the lab are left out, as they boot containers.'; fi

# How many minutes it takes, the build left out.
DOVESWEEP_FUZZ = 10

# Optimised, as what takes time is measured; one after another, as memory is. In a folder of its own, since the other
# release build cannot be tested. Without the trace of each thrown error that Swift's testing library makes and the
# program does not: it is half of the time.
fuzz: packages
	DOVESWEEP_FUZZ=$(DOVESWEEP_FUZZ) SWT_SWIFT_ERROR_BACKTRACING_ENABLED=0 nice -n 19 $(SWIFT) test -c release --scratch-path .build/fuzz \
	    -Xswiftc -enable-testing $(SWIFTFLAGS) --no-parallel --filter FuzzTests

# Rooms, or ids of mutants; empty is all. Not part of `make test`, as it takes an hour.
ROOM =

mutate: test-packages
	@Tests/install-packages python3
	Tests/Mutants/run $(ROOM)

# The linters of shell, JavaScript and CSS, and what checks the list of mutants.
lint-packages:
	@Tests/install-packages shellcheck nodejs node-typescript node-css-tree python3

lint: lint-packages
	$(SWIFT) format lint --strict --recursive --parallel Package.swift Sources Tests
	Tests/Lint/shell
	Tests/Lint/page
	Tests/Mutants/run --check

lab-up:
	$(LAB) up

lab-down:
	$(LAB) down

bench: build
	@Tests/install-packages openssh-client openssh-server openssl iproute2 perl python3
	Bench/run

clean:
	rm -rf .build report.json
