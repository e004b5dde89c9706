# LungAttention: `make demo` and `make test` work on a fresh Debian or Ubuntu with Swift.

TOOL := .build/release/lung-attention
PHANTOM := examples/phantom
DEMO := demo-output
REPORT_TESTS := .build/report-tests
REPORT_VENV := .build/report-venv
ONNX_VENV := .build/onnx-venv
KERAS_VENV := .build/keras-venv
PEERS_VENV := .build/peers-venv
APT_PACKAGES := libopenblas-dev libpng-dev libdeflate-dev libturbojpeg0-dev pkg-config
SUDO := $(shell [ "$$(id -u)" = 0 ] || echo sudo)

.DEFAULT_GOAL := help
.PHONY: help setup build demo test test-onnx test-onnx-keras test-report benchmark benchmark-peers onnx-wire format lint clean phantom-models

help: ## Show this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 18

setup: ## Install what is missing: OpenBLAS, libpng, libdeflate, libturbojpeg
	@command -v swift >/dev/null || { echo "Swift 6.1 or later is missing; get it from https://www.swift.org/install" >&2; exit 1; }
	@pkg-config --exists openblas libpng libdeflate libturbojpeg 2>/dev/null || { \
	  if command -v apt-get >/dev/null; then \
	    $(SUDO) apt-get update && $(SUDO) env DEBIAN_FRONTEND=noninteractive apt-get install -y $(APT_PACKAGES); \
	  else \
	    echo "Install OpenBLAS, libpng, libdeflate, libjpeg-turbo and pkg-config; on macOS: brew install openblas libpng libdeflate jpeg-turbo pkg-config" >&2; exit 1; \
	  fi; }

build: setup ## Build the command line
	swift build -c release --product lung-attention

demo: build ## Explain a network that learned the disease and one that learned the hospital
	@echo
	@echo "Held-out phantoms, both classes from both hospitals:"
	@echo
	@$(TOOL) audit $(PHANTOM)/held-out/manifest.csv --model $(PHANTOM)/balanced.safetensors \
	  --model $(PHANTOM)/imbalanced.safetensors --panels --output $(DEMO)
	@echo
	@echo "The imbalanced network's own kind of images, with the lungs blacked out:"
	@echo
	@$(TOOL) audit $(PHANTOM)/lungs-removed/manifest.csv --model $(PHANTOM)/balanced.safetensors \
	  --model $(PHANTOM)/imbalanced.safetensors --output $(DEMO)/lungs-removed
	@echo
	@echo "The report, to open in a browser: $(CURDIR)/$(DEMO)/report/index.html"

# Kernels are slow without optimisation, so tests run in release.
test: setup ## Run all tests
	swift build -c release --build-tests
	swift test -c release --skip-build

test-onnx: setup ## Compare ONNX networks with PyTorch, ONNX Runtime, Captum and ONNX's own tests (30 minutes)
	Tests/ONNX/setup.sh $(ONNX_VENV)
	$(ONNX_VENV)/bin/python Tests/ONNX/make_node_cases.py --output .build/onnx-node-cases
	$(ONNX_VENV)/bin/python Tests/ONNX/make_references.py --keep --group promised --output .build/onnx-references
	swift build -c release --build-tests
	LUNG_ATTENTION_ONNX_NODE_CASES=$(CURDIR)/.build/onnx-node-cases \
	LUNG_ATTENTION_ONNX_REFERENCES=$(CURDIR)/.build/onnx-references \
	  swift test -c release --skip-build --filter 'NodeCaseTests|ReferenceNetworkTests'; \
	  status=$$?; cat .build/onnx-references/table.txt; exit $$status

