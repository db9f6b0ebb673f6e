#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Headroom authors
# SPDX-License-Identifier: Apache-2.0
"""each_source.py CHECK DATABASE: reads the sources that a unity build's database of compile commands names, but for options
that say how code is to be made.

CHECK is one of
  sources     each source of the programs that knows no Qt by itself, where a missing include shows
  clazy       each of those that know Qt by itself, likewise
  gcc         what no build by GCC of the gate has, the window, its tests, oneDNN's backend and the benchmarks, some at a
              time, for GCC's warnings
  clang_tidy  those of the programs, some at a time; .clang-tidy says which checks and why

Reading takes minutes, most of them for headers. So what passed is not read again while the check, its command and all that
a source is read with stay as they are: the keys of what passed lie in $XDG_CACHE_HOME/headroom-checks. And where a source is
read by itself, headers of the system that it includes itself, if by way of others, are compiled once for many: it sees
nothing that it would not see without.
"""
import hashlib
import itertools
import json
import os
import re
import shlex
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PROGRAMS = re.compile(r"(app|engine|ui)/.*\.cpp$")
QT = re.compile(r"(app/(headroom|describe)|ui)/.*\.cpp$")
NO_QT = re.compile(f"(?!{QT.pattern}){PROGRAMS.pattern}")
NOT_BY_GCC = re.compile(QT.pattern + r"|(engine/backends/onednn|tests/(ui|bench))/.*\.cpp$")
# Where OpenMP's header is, as clang can read it: GCC's own it cannot.
CLANG_HEADERS = "/usr/lib/llvm-19/lib/clang/19/include"
FOR_CLANG = ["-idirafter", CLANG_HEADERS, "-Wno-unknown-warning-option", "-Wno-ignored-attributes",
             "-Wno-deprecated-declarations"]
SHIMS = ROOT / ".ci/clang14"
# Options of the sanitized build, and what is not to be warned of in it alone.
MAKING = re.compile(r"-f(no-)?(sanitize|profile|coverage|omit|function-sections|data-sections|PI)|-[Og]|-Wno-(dep|unused-c)")
MAIN = re.compile(r"^(int main|QTEST_\w*MAIN)\(", re.MULTILINE)
TOGETHER = 48  # sources that are read in one go: their names must differ
SOURCES = ["clang++-19"]
CLAZY = ["clang++-14", "-isystem", str(SHIMS)]
STEMS = 8  # sets of headers that are compiled, for sources of equal options
AT_LEAST = 8  # sources that a set must serve


@dataclass(frozen=True)
class Reading:
    """What is read in one go: sources with the same options."""
    options: tuple  # of the compiler, without what is compiled and where to
    directory: str
    sources: tuple  # paths in the tree


def named_and_other(options):
    """Of the options those that define names or name folders of headers, and the others."""
    named, other, following = [], [], iter(options)
    for option in following:
        if option == "-isystem":
            named.append((option, next(following)))
        else:
            (named if option.startswith(("-D", "-I")) else other).append((option,))
    return named, tuple(word for words in other for word in words)


