#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Headroom authors
# SPDX-License-Identifier: Apache-2.0
"""architecture.py [--check] [SOURCE FOLDER]: draws resources/architecture.svg from CONTRIBUTING's table of folders and
from what the sources include. With --check it writes nothing, says whether the picture is stale and exits 1 then.

Each folder stands above all that it includes. An arrow is left out where a chain of others says the same."""

import os
import re
import sys
from functools import lru_cache
from html import escape

PICTURE = "resources/architecture.svg"
ROW, BOX, GAP, LANE = 54, 30, 16, 14
RIGHT = 900  # where engine and programs are laid out, far from the window
INCLUDE = re.compile(r'#\s*include\s*["<]([^">]*)[">]')
# What only one folder knows, by the headers it includes.
LIBRARIES = (("Qt Charts", r"^Q\w*(Chart|Series|ValueAxis)"), ("oneDNN", r"(.*/)?dnnl"), ("cuBLAS", r"cublas"))
LOOKS = {"app": ("#f3f0f8", "#7a5ea8"), "ui": ("#fdf3e7", "#c8741a"), "engine": ("#eaf3fb", "#2a6cbf")}
TITLES = {"app": "programs", "ui": "the window", "engine": "the engine, which knows no Qt"}


def folders():
    """The rows of the table: folder and what it holds."""
    rows, inside = {}, False
    with open("CONTRIBUTING.md", encoding="utf-8") as document:
        for line in document:
            if line.startswith("|") and "may depend on" in line:
                inside = True
            elif not line.startswith("|"):
                inside = False
            elif inside and line.startswith("| `"):
                cells = line.split("|")
                rows[cells[1].strip(" `")] = re.sub(r"\[([^]]*)\]\([^)]*\)|`", r"\1", cells[2]).strip()
    return rows


def row_of(path, rows):
    folder = os.path.dirname(path)
    while folder and folder not in rows:
        folder = os.path.dirname(folder)
    return folder


def includes(rows):
    """For each folder the others whose headers it includes, and the libraries."""
    uses, libraries = {row: set() for row in rows}, {row: set() for row in rows}
    for top in LOOKS:
        for folder, _, names in os.walk(top):
            for name in names:
                if not name.endswith((".h", ".cpp", ".cu", ".cuh")):
                    continue
                path = os.path.join(folder, name)
                own = row_of(path, rows)
                with open(path, encoding="utf-8") as source:
                    for header in INCLUDE.findall(source.read()):
                        if header.startswith(tuple(top + "/" for top in LOOKS)):
                            uses[own].add(row_of(header, rows))
                        libraries[own].update(n for n, sign in LIBRARIES if re.match(sign, header))
    for row in rows:
        uses[row].discard(row)
    return uses, libraries


def reduced(uses):
    """Without what follows from other arrows."""

    @lru_cache(None)
    def reached(row):
        return frozenset(uses[row]).union(*(reached(other) for other in uses[row]))

    return {row: {other for other in uses[row] if not any(other in reached(mid) for mid in uses[row] - {other})}
            for row in uses}


