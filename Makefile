# Kongruent's tasks. `make help` lists them; each is a line or two that can be typed by hand.
# Java 25 and Maven are found by bin/maven, which says how to get them when they are missing.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory

JAR := target/quarkus-app/quarkus-run.jar
# Folders are listed too: a file that was removed changes its folder.
SOURCES := pom.xml $(shell find src/main)

# The container engine of `make image`: podman if it is there, else docker.
ENGINE ?= $(shell command -v podman >/dev/null 2>&1 && echo podman || echo docker)
IMAGE ?= kongruent:dev

.PHONY: help
help: ## This list
	@echo "Kongruent: a Kubernetes Gateway API controller for the free Kong Gateway"
	@echo
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "  make %-18s %s\n", $$1, $$2 }' Makefile
	@echo
	@echo "First steps: make demo. One test class: make test-one TEST=PackageArrowsTest"

##### Build and run

.PHONY: build
build: $(JAR) ## The jar that bin/kongruent runs; nothing is done when nothing changed

$(JAR): $(SOURCES)
	@echo "Building ..."
	@mkdir -p target && touch target/build-started
	@bin/maven --tidy package -Dmaven.test.skip=true
	@touch -r target/build-started $(JAR)
	@echo "Built. Run it with bin/kongruent."

.PHONY: run
run: build ## bin/kongruent with ARGS, for example: make run ARGS='validate examples'
	@bin/kongruent $(ARGS)

.PHONY: demo
demo: build ## What Kongruent does, on this machine: no cluster, no Kong; KEEP=1 leaves it running
	@bin/kongruent demo $(if $(KEEP),--keep)

##### Tests and checks

.PHONY: test
test: cluster ## Everything: format, compiler checks, architecture, unit, golden, property and API server tests
	@mkdir -p target && touch target/build-started
	@bin/maven --tidy -Plint verify
	@touch -r target/build-started $(JAR)

.PHONY: cluster
cluster: ## The etcd and kube-apiserver of the tests, built once from Go modules into ~/.cache; KUBEBUILDER_ASSETS=DIR uses others
	@cluster/build > /dev/null

.PHONY: cluster-up
cluster-up: ## A Kubernetes of one node on this machine (Linux, root), from Go modules and Debian's containerd
	@cluster/up

.PHONY: cluster-status
cluster-status: ## Whether it is up, and its pods
	@cluster/status

.PHONY: cluster-down
cluster-down: ## Ends it; nothing of it is left but what was built
	@cluster/down

.PHONY: conformance
conformance: build ## The Gateway API's conformance suite: RUN=<expression> PROFILE=HTTP,TCP DATA_PLANE=<image> KEEP=1
	@conformance/run

.PHONY: e2e
e2e: build ## What the suite doesn't ask: changes under load, lost leaders, 50 Gateways; settings as for make conformance
	@conformance/run e2e

.PHONY: test-one
test-one: ## One test class: TEST=Name, or TEST='Name#method'
	@test -n "$(TEST)" || { echo "Say which: make test-one TEST=PackageArrowsTest" >&2; exit 2; }
	@bin/maven --tidy test -Dtest='$(TEST)'

.PHONY: golden-update
golden-update: ## Rewrite the golden files with what the code says now; read the diff before committing it
	@bin/maven --tidy test -Dtest='Golden*' -Dgolden.update=true
	@git status --short src/test/resources/golden

.PHONY: support-update
support-update: ## Rewrite what README and docs say is supported and was seen; the reports are in conformance/reports
	@bin/maven --tidy test -Dtest=SupportTableTest -Dsupport.update=true
	@git diff --stat README.md docs

.PHONY: bench
bench: ## JMH benchmarks; BENCH=<regular expression> picks, ARGS are JMH's own
	@bin/maven --tidy test-compile
	@bin/maven --quiet --batch-mode -Pbench exec:exec -Dbench='$(BENCH) -rf json -rff target/bench.json $(ARGS)'

.PHONY: bench-propagation
bench-propagation: ## How long the edit of one route of 1,000 takes to be in effect on a watched folder
	@bin/maven --batch-mode --quiet test -Dtest=PropagationTest -Dpropagation.routes=1000 -Dpropagation.edits=200 | grep -o 'propagation, .*'

.PHONY: format
format: ## Format the Java sources
	@bin/maven --quiet --batch-mode spotless:apply

.PHONY: check
check: ## Format and compiler checks without the tests
	@bin/maven --tidy -Plint spotless:check test-compile

##### Native executable and images

.PHONY: native
native: ## A native executable for this machine (needs GraalVM or Mandrel for JDK 25)
	@native_home=$$(bin/find-jdk --native) && \
	  echo "Building the native executable: some minutes, about 5 GB of memory ..." && \
	  JAVA_HOME="$$native_home" GRAALVM_HOME="$$native_home" bin/maven --tidy package -Dnative -Dmaven.test.skip=true

.PHONY: image
image: ## The container image IMAGE (kongruent:dev), native; JVM=1 for the one with a Java runtime
	@command -v $(ENGINE) >/dev/null 2>&1 || \
	  { echo "Neither podman nor docker is installed; ENGINE=<program> names another." >&2; exit 1; }
	$(ENGINE) build -f native/$(if $(JVM),Containerfile.jvm,Containerfile) -t $(IMAGE) .

.PHONY: images
images: build ## The JVM images as OCI archives in target/images, without a container engine: for tests
	@cluster/images kongruent target/images

.PHONY: clean
clean: ## Remove everything that was built
	@rm -rf target