def readings(database, pattern, is_single):
    """Those of the database that match the pattern: each by itself, or some at a time, with what any of them defines."""
    together = {}
    for entry in json.loads(database.read_text()):
        words = shlex.split(entry["command"])
        options = words[2 if words[0].endswith("ccache") else 1:words.index("-o")]
        options = tuple(option.removesuffix("=libomp") for option in options if not MAKING.match(option))
        sources = [entry["file"]]
        if "/Unity/" in entry["file"]:
            sources = re.findall(r'^#include "(.*)"$', Path(entry["file"]).read_text(), re.MULTILINE)
        sources = [os.path.relpath(path, ROOT) for path in sources]
        for name in filter(pattern.match, sources):
            alone = name if is_single or MAIN.search((ROOT / name).read_text()) else None
            named, other = named_and_other(options)
            knows_qt = "-DQT_CORE_LIB" in options
            group = together.setdefault((other, knows_qt, entry["directory"], alone), ({}, []))
            group[0].update(dict.fromkeys(named))
            group[1].append(name)
    for (other, _, directory, _), (named, names) in together.items():
        options = (*other, *(word for words in named for word in words))
        share = -(-len(names) // -(-len(names) // TOGETHER))  # alike, of neighbours, which include the same
        for first in range(0, len(names), share):
            yield Reading(options, directory, tuple(names[first:first + share]))


def for_sources(words):
    return [*SOURCES, *words, *FOR_CLANG, "-fsyntax-only"]


def for_gcc(words):
    return ["g++", *words, "-Wno-subobject-linkage", "-fsyntax-only"]  # sources that are read together have one name


def for_clazy(words):
    """Checks up to level 1, but for one that stumbles over signals that are in a variable and one that advises functions of
    Qt 5. Debian's clazy is of clang 14."""
    plugin = ["-Xclang", "-load", "-Xclang", "ClazyPlugin.so", "-Xclang", "-add-plugin", "-Xclang", "clazy",
              "-Xclang", "-plugin-arg-clazy", "-Xclang", "level1,no-connect-non-signal,no-qstring-ref"]
    return [*CLAZY, *plugin, *words, *FOR_CLANG, "-fsyntax-only"]


def for_clang_tidy(words):
    return ["clang-tidy-19", "--quiet", f"--config-file={ROOT}/.clang-tidy", words[-1], "--", *words[:-1], *FOR_CLANG]


# Of each check: its command, which sources it reads and whether each by itself, which programs and files decide what it finds,
# and the compiler that compiles headers once, where it does.
CHECKS = {
    "sources": (for_sources, (NO_QT, True), SOURCES, [], SOURCES),
    "gcc": (for_gcc, (NOT_BY_GCC, False), ["g++"], [], None),
    "clazy": (for_clazy, (QT, True), ["clang++-14", "clazy"], sorted(SHIMS.iterdir()), CLAZY),
    "clang_tidy": (for_clang_tidy, (PROGRAMS, False), ["clang-tidy-19"], [ROOT / ".clang-tidy"], None),
}


def text_of(reading):
    return "".join(f'#include "{ROOT}/{name}"\n' for name in reading.sources)


def write_each(listed, folder):
    """The file that is read for each: the source itself, or one that includes some."""
    files = []
    for number, reading in enumerate(listed):
        if len(reading.sources) == 1:
            files.append(str(ROOT / reading.sources[0]))
        else:
            files.append(str(folder / f"read_{number}.cpp"))
            Path(files[-1]).write_text(text_of(reading))
    return files


def scan(folder, asked):
    """For each (directory, options, file): the files that it is read with; none where one of them is missing."""
    entries = [{"directory": directory, "file": file,
                "command": shlex.join(["clang++", *options, *FOR_CLANG, "-o", f"{number}.o", "-c", file])}
               for number, (directory, options, file) in enumerate(asked)]
    (folder / "scanned.json").write_text(json.dumps(entries))
    told = subprocess.run(["clang-scan-deps-19", f"--compilation-database={folder}/scanned.json", "-j",
                           str(os.cpu_count())], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
                          check=False).stdout
    found = {}
    for rule in told.replace("\\\n", " ").splitlines():
        output, _, files = rule.partition(":")
        found[int(output.removesuffix(".o"))] = frozenset(os.path.realpath(path) for path in files.split())
    return [found.get(number, frozenset()) for number in range(len(asked))]


class Digests:
    """Of files, each read once. What CMake and moc wrote names the folder that the tree is in: it is left out."""

    def __init__(self):
        self.known = {}

    def of(self, path):
        if path not in self.known:
            data = Path(path).read_bytes().replace(bytes(ROOT), b"")
            self.known[path] = hashlib.sha256(data).hexdigest()
        return self.known[path]


def keys(listed, files, read_with, command, about, folder):
    digests = Digests()
    for reading, file, read in zip(listed, files, read_with):
        lines = [about, *command([*reading.options, "FILE"]), text_of(reading)]
        lines += sorted(f"{path} {digests.of(path)}" for path in read if not path.startswith(str(folder)))
        yield hashlib.sha256("\n".join(lines).replace(str(ROOT), "").encode()).hexdigest()


def stems(todo, compiler, folder):
    """For some of the sources (number: options and the files they are read with), a compiled set of headers of the system,
    all of which the source includes in any case: the sets that save most, found one after the other."""
    serves = {}
    groups = {}
    for number, (reading, read) in todo.items():
        groups.setdefault((reading.directory, reading.options), {})[number] = read
    wanted = sorted({name for number, (reading, _) in todo.items() for name in
                     re.findall(r"^#include (<[^>]+>)$", (ROOT / reading.sources[0]).read_text(), re.MULTILINE)})
    for (directory, options), sources in groups.items():
        if len(sources) < AT_LEAST:
            continue
        here = Path(tempfile.mkdtemp(dir=folder))
        probes = []
        for number, name in enumerate(wanted):
            probes.append((directory, options, str(here / f"probe_{number}.cpp")))
            Path(probes[-1][2]).write_text(f"#include {name}\n")
        headers = {name: read - {probe[2]} for name, read, probe in zip(wanted, scan(here, probes), probes) if read}
        names = sorted(headers)
        size = {path: os.path.getsize(path) for read in headers.values() for path in read}
        # Sets of names are numbers with a bit for each.
        has = {source: sum(1 << bit for bit, name in enumerate(names) if headers[name] <= read)
               for source, read in sources.items()}
        sets = set(has.values())
        sets |= {one & other for one, other in itertools.combinations(sets, 2)}
        fits = {names_of: [source for source in sources if not names_of & ~has[source]] for names_of in sets}
        fits = {names_of: served for names_of, served in fits.items() if len(served) >= AT_LEAST}
        chosen = {names_of: [name for bit, name in enumerate(names) if names_of >> bit & 1] for names_of in fits}
        worth = {names_of: sum(size[path] for path in frozenset().union(*(headers[name] for name in some)))
                 for names_of, some in chosen.items()}
        saved = dict.fromkeys(sources, 0)
        for number in range(STEMS):
            gain, best = max((sum(max(0, worth[names_of] - saved[source]) for source in served) - 4 * worth[names_of], names_of)
                             for names_of, served in fits.items())
            if gain <= 0:
                break
            stem = here / f"stem_{number}.h"
            stem.write_text("".join(f"#include {name}\n" for name in chosen[best]))
            for source in fits[best]:
                if worth[best] > saved[source]:
                    saved[source] = worth[best]
                    serves[source] = (stem, directory, options)
    made = set(serves.values())
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        list(pool.map(lambda stem: subprocess.run([*compiler, *stem[2], *FOR_CLANG, "-x", "c++-header", stem[0], "-o",
                                                   f"{stem[0]}.pch"], cwd=stem[1], check=False), made))
    return {source: stem for source, (stem, _, _) in serves.items()}


def main():
    check, database = sys.argv[1], Path(sys.argv[2]).resolve()
    command, choice, programs, files, compiler = CHECKS[check]
    store = Path(os.environ.get("XDG_CACHE_HOME") or Path(os.environ.get("HOME", "/nonexistent")) / ".cache")
    store = store / "headroom-checks" / check
    with tempfile.TemporaryDirectory() as work:
        folder = Path(work)
        try:
            store.mkdir(parents=True, exist_ok=True)
        except OSError:
            store = folder / "store"
            store.mkdir()
        about = "".join(subprocess.run([program, "--version"], stdout=subprocess.PIPE, text=True, check=True).stdout
                        for program in programs) + "".join(path.read_text() for path in files)
        listed = list(readings(database, *choice))
        if not listed:
            sys.exit(f"{check}: no source was found to check")
        written = write_each(listed, folder)
        read_with = scan(folder, [(reading.directory, reading.options, file) for reading, file in zip(listed, written)])
        todo, stored = {}, {}
        for number, key in enumerate(keys(listed, written, read_with, command, about, folder)):
            stored[number] = store / key
            if read_with[number] and stored[number].exists():
                stored[number].touch()
            else:
                todo[number] = (listed[number], read_with[number])
        print(f"{check}: {sum(len(reading.sources) for reading in listed)} sources,"
              f" {len(listed)} readings, {len(listed) - len(todo)} of them as they passed before", flush=True)
        stem_of = stems(todo, compiler, folder) if compiler else {}

        def read(number):
            reading = listed[number]
            words = [*reading.options, written[number]]
            if number in stem_of:
                words = ["-include", str(stem_of[number]), *words]
            told = subprocess.run(command(words), cwd=reading.directory, stdout=subprocess.PIPE,
                                  stderr=subprocess.STDOUT, text=True, errors="replace", check=False)
            if told.returncode == 0:
                stored[number].touch()
            else:
                print(told.stdout, flush=True)
            return told.returncode == 0

        with ThreadPoolExecutor(os.cpu_count()) as pool:
            order = sorted(todo, key=lambda number: -len(listed[number].sources))
            passed = all(list(pool.map(read, order)))
        for kept in store.iterdir():
            if time.time() - kept.stat().st_mtime > 60 * 86400:
                kept.unlink(missing_ok=True)
    sys.exit(0 if passed else 1)


if __name__ == "__main__":
    main()