class Layout:
    """Folders in rows, each above what it includes; the window at the left, engine and programs at the right."""

    def __init__(self, uses, libraries):
        self.libraries = libraries
        self.arrows = reduced(uses)
        self.level = {}
        for row in uses:
            self.level[row] = self.height(row, uses)
        self.top = max(self.level.values())
        self.chains, self.near, self.ranks = [], {}, {}
        for row in sorted(uses):
            self.place(row, self.level[row])
        for row in sorted(uses):
            for other in sorted(self.arrows[row]):
                self.chain(row, other)
        self.x = {}
        for side in (0, 1):
            for level in range(self.top + 1):
                self.spread(self.ranks.get((side, level), []), side)
        self.order()
        self.settle()

    @staticmethod
    def height(row, uses):
        return 1 + max((Layout.height(other, uses) for other in uses[row]), default=-1)

    @staticmethod
    def side(node):
        row = node if isinstance(node, str) else node[0]
        return 0 if row.split("/")[0] == "ui" else 1

    @staticmethod
    def box(row):
        return 20 + 7.3 * len(label(row))

    def width(self, node):
        """With what stands at both sides, so that the box is in the middle."""
        if not isinstance(node, str):
            return LANE
        beside = max((10 + 6.2 * len(name) for name in self.libraries[node]), default=0)
        return self.box(node) + 2 * beside

    def place(self, node, level):
        self.level[node] = level
        self.near[node] = []
        self.ranks.setdefault((self.side(node), level), []).append(node)

    def chain(self, row, other):
        """A long arrow passes between the boxes of the rows that it crosses."""
        nodes = [row]
        for level in range(self.level[row] - 1, self.level[other], -1):
            lane = (row, other, level)
            self.place(lane, level)
            nodes.append(lane)
        nodes.append(other)
        self.chains.append(nodes)
        for upper, lower in zip(nodes, nodes[1:]):
            self.near[upper].append(lower)
            self.near[lower].append(upper)

    def spread(self, nodes, side):
        at = RIGHT * side
        for node in nodes:
            self.x[node] = at + self.width(node) / 2
            at += self.width(node) + GAP

    def crossings(self):
        steps = {}
        for chain in self.chains:
            for upper, lower in zip(chain, chain[1:]):
                steps.setdefault(self.level[upper], []).append((self.x[upper], self.x[lower]))
        return sum((a[0] - b[0]) * (a[1] - b[1]) < 0
                   for pairs in steps.values() for i, a in enumerate(pairs) for b in pairs[:i])

    def order(self):
        """Rows sorted by where their neighbours are, down and up in turns; the order with the fewest crossings."""
        best, kept = None, None
        for turn in range(60):
            levels = range(self.top, -1, -1) if turn % 2 == 0 else range(self.top + 1)
            for level in levels:
                for side in (0, 1):
                    nodes = self.ranks.get((side, level), [])
                    mean = {n: self.mean(n, level + (1 if turn % 2 == 0 else -1)) for n in nodes}
                    nodes.sort(key=mean.get)
                    self.spread(nodes, side)
            self.settle(8)
            count = self.crossings()
            if best is None or count < best:
                best, kept = count, {key: list(nodes) for key, nodes in self.ranks.items()}
        self.ranks = kept
        for (side, _), nodes in sorted(kept.items()):
            self.spread(nodes, side)

    def mean(self, node, level=None):
        at = [(self.x[n], self.weight(node, n)) for n in self.near[node] if level is None or self.level[n] == level]
        return sum(x * w for x, w in at) / sum(w for _, w in at) if at else self.x[node]

    @staticmethod
    def weight(node, other):
        """Long arrows would rather be straight than boxes near to each other."""
        lanes = (not isinstance(node, str)) + (not isinstance(other, str))
        return (1, 2, 16)[lanes]

    def settle(self, turns=200):
        """Each as near to its neighbours as the others of its row leave room."""
        for turn in range(turns):
            for level in (range(self.top + 1) if turn % 2 else range(self.top, -1, -1)):
                for side in (0, 1):
                    self.fit(self.ranks.get((side, level), []), side)

    def fit(self, nodes, side):
        blocks, at = [], 0  # nodes that touch move together: to the mean of where they want to be
        for i, node in enumerate(nodes):
            at += (self.width(nodes[i - 1]) + self.width(node)) / 2 + GAP if i else 0
            blocks.append([self.mean(node) - at, 1, [(node, at)]])
            while len(blocks) > 1 and blocks[-2][0] > blocks[-1][0]:
                wish, count, members = blocks.pop()
                blocks[-1] = [(blocks[-1][0] * blocks[-1][1] + wish * count) / (blocks[-1][1] + count),
                              blocks[-1][1] + count, blocks[-1][2] + members]
        low = RIGHT * side
        for wish, _, members in blocks:
            for node, at in members:
                self.x[node] = max(wish, low + self.width(nodes[0]) / 2) + at


def label(row):
    """Below its band's title a folder needs no prefix."""
    return row.split("/", 1)[1] if "/" in row else row


