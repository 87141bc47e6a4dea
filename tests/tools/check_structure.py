#!/usr/bin/env python3
"""Fails on a wrong include arrow, a file over its size, or a library used outside its place (README of firmware/)."""
import pathlib
import re
import sys

# Folder -> folders it may include, besides itself. Programs (main.c) and tests may include anything.
ARROWS = {
    "firmware/base": [],
    "firmware/domain": ["firmware/base"],
    "firmware/core": ["firmware/domain", "firmware/base"],
    "firmware/scan": ["firmware/domain", "firmware/base"],
    "firmware/typeset": ["firmware/domain", "firmware/base"],
    "firmware/backend": ["firmware/domain", "firmware/base"],
    "firmware/journal": ["firmware/domain", "firmware/base"],
    "firmware/paper": ["firmware/typeset", "firmware/domain", "firmware/base"],
    "hal": ["firmware/base"],
    "hal/linux": ["hal", "firmware/base"],
    "ui": ["firmware/core", "firmware/typeset", "firmware/domain", "firmware/base"],
    "ui/screens": ["ui", "firmware/core", "firmware/typeset", "firmware/domain", "firmware/base"],
    "firmware/app": ["ui", "firmware/core", "firmware/scan", "firmware/journal", "firmware/backend", "firmware/paper",
                     "firmware/typeset", "hal", "firmware/domain", "firmware/base"],
    "sim": None,  # anything
}
# From core/ the screens see only what they show.
CORE_FOR_UI = {"core/view.h", "core/applicant_view.h", "core/staff_view.h", "core/screen.h", "core/action.h", "core/event.h"}
LIBRARIES = {
    "SDL": ["ui", "sim", "hal/linux"],
    "curl/": ["hal/linux"],
    "zbar": ["firmware/scan"],
    "sqlite3": ["firmware/journal", "sim"],
    "microhttpd": ["sim"],
    "jansson": ["firmware/backend", "sim"],
    "cups/": ["hal/linux"],
    "seccomp": ["firmware/app", "hal/linux"],
}
LINES_MAX, HEADER_LINES_MAX = 600, 120


def folder_of(path):
    return str(path.parent)


def target_folder(include, root):
    for base in ("firmware/", ""):
        path = root / (base + include)
        if path.is_file():
            return str(path.parent.relative_to(root))
    return None


def check_file(path, root, wrong):
    folder = folder_of(path)
    text = (root / path).read_text(encoding="utf-8")
    lines = text.count("\n")
    product = not folder.startswith("tests")
    limit = HEADER_LINES_MAX if path.suffix == ".h" and product else LINES_MAX
    if lines > limit:
        wrong.append(f"{path}: {lines} lines, at most {limit}")
    if path.name == "main.c" or folder not in ARROWS:
        return
    allowed = ARROWS[folder]
    for kind, include in re.findall(r'#include ([<"])([^>"]+)[>"]', text):
        if kind == "<":
            for library, places in LIBRARIES.items():
                if include.startswith(library) and folder not in places:
                    wrong.append(f"{path}: <{include}> belongs in {', '.join(places)}")
            continue
        target = target_folder(include, root)
        if target is None:
            wrong.append(f"{path}: \"{include}\" is not in the tree")
        elif allowed is not None and target != folder and target not in allowed:
            wrong.append(f"{path}: {folder} may not include \"{include}\"")
        elif folder.startswith("ui") and target == "firmware/core" and include not in CORE_FOR_UI:
            wrong.append(f"{path}: screens see only the core's view, not \"{include}\"")


def main():
    root = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ".").resolve()
    files = [p.relative_to(root) for top in ("firmware", "hal", "ui", "sim", "tests")
             for p in sorted((root / top).rglob("*.[ch]"))]
    wrong = []
    for path in files:
        check_file(path, root, wrong)
    print("\n".join(wrong), end="\n" if wrong else "")
    print(f"structure: {len(files)} files, {len(wrong)} wrong")
    return 1 if wrong or not files else 0


sys.exit(main())
