#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Headroom authors
# SPDX-License-Identifier: Apache-2.0

"""How well a run on an NVIDIA GPU agrees with torch.bmm, timed the same way from outside.

torch_agreement.py RUN.headroom.json    some 60 of the run's points (fixed heads, layout nn, default algorithm):
                                        torch.bmm in a CUDA graph with events between batches and idle after it
torch_agreement.py RUN.headroom.json --per-call
                                        also an event pair around each call: where calls are short, the pair
                                        mostly times the launch

Meant for shapes whose operands exceed the cache. With smaller ones both rotate over other operands, each in its
own order of addresses, and differ by some 10 %.
"""

import argparse
import itertools
import json
import math
import statistics
import time

import torch

BATCH_S = 0.5e-3  # a batch is at least so long, where a call is not longer
WINDOW_S = 3e-3   # batches of one replay; longer ones lower the clock of power-hungry kernels
VISITS = 2
DUTY = 0.4
DTYPES = {"f16": torch.float16, "bf16": torch.bfloat16, "f32": torch.float32}


def event(external=False):
    return torch.cuda.Event(enable_timing=True, external=external)


def calls_over(point):
    """A call of torch.bmm that takes other operands each time where one set would be found in the L2 cache."""
    torch.manual_seed(1)
    batch, m, n, k = (point[name] for name in ("gemm_batch", "m", "n", "k"))
    dtype = DTYPES[point["dtype"]]
    l2 = torch.cuda.get_device_properties(0).L2_cache_size
    sets = math.ceil(3 * l2 / (batch * (m * k + k * n + m * n) * dtype.itemsize))
    a = torch.randn(sets, batch, m, k, device="cuda", dtype=dtype)
    b = torch.randn(sets, batch, k, n, device="cuda", dtype=dtype)
    c = torch.empty(sets, batch, m, n, device="cuda", dtype=dtype)
    turn = itertools.cycle(range(sets))

    def call():
        i = next(turn)
        torch.bmm(a[i], b[i], out=c[i])

    return call


def graph_of(call, calls, batches):
    """A graph of batches of calls, and the events around them."""
    marks = [event(external=True) for _ in range(batches + 1)]
    graph = torch.cuda.CUDAGraph()
    with torch.cuda.graph(graph):
        marks[0].record()
        for mark in marks[1:]:
            for _ in range(calls):
                call()
            mark.record()
    return graph, marks


def replay_s(graph, marks):
    """Seconds of each batch of one replay; idles afterwards so that the duty stays low."""
    graph.replay()
    torch.cuda.synchronize()
    batches = [a.elapsed_time(b) * 1e-3 for a, b in zip(marks, marks[1:])]
    time.sleep(sum(batches) * (1 / DUTY - 1))
    return batches


def graph_call_s(call):
    rough = per_call_s(call, 3)
    calls = max(1, math.ceil(BATCH_S / rough))
    graph, marks = graph_of(call, calls, max(1, int(WINDOW_S / (calls * rough))))
    visits = []
    for _ in range(VISITS):
        time.sleep(0.02)
        visits.append(statistics.median(replay_s(graph, marks)) / calls)
    return statistics.mean(visits)


def per_call_s(call, count=50):
    times = []
    for _ in range(count):
        start, end = event(), event()
        start.record()
        call()
        end.record()
        torch.cuda.synchronize()
        times.append(start.elapsed_time(end) * 1e-3)
    return statistics.median(times)


def chosen(rows, count):
    rows = [r for r in rows if r["status"] == "ok" and r["point"]["algorithm"] == "default"]
    rows = [r for r in rows if r["point"]["layout"] == "nn" and r["point"]["dtype"] in DTYPES]
    rows.sort(key=lambda r: (r["point"]["ratio"], r["point"]["hidden"]))
    step = max(1, len(rows) // count)
    return rows[::step]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("run")
    parser.add_argument("--per-call", action="store_true")
    parser.add_argument("--points", type=int, default=60)
    arguments = parser.parse_args()
    torch.backends.cuda.matmul.allow_tf32 = False
    with open(arguments.run, encoding="utf-8") as file:
        rows = chosen(json.load(file)["measurements"], arguments.points)

    differences = []
    print(f"{torch.cuda.get_device_name()}, torch {torch.__version__}; TFLOP/s")
    print(f"{'h/a':>6} {'headroom':>10} {'torch':>10} {'ratio':>7}" + "   per call" * arguments.per_call)
    for row in rows:
        point = row["point"]
        call = calls_over(point)
        call()
        torch.cuda.synchronize()
        flop = 2 * point["gemm_batch"] * point["m"] * point["n"] * point["k"]
        ours = flop / row["time"]["median_s"] / 1e12
        theirs = flop / graph_call_s(call) / 1e12
        differences.append(abs(ours / theirs - 1))
        line = f"{point['k']:6d} {ours:10.3f} {theirs:10.3f} {ours / theirs:7.4f}"
        if arguments.per_call:
            line += f" {flop / per_call_s(call) / 1e12:10.3f}"
        print(line)
    differences.sort()
    p95 = differences[min(len(differences) - 1, round(0.95 * (len(differences) - 1)))]
    print(
        f"{len(differences)} points: median difference {100 * statistics.median(differences):.2f} %, "
        f"95th percentile {100 * p95:.2f} %, largest {100 * differences[-1]:.2f} %"
    )


if __name__ == "__main__":
    main()