test-onnx-keras: setup ## Compare Keras networks with TensorFlow, by way of tf2onnx
	python3 -m venv $(KERAS_VENV)
	$(KERAS_VENV)/bin/pip install --quiet tensorflow tf2onnx onnx onnxruntime
	$(KERAS_VENV)/bin/python Tests/ONNX/make_keras_references.py --output .build/onnx-keras
	swift build -c release --build-tests
	LUNG_ATTENTION_ONNX_REFERENCES=$(CURDIR)/.build/onnx-keras \
	  swift test -c release --skip-build --filter ReferenceNetworkTests; \
	  status=$$?; cat .build/onnx-keras/table.txt; exit $$status

benchmark: setup ## Measure operators beside the machine's ceilings (1 minute)
	swift build -c release --package-path Benchmarks --product operator-bench
	Benchmarks/.build/release/operator-bench $(ARGUMENTS)

# ARGUMENTS of compare.py, such as --quick, or --only forward --networks resnet18
benchmark-peers: ARGUMENTS ?= --write
benchmark-peers: setup ## Compare with PyTorch, ONNX Runtime, Captum, pytorch-grad-cam and MONAI (an hour)
	Benchmarks/peers/setup.sh $(PEERS_VENV)
	swift build -c release --package-path Benchmarks --product engine-bench
	swift build -c release --package-path Benchmarks --product lung-attention
	$(PEERS_VENV)/bin/python Benchmarks/peers/compare.py $(ARGUMENTS)

test-report: build ## Open reports in a real browser (Debian's Chromium) and use them as a reader does
	@command -v chromium >/dev/null && command -v chromedriver >/dev/null || { \
	  $(SUDO) apt-get update && $(SUDO) env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends \
	    chromium chromium-driver fonts-inter fonts-noto-core fonts-noto-color-emoji python3-venv; }
	python3 -m venv $(REPORT_VENV)
	$(REPORT_VENV)/bin/pip install --quiet 'selenium>=4.40'
	python3 Tests/Browser/make_reports.py $(TOOL) $(PHANTOM) $(REPORT_TESTS)
	$(REPORT_VENV)/bin/python Tests/Browser/test_report.py $(REPORT_TESTS) $(REPORT_TESTS)/screenshots

onnx-wire: ## Regenerate the Swift code for ONNX's protobuf (needs protoc)
	swift build -c release --package-path .build/checkouts/swift-protobuf --scratch-path .build/protoc-gen-swift --product protoc-gen-swift
	protoc --plugin=.build/protoc-gen-swift/release/protoc-gen-swift -I Sources/ONNX/Wire \
	  --swift_opt=Visibility=Internal --swift_opt=UseAccessLevelOnImports=true \
	  --swift_out=Sources/ONNX/Wire Sources/ONNX/Wire/onnx.proto

format: ## Format the code
	swift format -i -r Package.swift Sources Tests Benchmarks/Package.swift Benchmarks/Sources

lint: ## Check the format
	swift format lint --strict -r Package.swift Sources Tests Benchmarks/Package.swift Benchmarks/Sources

phantom-models: build ## Remake the phantoms and networks under examples/phantom (about 4 minutes)
	set -e; for design in balanced imbalanced; do \
	  $(TOOL) phantom --design $$design --train 400 --val 80 --test 0 --seed 1 --output .build/phantom/$$design; \
	  $(TOOL) train .build/phantom/$$design/manifest.csv --epochs 16 --seed 0 --output $(PHANTOM)/$$design.safetensors; \
	done
	$(TOOL) phantom --design balanced --train 0 --val 0 --test 64 --seed 2 --output $(PHANTOM)/held-out
	$(TOOL) phantom --design imbalanced --train 0 --val 0 --test 40 --seed 2 --output .build/phantom/own-kind
	$(TOOL) variants .build/phantom/own-kind/manifest.csv --kinds lungs-removed --fill black --output .build/phantom/variants
	rm -rf $(PHANTOM)/lungs-removed && cp -R .build/phantom/variants/lungs-removed $(PHANTOM)

clean: ## Remove what was built
	rm -rf .build Benchmarks/.build $(DEMO)