def draw(rows, layout, libraries):
    boxes = [n for n in layout.x if isinstance(n, str)]

    def span(side):
        own = [n for n in layout.x if layout.side(n) == side]
        return (min(layout.x[n] - layout.width(n) / 2 for n in own),
                max(layout.x[n] + layout.width(n) / 2 for n in own))

    pad, margin, title = 20, 16, 28
    edges = [(margin + pad, margin + pad + span(0)[1] - span(0)[0])]
    edges.append((edges[0][1] + 3.5 * pad, edges[0][1] + 3.5 * pad + span(1)[1] - span(1)[0]))
    x = {n: round(layout.x[n] - span(layout.side(n))[0] + edges[layout.side(n)][0], 1) for n in layout.x}
    highest = max(layout.level[n] for n in boxes if n.startswith("engine/"))
    # A little more between engine and programs, for the titles of bands.
    y = {n: margin + pad + title + ROW * (layout.top - layout.level[n]) + (26 if layout.level[n] <= highest else 0)
         for n in layout.x}
    wide = edges[1][1] + pad + margin
    high = max(y.values()) + BOX + pad + margin
    out = ['<?xml version="1.0" encoding="UTF-8"?>', "<!-- SPDX-FileCopyrightText: 2026 The Headroom authors -->",
           "<!-- SPDX-License-Identifier: Apache-2.0 -->", "<!-- Drawn by tests/layering/architecture.py -->",
           f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide:.0f}" height="{high:.0f}" '
           f'viewBox="0 0 {wide:.0f} {high:.0f}" font-family="DejaVu Sans, Verdana, sans-serif">',
           "<title>The folders, each above what it includes</title>",
           f'<rect width="{wide:.0f}" height="{high:.0f}" fill="#ffffff"/>']
    for band, (ground, ink) in LOOKS.items():
        own = [y[n] for n in boxes if n.split("/")[0] == band]
        from_x, to_x = edges[0 if band == "ui" else 1]
        top, bottom = min(own) - title - 6, max(own) + BOX + 14
        out.append(f'<rect x="{from_x - pad:.1f}" y="{top:.1f}" width="{to_x - from_x + 2 * pad:.1f}" '
                   f'height="{bottom - top:.1f}" rx="12" fill="{ground}"/>')
        # Arrows come into the engine's band from the left.
        at, anchor = (to_x + pad - 12, "end") if band == "engine" else (from_x - pad + 12, "start")
        out.append(f'<text x="{at:.1f}" y="{top + 20:.1f}" font-size="12" text-anchor="{anchor}" fill="{ink}">'
                   f'<tspan font-weight="bold">{band}</tspan>  {TITLES[band]}</text>')
    out.append('<g fill="none" stroke="#7d8794" stroke-width="1.3">')
    for chain in layout.chains:
        path = [f"M{x[chain[0]]} {y[chain[0]] + BOX}"]
        for upper, lower in zip(chain, chain[1:]):
            end = y[lower]
            start = y[upper] + BOX
            half = (start + end) / 2
            path.append(f"C{x[upper]} {half:.1f} {x[lower]} {half:.1f} {x[lower]} {end}")
            if not isinstance(lower, str):
                path.append(f"V{end + BOX}")
        out.append(f'<path d="{"".join(path)}"/>')
    out.append("</g>")
    out.append('<g fill="#7d8794">')
    for target in sorted({chain[-1] for chain in layout.chains}):
        out.append(f'<path d="M{x[target]} {y[target]}l-4 -7h8z"/>')
    out.append("</g>")
    for row in sorted(boxes):
        ink = LOOKS[row.split("/")[0]][1]
        width = layout.box(row)
        out.append(f'<g><title>{escape(row + ": " + rows[row])}</title>'
                   f'<rect x="{x[row] - width / 2:.1f}" y="{y[row]}" width="{width:.1f}" height="{BOX}" rx="6" '
                   f'fill="#ffffff" stroke="{ink}" stroke-width="1.5"/>'
                   f'<text x="{x[row]}" y="{y[row] + 19.5}" font-size="12.5" text-anchor="middle" fill="#1a1a1c">'
                   f"{escape(label(row))}</text>")
        if libraries[row]:
            out.append(f'<text x="{x[row] + width / 2 + 5:.1f}" y="{y[row] + 19}" font-size="10.5" font-style="italic" '
                       f'fill="#5d6672">{escape(", ".join(sorted(libraries[row])))}</text>')
        out.append("</g>")
    out.append("</svg>")
    return "\n".join(out) + "\n"


def main(arguments):
    check = "--check" in arguments
    places = [a for a in arguments if a != "--check"]
    os.chdir(places[0] if places else ".")
    rows = folders()
    if not rows:
        sys.exit("architecture.py: there is no table of folders in CONTRIBUTING.md")
    uses, libraries = includes(rows)
    picture = draw(rows, Layout(uses, libraries), libraries)
    if not check:
        with open(PICTURE, "w", encoding="utf-8") as file:
            file.write(picture)
        return 0
    with open(PICTURE, encoding="utf-8") as file:
        if file.read() == picture:
            return 0
    print(f"{PICTURE} is stale: run tests/layering/architecture.py")
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
