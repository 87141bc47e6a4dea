# Uketori. `make help` lists the targets; README.md is the front door.
# Objects and libraries of one configuration live under build/<config>/; programs of the default one in build/.

CONFIG ?= release
OUT    := build/$(CONFIG)
BIN    := $(if $(filter release,$(CONFIG)),build,$(OUT))

# One list: Debian package names. `make packages` asks dpkg first and calls apt only for what is missing.
PACKAGES := gcc libc6-dev clang libclang-rt-14-dev pkg-config clang-format clang-tidy cppcheck graphviz \
  libsdl2-dev libpango1.0-dev libcairo2-dev libzbar-dev libqrencode-dev libcurl4-openssl-dev \
  libsqlite3-dev libsodium-dev libjansson-dev libinih-dev libcups2-dev libturbojpeg0-dev libpng-dev \
  libseccomp-dev libmicrohttpd-dev libgnutls28-dev libcmocka-dev libzxing-dev g++ python3 \
  fonts-morisawa-bizud-gothic fonts-noto-cjk fonts-ipamj-mincho cups-ipp-utils dbus-daemon poppler-utils qpdf
MODULES := sdl2 pangocairo pangoft2 cairo-pdf harfbuzz freetype2 fontconfig zbar libqrencode libcurl \
  sqlite3 libsodium jansson inih libturbojpeg libpng libseccomp libmicrohttpd gnutls

WARN := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes \
  -Wvla -Wundef -Wcast-qual -Wformat=2 -Werror
SANITIZE := -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
# The programs read bytes from outside: what a wrong length would break stops the program instead.
HARDEN   := -D_FORTIFY_SOURCE=2 -fstack-protector-strong -fstack-clash-protection
OPT_release := -O2 -g $(HARDEN)
OPT_test    := -O1 -g $(SANITIZE) -DUKETORI_TEST_BUILD
OPT_gcc     := -O2 $(HARDEN)
OPT_clang   := -O2 $(HARDEN)
# gcc 12's analyzer takes a device returned by its first member for a leak, a constant struct for unset and bytes for bits: these are
# judged where they can be, by LeakSanitizer and UndefinedBehaviorSanitizer in `make test` and by -Wuninitialized.
OPT_analyze := -O1 -fanalyzer -Wno-analyzer-malloc-leak -Wno-analyzer-use-of-uninitialized-value \
  -Wno-analyzer-shift-count-overflow
OPT_fuzz    := -O1 -g -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all
CC := $(if $(filter clang fuzz,$(CONFIG)),clang,gcc)
VERSION := $(shell git describe --always --dirty 2>/dev/null || echo unversioned)

pkg_cflags := $(shell pkg-config --cflags $(MODULES) 2>/dev/null | sed 's/-I/-isystem /g')
LDLIBS     := $(shell pkg-config --libs $(MODULES) 2>/dev/null) -lcups -lm -lpthread
CFLAGS     := -std=c2x -ffp-contract=off -D_GNU_SOURCE -Ifirmware -I. $(WARN) $(OPT_$(CONFIG)) $(pkg_cflags) -MMD -MP
comma := ,
LDFLAGS    := $(if $(filter test,$(CONFIG)),-fsanitize=address$(comma)undefined,-Wl$(comma)-z$(comma)relro$(comma)-z$(comma)now)

# One static library per folder; the right side is the layers it may stand on (DESIGN §3).
base_dir := firmware/base
domain_dir := firmware/domain
core_dir := firmware/core
scan_dir := firmware/scan
typeset_dir := firmware/typeset
backend_dir := firmware/backend
journal_dir := firmware/journal
paper_dir := firmware/paper
app_dir := firmware/app
hal_dir := hal
hal_linux_dir := hal/linux
ui_dir := ui
screens_dir := ui/screens
sim_dir := sim
FOLDERS := sim app screens ui hal_linux hal paper backend journal scan core typeset domain base
base_libs := base
domain_libs := domain base
core_libs := core domain base
scan_libs := scan domain base
typeset_libs := typeset domain base
backend_libs := backend domain base
journal_libs := journal domain base
paper_libs := paper typeset domain base
hal_libs := hal base
hal_linux_libs := hal_linux hal base
ui_libs := ui screens ui typeset core domain base
screens_libs := $(ui_libs)
app_libs := app screens ui hal paper backend journal scan core typeset domain base
sim_libs := $(FOLDERS)

