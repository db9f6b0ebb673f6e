#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Headroom authors
# SPDX-License-Identifier: Apache-2.0
"""coverage.py BUILD: which share of the lines of engine, ui and app the programs of BUILD ran, by gcov's counts.

Prints "FOLDER COVERED LINES" for each folder. Counts of threads that were not taken atomically may be off, even below
zero, but are zero only where nothing ran: so a line is covered where any object's count is not zero.
"""
import json
import os
import subprocess
import sys
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ("engine", "ui", "app")


def documents(notes):
    """gcov's documents of an object, which has counts only if a program with it ran."""
    told = subprocess.run(["gcov", "--json-format", "--stdout", notes.name], cwd=notes.parent, check=True,
                          stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout
    return [json.loads(line) for line in told.splitlines() if line.strip()]


def main():
    build = Path(sys.argv[1]).resolve()
    lines = defaultdict(dict)  # by file: which lines, and whether any ran
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for told in pool.map(documents, sorted(build.rglob("*.gcno"))):
            for document in told:
                for file in document["files"]:
                    path = Path(os.path.normpath(os.path.join(document["current_working_directory"], file["file"])))
                    if not path.is_relative_to(ROOT) or path.is_relative_to(build):
                        continue
                    name = path.relative_to(ROOT)
                    if name.parts[0] not in FOLDERS:
                        continue
                    for line in file["lines"]:
                        ran = lines[name].get(line["line_number"], False)
                        lines[name][line["line_number"]] = ran or line["count"] != 0
    for folder in FOLDERS:
        counted = [ran for name, seen in lines.items() if name.parts[0] == folder for ran in seen.values()]
        print(folder, sum(counted), len(counted))


if __name__ == "__main__":
    main()
