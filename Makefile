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
OPT_release := -O2 -g
OPT_test    := -O1 -g $(SANITIZE) -DUKETORI_TEST_BUILD
OPT_gcc     := -O2
OPT_clang   := -O2
OPT_analyze := -O1 -fanalyzer
OPT_fuzz    := -O1 -g -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all
CC := $(if $(filter clang fuzz,$(CONFIG)),clang,gcc)
VERSION := $(shell git describe --always --dirty 2>/dev/null || echo unversioned)

pkg_cflags := $(shell pkg-config --cflags $(MODULES) 2>/dev/null | sed 's/-I/-isystem /g')
LDLIBS     := $(shell pkg-config --libs $(MODULES) 2>/dev/null) -lcups -lm -lpthread
CFLAGS     := -std=c2x -ffp-contract=off -D_GNU_SOURCE -Ifirmware -I. $(WARN) $(OPT_$(CONFIG)) $(pkg_cflags) -MMD -MP
comma := ,
LDFLAGS    := $(if $(filter test,$(CONFIG)),-fsanitize=address$(comma)undefined)

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
all: packages $(BIN)/uketori $(BIN)/uketori-sim ## build both programs into build/

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
$(BIN)/uketori: $(OUT)/obj/firmware/main.o $(patsubst %,$(OUT)/lib%.a,app hal_linux) $(call libs,app)
	$(link)
$(BIN)/uketori-sim: $(OUT)/obj/sim/main.o $(call libs,sim)
	$(link)

# tests/unit/<folder>/x_test.c stands on that folder and the layers below it; every other test on everything.
unit_tests  := $(wildcard tests/unit/*/*_test.c)
other_tests := $(wildcard tests/conform/*_test.c tests/golden/*_test.c tests/fault/*_test.c tests/world/*_test.c tests/scenario/*_test.c)
test_bins   := $(patsubst tests/%.c,$(OUT)/tests/%,$(unit_tests) $(other_tests))
test_folder  = $(word 3,$(subst /, ,$(1)))
define unit_test
$(OUT)/tests/unit/$(1)/%: $(OUT)/obj/tests/unit/$(1)/%.o $(OUT)/libtestkit.a $(call libs,$(1))
	$$(link) -lcmocka
endef
$(foreach f,$(FOLDERS),$(eval $(call unit_test,$(f))))
$(OUT)/tests/%: $(OUT)/obj/tests/%.o $(OUT)/libtestkit.a $(call libs,sim)
	$(link) -lcmocka
$(OUT)/libtestkit.a: $(patsubst %.c,$(OUT)/obj/%.o,$(wildcard tests/kit/*.c))
	@mkdir -p $(@D) && rm -f $@ && ar rcs $@ $^

.SECONDARY:

.PHONY: help
help: ## list the targets
	@grep -hE '^[a-z][a-z-]*:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):[^#]*## */\1|/' | awk -F'|' '{printf "  make %-14s %s\n",$$1,$$2}'

.PHONY: packages
packages:
	@tests/tools/packages $(PACKAGES)

.PHONY: format
format: ## rewrite the sources in the house format
	git ls-files '*.c' '*.h' | xargs clang-format -i

-include $(shell test -d $(OUT) && find $(OUT) -name '*.d')