sources = $(wildcard $($(1)_dir)/*.c)
objects = $(patsubst %.c,$(OUT)/obj/%.o,$(filter-out %/main.c,$(call sources,$(1))))
libs    = $(patsubst %,$(OUT)/lib%.a,$($(1)_libs))

.DEFAULT_GOAL := all
.PHONY: all
all: packages ## build both programs into build/
	@$(MAKE) --no-print-directory -j$$(nproc) programs
.PHONY: programs
programs: $(BIN)/uketori $(BIN)/uketori-sim # a make of its own: only now does pkg-config know the packages

$(OUT)/obj/%.o: %.c
	@mkdir -p $(@D) && echo CC $<
	@$(CC) $(CFLAGS) $(if $(filter firmware/main.c sim/main.c,$<),-DUKETORI_VERSION='"$(VERSION)"') -c -o $@ $<

define folder_library
$(OUT)/lib$(1).a: $(call objects,$(1))
	@mkdir -p $$(@D)
	@rm -f $$@
	@ar rcs $$@ $$^
endef
$(foreach f,$(FOLDERS),$(eval $(call folder_library,$(f))))

link = @mkdir -p $(@D) && echo LINK $@ && $(CC) $(OPT_$(CONFIG)) $(LDFLAGS) -o $@ $(filter %.o,$^) \
  -Wl,--start-group $(filter %.a,$^) -Wl,--end-group $(LDLIBS)
$(OUT)/obj/sim/world_rules.o: $(wildcard tests/world/rules/*.sql)
$(OUT)/obj/sim/demo.o: sim/scenarios/demo.scn
$(BIN)/uketori: $(OUT)/obj/firmware/main.o $(patsubst %,$(OUT)/lib%.a,app hal_linux) $(call libs,app)
	$(link)
$(BIN)/uketori-sim: $(OUT)/obj/sim/main.o $(call libs,sim)
	$(link)

# kit.c always comes along: it tells LeakSanitizer what is the libraries' own.
test_link := -lcmocka -Wl,-u,kit_assert_err
# tests/unit/<folder>/x_test.c stands on that folder and the layers below it; every other test on everything.
unit_tests  := $(wildcard tests/unit/*/*_test.c)
other_tests := $(wildcard tests/conform/*_test.c tests/golden/*_test.c tests/fault/*_test.c tests/world/*_test.c tests/scenario/*_test.c)
test_bins   := $(patsubst tests/%.c,$(OUT)/tests/%,$(filter-out tests/world/planted_test.c,$(unit_tests) $(other_tests)))
test_folder  = $(word 3,$(subst /, ,$(1)))
define unit_test
$(OUT)/tests/unit/$(1)/%: $(OUT)/obj/tests/unit/$(1)/%.o $(OUT)/libtestkit.a $(call libs,$(1))
	$$(link) $$(test_link)
endef
$(foreach f,$(FOLDERS),$(eval $(call unit_test,$(f))))
$(OUT)/tests/unit/journal/journal_test: $(OUT)/libsim.a # the disk that counts its syncs
$(OUT)/tests/%: $(OUT)/obj/tests/%.o $(OUT)/libtestkit.a $(call libs,sim)
	$(link) $(test_link)
# Sweeps over memory that runs out: the product's allocations go through tests/kit/failing_memory.c.
$(OUT)/failing/lib%.a: $(OUT)/lib%.a
	@mkdir -p $(@D) && objcopy $(foreach f,malloc calloc realloc strdup,--redefine-sym $(f)=failing_$(f)) $< $@
$(OUT)/tests/fault/memory_%: $(OUT)/obj/tests/fault/memory_%.o $(OUT)/libtestkit.a $(OUT)/libsim.a \
  $(patsubst %,$(OUT)/failing/lib%.a,$(filter-out sim,$(FOLDERS)))
	$(link) $(test_link)
# Kills at every effect: what carries one out is linked through tests/fault/app_kill_test.c.
$(OUT)/tests/fault/app_kill_test: test_link += $(foreach f,journal_append http_submit printer_submit \
  certificate_printer_submit sound_play sound_say sound_set_volume lamp_set backend_link_send print_link_order \
  device_link_tone device_link_say device_link_signal debounce_arm words_link_keep pin_link_verify report_link_export,-Wl,--wrap=$(f))
$(OUT)/libtestkit.a: $(patsubst %.c,$(OUT)/obj/%.o,$(wildcard tests/kit/*.c))
	@mkdir -p $(@D) && rm -f $@ && ar rcs $@ $^

.SECONDARY:

# Checks that are programs of their own: run beside the cmocka programs, judged by their exit code.
checks := tests/tools/check_structure.py
# The world at full speed (optimised, assertions on): 2,000 seeds, beside the hundred under sanitizers in world_test; and the bugs
# planted into it, of which some need hundreds of seeds.
world_programs := build/gcc/uketori-sim build/gcc/tests/world/planted_test
world_checks   := $(foreach range,1..500 501..1000 1001..1500 1501..2000,'build/gcc/uketori-sim world --seeds $(range)') \
  build/gcc/tests/world/planted_test

.PHONY: sim
sim: all ## the simulator; without a display the demonstration as pictures in build/storyboard
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ]; then build/uketori-sim panel; \
	else echo "no display: running the demonstration headless"; \
	  SDL_VIDEODRIVER=dummy SDL_AUDIODRIVER=dummy build/uketori-sim demo --out build/storyboard; fi

.PHONY: test
test: packages ## build with sanitizers, run every test
	@$(MAKE) --no-print-directory -j$$(nproc) CONFIG=test test-programs
	@$(MAKE) --no-print-directory -j$$(nproc) CONFIG=gcc $(world_programs)
	@$(MAKE) --no-print-directory CONFIG=test test-run

.PHONY: test-programs test-run
test-programs: $(test_bins)
test-run:
	@tests/tools/run_tests.py build/test-logs $(checks) $(world_checks) $(test_bins)

.PHONY: run
run: all ## the terminal on this machine's own devices (webcam), with the reference backend
	@build/uketori-sim backend --work build/run & backend=$$!; sleep 2; \
	build/uketori run --window --config build/run/terminal.conf; kill $$backend

bench_srcs := $(wildcard tests/bench/bench*.c)
$(OUT)/tests/bench/bench: $(patsubst %.c,$(OUT)/obj/%.o,$(bench_srcs)) $(OUT)/libtestkit.a $(call libs,sim)
	$(link) -lcmocka
$(OUT)/obj/tests/bench/zxing_peer.o: tests/bench/zxing_peer.cpp
	@mkdir -p $(@D) && echo CXX $< && g++ -std=c++17 -O2 -I. -Ifirmware $$(pkg-config --cflags zxing) -c -o $@ $<
$(OUT)/tests/bench/scan_bench: $(patsubst %.c,$(OUT)/obj/%.o,$(wildcard tests/bench/scan*.c)) \
  $(OUT)/obj/tests/bench/zxing_peer.o $(call libs,sim)
	@mkdir -p $(@D) && echo LINK $@ && g++ -o $@ $(filter %.o,$^) -Wl,--start-group $(filter %.a,$^) -Wl,--end-group $(LDLIBS) -lZXing

.PHONY: bench
bench: packages ## figures: medians and p95 of every stage; BENCH_VISITS=N for the large journal
	@$(MAKE) --no-print-directory -j$$(nproc) $(OUT)/tests/bench/bench
	@SDL_VIDEODRIVER=dummy SDL_AUDIODRIVER=dummy $(OUT)/tests/bench/bench

SEEDS ?= 1..100000
.PHONY: world
world: all ## several terminals against every fault on all cores, SEEDS=A..B
	@build/uketori-sim world --seeds $(SEEDS) --terminals 3 --jobs $$(nproc)

EVENTS ?= 1000000
SEED ?= 1
.PHONY: monkey
monkey: packages ## a monkey at both screens, EVENTS of them from SEED, on virtual time
	@$(MAKE) --no-print-directory -j$$(nproc) $(OUT)/tests/scenario/monkey_test
	@$(OUT)/tests/scenario/monkey_test $(EVENTS) $(SEED)

CUTS ?= 100000
sweeps := $(patsubst %,build/gcc/tests/fault/%_test,journal_crash journal_mutation app_crash app_kill app_disk_fault memory_journal memory_app)
.PHONY: sweeps
sweeps: packages ## the fault sweeps in full: CUTS power cuts, 10,000 mutations, a kill at every effect, every disk call, every allocation (three quarters of an hour on two cores)
	@$(MAKE) --no-print-directory -j$$(nproc) CONFIG=gcc $(sweeps)
	@build/gcc/tests/fault/memory_app_test 1 sqlite & long=$$!; \
	build/gcc/tests/fault/journal_crash_test $(CUTS) && build/gcc/tests/fault/journal_mutation_test 10000 && \
	  build/gcc/tests/fault/app_crash_test 250 && build/gcc/tests/fault/app_kill_test 1 && build/gcc/tests/fault/app_disk_fault_test 1 && \
	  build/gcc/tests/fault/memory_journal_test 1 && build/gcc/tests/fault/memory_app_test 1 ours && \
	  build/gcc/tests/fault/memory_app_test 1 json; rest=$$?; wait $$long && exit $$rest

.PHONY: bench-scan
bench-scan: packages ## read rates and times of decoders, CORPUS=folder for labelled photos
	@$(MAKE) --no-print-directory -j$$(nproc) $(OUT)/tests/bench/scan_bench
	@$(OUT)/tests/bench/scan_bench $(CORPUS)

.PHONY: compile
compile: $(patsubst %,$(OUT)/lib%.a,$(FOLDERS)) $(OUT)/obj/firmware/main.o $(OUT)/obj/sim/main.o $(if $(filter-out analyze,$(CONFIG)),$(OUT)/libtestkit.a)

.PHONY: compile-gcc compile-clang
compile-gcc: packages ## warnings as errors, gcc
	@$(MAKE) --no-print-directory -j$$(nproc) CONFIG=gcc compile
compile-clang: packages ## warnings as errors, clang
	@$(MAKE) --no-print-directory -j$$(nproc) CONFIG=clang compile

.PHONY: hashes
hashes: packages ## every scenario's event log and the world's under gcc and clang: the same to the byte
	@$(MAKE) --no-print-directory -j$$(nproc) CONFIG=gcc build/gcc/uketori-sim
	@$(MAKE) --no-print-directory -j$$(nproc) CONFIG=clang build/clang/uketori-sim
	@for c in gcc clang; do build/$$c/uketori-sim run --inline --work build/hashes-$$c sim/scenarios/*.scn >build/hashes-$$c.txt || exit 1; \
	  build/$$c/uketori-sim world --seeds 1..200 | grep -o 'world seeds=.* hash=[0-9a-f]*' >>build/hashes-$$c.txt; done
	@cmp build/hashes-gcc.txt build/hashes-clang.txt && echo "hashes: $$(($$(wc -l <build/hashes-gcc.txt) - 1)) scenarios and 200 seeds of the world, gcc and clang agree"

.PHONY: golden-record
golden-record: packages ## record the pictures anew; then look at each of them
	@$(MAKE) --no-print-directory -j$$(nproc) CONFIG=test test-programs
	@build/test/tests/golden/screens_test --record
	@PAPER_RECORD=1 build/test/tests/golden/paper_pages_test

.PHONY: pictures
pictures: all ## the README's pictures from the demonstration
	@SDL_VIDEODRIVER=dummy SDL_AUDIODRIVER=dummy build/uketori-sim demo --out build/storyboard
	@mkdir -p sim/pictures && cd build/storyboard && for p in waiting ready-with-papers called receive; do \
	  cp [0-9][0-9]-$$p-applicant.png ../../sim/pictures/$$p.png; done
	@cp build/storyboard/[0-9][0-9]-checks-staff.png sim/pictures/checks.png && cp build/office/slips/slip-0001.png sim/pictures/slip.png

.PHONY: manual
manual: packages ## write the manual page of faults from the catalogue
	@$(MAKE) --no-print-directory -j$$(nproc) CONFIG=test build/test/tests/tools/manual
	@build/test/tests/tools/manual >firmware/core/faults.md

.PHONY: diagram
diagram: packages ## redraw firmware/core/states.svg from the machines
	@$(MAKE) --no-print-directory -j$$(nproc) $(OUT)/tests/tools/diagram
	@$(OUT)/tests/tools/diagram >firmware/core/states.dot && dot -Tsvg firmware/core/states.dot >firmware/core/states.svg

sources_c := $(shell git ls-files '*.c' 2>/dev/null)
.PHONY: lint
lint: packages format-check ## clang-tidy, cppcheck, -fanalyzer
	@cppcheck --quiet --std=c11 --language=c --error-exitcode=1 --inline-suppr --enable=warning,portability,performance \
	  --suppressions-list=tests/tools/cppcheck.txt -Ifirmware -I. firmware hal ui sim
	@$(MAKE) --no-print-directory -j$$(nproc) CONFIG=analyze compile
	@echo $(filter-out tests/%,$(sources_c)) | xargs -n 4 -P $$(nproc) sh -c 'clang-tidy --quiet "$$@" -- -DUKETORI_VERSION=\"lint\" $(filter-out -MMD -MP -Werror,$(CFLAGS)) 2>/dev/null' sh && echo 'lint: ok'

.PHONY: format format-check
format: ## rewrite the sources in the house format
	@git ls-files '*.c' '*.h' | xargs clang-format -i
format-check: ## fail on a source that is not in the house format
	@git ls-files '*.c' '*.h' | xargs clang-format --dry-run --Werror && echo "format: ok"

fuzzers := $(patsubst tests/fuzz/%_fuzz.c,%,$(wildcard tests/fuzz/*_fuzz.c))
FUZZ_SECONDS ?= 60
$(OUT)/tests/fuzz/%_fuzz: $(OUT)/obj/tests/fuzz/%_fuzz.o $(call libs,sim)
	@mkdir -p $(@D) && clang -fsanitize=fuzzer,address,undefined -o $@ $< -Wl,--start-group $(filter %.a,$^) -Wl,--end-group $(LDLIBS)
.PHONY: fuzz fuzz-run
fuzz: packages ## every parser of outside bytes, FUZZ_SECONDS each
	@$(MAKE) --no-print-directory -j$$(nproc) CONFIG=fuzz fuzz-run
fuzz-run: $(patsubst %,$(OUT)/tests/fuzz/%_fuzz,$(fuzzers))
	@for f in $^; do mkdir -p build/corpus/$$(basename $$f); echo "$$f"; $$f -max_total_time=$(FUZZ_SECONDS) -print_final_stats=0 \
	  build/corpus/$$(basename $$f) $$(ls -d tests/fuzz/corpus/$$(basename $$f _fuzz) 2>/dev/null) 2>&1 | tail -n 2; done

GUEST_PACKAGES := qemu-system-x86 busybox-static cpio kmod udev v4l-utils
.PHONY: guest
guest: all ## a pickup on a real kernel's screens (KMSDRM) and devices, in an emulated machine (10 minutes)
	@tests/tools/packages $(GUEST_PACKAGES)
	@$(MAKE) --no-print-directory -j$$(nproc) $(patsubst %,$(OUT)/tests/device/%,compare lens slip_peer)
	@python3 -B tests/device/pickup.py

DESTDIR ?=
.PHONY: install
install: all ## the firmware into DESTDIR
	install -D -m 755 build/uketori $(DESTDIR)/usr/bin/uketori
	install -D -m 644 firmware/uketori.conf.example $(DESTDIR)/etc/uketori/uketori.conf
	install -D -m 644 firmware/uketori.service $(DESTDIR)/usr/lib/systemd/system/uketori.service
	install -d -m 700 $(DESTDIR)/var/lib/uketori $(DESTDIR)/var/lib/uketori/keys

.PHONY: help
help: ## list the targets
	@grep -hE '^[a-z][a-z-]*:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):[^#]*## */\1|/' | awk -F'|' '{printf "  make %-14s %s\n",$$1,$$2}'

.PHONY: packages
packages:
	@tests/tools/packages $(PACKAGES)

-include $(shell test -d $(OUT) && find $(OUT) -name '*.d')
