#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Headroom authors
# SPDX-License-Identifier: Apache-2.0

"""Does to both programs what strangers and machines do to them, at random moments of a seeded generator, and
prints a table: what, how often, how many rows that stood in a journal were lost, and what the user was told.

    faults.py BUILD [--seed N] [--times N] [--only WORD]

BUILD is a build folder with the tests. Each trial has folders of its own; a row counts as held when its line
stood whole in the journal at the moment of the fault, or when the program went on and measured it. Exits with
1 where a row was lost, a lock was kept, a process stayed for more than two seconds, or a program hung."""

import argparse
import json
import os
import pathlib
import random
import re
import signal
import subprocess
import sys
import time

from fault_trial import Trial, rows_in

SMALL = "--seq 16 --batch 1 --hidden 0:1536 --points 2 --time-limit 0.02".split()
LONG = "--seq 16 --batch 1 --hidden 0:32768 --points all --time-limit 0.02".split()


class Table:
    def __init__(self):
        self.lines = []
        self.failures = []

    def add(self, kind, injected, held, lost, said):
        self.lines.append((kind, injected, held, lost, said))
        print(f"| {kind} | {injected} | {held} | {lost} | {said} |", flush=True)


class Faults:
    def __init__(self, options):
        self.options = options
        self.build = pathlib.Path(options.build).resolve()
        self.random = random.Random(options.seed)
        self.table = Table()

    def times(self, usual):
        return max(1, round(usual * self.options.times))

    def repeat(self, kind, usual, trial_of):
        if self.options.only not in kind:
            return
        held = lost = 0
        said = {}
        count = self.times(usual)
        for number in range(count):
            trial = Trial(self.build)
            try:
                trial_held, trial_lost = trial_of(trial)
            except AssertionError as failure:
                self.table.failures.append(f"{kind}, trial {number + 1}: {failure}")
                trial_held = trial_lost = 0
            finally:
                trial.close()
            held += trial_held
            lost += trial_lost
            said[trial.said] = said.get(trial.said, 0) + 1
        most = max(said, key=said.get)
        self.table.add(kind, count, held, lost, most or "nothing")

    # ---- kills

    def kill(self, trial, program, arguments, latest, word=""):
        """Kills the program itself, or with a word the processes of that command line, and looks what is left."""
        process = trial.start(program, arguments)
        time.sleep(self.random.uniform(0, latest))
        if process.poll() is not None:
            raise AssertionError("the program ended by itself: " + process.stderr.read()[-300:])
        before = trial.journalled()
        for victim in trial.processes(word) if word else [process.pid]:
            os.kill(victim, signal.SIGKILL)
        process.wait(10)
        return self.aftermath(trial, before)

    def aftermath(self, trial, before):
        end = time.monotonic() + 2
        while trial.processes() and time.monotonic() < end:
            time.sleep(0.05)
        assert not trial.processes(), "a process lives two seconds later"
        after = trial.journalled()
        assert all(index in after for index in before), "the journal lost lines"
        found = trial.recovered()
        lost = sum(1 for index, row in after.items() if found.get(index) != row)
        status, _, told = trial.run(["sweep", "--device", "reference", *SMALL, "--json", "next.headroom.json"])
        assert status == 0 and "measuring on" not in told, "the next sweep did not start: " + told[-300:]
        return len(before), lost

    def kills(self):
        engine = lambda device: (["sweep", "--device", device, *LONG, "--json", "x.headroom.json"])
        window = lambda device: (["--device", device, *LONG, "--start"])
        self.repeat("SIGKILL of `headroom-engine sweep`", 40,
                    lambda trial: self.kill(trial, trial.engine, engine("reference"), 2.0))
        self.repeat("SIGKILL of `headroom-engine sweep` that drives a worker", 20,
                    lambda trial: self.kill(trial, trial.engine, engine("box/reference"), 2.0))
        self.repeat("SIGKILL of the window while it measures", 20,
                    lambda trial: self.kill(trial, trial.window, window("reference"), 5.0))
        self.repeat("SIGKILL of the window that drives a worker", 10,
                    lambda trial: self.kill(trial, trial.window, window("box/reference"), 5.0))

    # ---- workers

    def hurt_worker(self, trial, how):
        """The sweep goes on with another worker, to its end."""
        process = trial.start(trial.engine, ["sweep", "--device", "box/reference", *SMALL, "--points", "12",
                                             "--json", "x.headroom.json"])
        while not trial.journal() and process.poll() is None:
            time.sleep(0.01)
        time.sleep(self.random.uniform(0, 0.3))
        before = trial.journalled()
        for worker in trial.processes(" serve"):
            try:
                os.kill(worker, how)
            except ProcessLookupError:
                pass
        told = process.communicate(timeout=120)[1]
        trial.hear("\n".join(line for line in told.splitlines() if "engine process" in line or "points" in line))
        assert process.returncode == 0, f"it ended with {process.returncode}: {told[-300:]}"
        rows = rows_in(trial.folder / "x.headroom.json")
        missing = sum(1 for index in before if index not in rows)
        spoiled = sum(1 for row in rows.values() if row.get("status") != "ok")
        end = time.monotonic() + 2
        while trial.processes() and time.monotonic() < end:
            time.sleep(0.05)
        assert not trial.processes(), "a process lives two seconds later"
        return len(rows), missing + spoiled

    def workers(self):
        for how, usual in ((signal.SIGKILL, 20), (signal.SIGSEGV, 10), (signal.SIGSTOP, 3)):
            self.repeat(f"{how.name} of the worker alone", usual, lambda trial: self.hurt_worker(trial, how))

    # ---- disks and streams

    def failing(self, trial, rule, below):
        """The small sweep with calls that fail; its journal may, its run file may, no row does."""
        if not os.path.exists(trial.failing):
            sys.exit(f"{trial.failing} is missing: build headroom_failing_calls, which a sanitized build cannot have")
        fired = trial.folder / "fired"
        out = trial.start(trial.engine, ["sweep", "--device", "reference", *SMALL, "--json", "x.headroom.json"],
                          LD_PRELOAD=trial.failing, HEADROOM_FAIL=rule, HEADROOM_BELOW=str(trial.folder / below),
                          HEADROOM_FIRED=str(fired))
        told = out.communicate(timeout=120)[1]
        trial.hear("\n".join(line for line in told.splitlines() if "ournal" in line or "annot" in line))
        assert fired.exists(), "the fault never came"
        path = trial.folder / "x.headroom.json"
        if path.exists():
            return 14, 14 - len(rows_in(path))
        assert out.returncode != 0, "nothing was written and nothing said so"
        return 14, 14 - len(trial.recovered())

    def disks(self):
        first = lambda: self.random.randint(2, 12)
        self.repeat("disk full under the journal, for a while", 10, lambda trial: self.failing(
            trial, f"write {first()} {first() + 12} 28", "state"))
        self.repeat("disk full under the journal, for good", 10, lambda trial: self.failing(
            trial, f"write {first()} 100000 28", "state"))
        self.repeat("half of a write under the journal, then disk full", 10, lambda trial: self.failing(
            trial, f"write 4 4 short; write 5 {4 + first()} 28", "state"))
        self.repeat("read-only folder for journals", 3, lambda trial: self.failing(
            trial, "open 1 100000 30", "state"))
        self.repeat("disk full under the run file", 5, lambda trial: self.failing(
            trial, "write 2 2 28", ".headroom"))
        self.repeat("standard output closed", 10, self.closed_output)
        self.repeat("standard output whose reader leaves", 10, self.left_output)

    def closed_output(self, trial):
        process = subprocess.Popen(
            ["sh", "-c", 'exec "$0" "$@" >&-', trial.engine, "sweep", "--device", "reference", *SMALL],
            env=trial.environment, cwd=trial.folder, stdin=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        told = process.communicate(timeout=60)[1]
        trial.hear(told.splitlines()[-1] if told else "")
        assert process.returncode != 0, "nothing was written and nothing said so"
        return 0, 0

    def left_output(self, trial):
        process = trial.start(trial.engine, ["sweep", "--device", "reference", *SMALL], subprocess.PIPE)
        process.stdout.close()
        process.stdout = None
        told = process.communicate(timeout=60)[1]
        trial.hear("\n".join(told.splitlines()[-2:]))
        assert process.returncode != 0, "nothing was written and nothing said so"
        held = len(trial.journalled())
        return held, held - len(trial.recovered())

    # ---- damage

    def sample(self, trial):
        status, _, told = trial.run(["sweep", "--device", "reference", *SMALL, "--json", "x.headroom.json"])
        assert status == 0, told
        return trial.folder / "x.headroom.json"

    def damage(self):
        """One journal and one run file, damaged anew again and again: that needs no new sweep."""
        maker = Trial(self.build)
        try:
            process = maker.start(maker.engine, ["sweep", "--device", "reference", *LONG])
            while len(maker.journalled()) < 10 and process.poll() is None:
                time.sleep(0.05)
            process.kill()
            process.wait()
            journal = maker.journal().read_bytes()
            journal = journal[:journal.rfind(b"\n") + 1]
            run = self.sample(maker).read_bytes()
        finally:
            maker.close()
        self.repeat("a journal with a random byte changed", 40, lambda trial: self.changed(trial, journal))
        self.repeat("a run file cut at a random byte", 40, lambda trial: self.cut(trial, run))

    def changed(self, trial, journal):
        place = self.random.randrange(len(journal))
        byte = bytes([(journal[place] + self.random.randint(1, 255)) % 256])
        damaged = journal[:place] + byte + journal[place + 1:]
        folder = trial.folder / "state/headroom/journal"
        folder.mkdir(parents=True, mode=0o700)
        (folder / "20260101T000000Z-1.jsonl").write_bytes(damaged)
        # What still reads as a whole line must be there; the line of the changed byte may be gone.
        hurt = damaged[:place].count(b"\n")
        whole = {}
        for number, line in enumerate(journal.split(b"\n")[:-1]):
            row = json.loads(line)
            if "point" in row and number not in (hurt, hurt + 1, hurt - 1):
                whole[row["point"]["index"]] = row
        found = trial.recovered()
        return len(whole), sum(1 for index in whole if index not in found)

    def cut(self, trial, run):
        path = trial.folder / "cut.headroom.json"
        short = run[:self.random.randrange(len(run) - 2)]
        path.write_bytes(short)
        status, _, told = trial.run(["reproduce", str(path)])
        assert status not in (None, 0) and status > 0, f"it ended with {status}"
        trial.hear(re.sub(r"(cannot be read|annot read \S+):.*", r"\1: REASON", told.splitlines()[0]) if told else "")
        assert path.read_bytes() == short, "the file was changed"
        return 0, 0

    def all(self):
        print("| what happened | times | rows held | lost | what the user was told, most often |")
        print("|---|---|---|---|---|")
        for part in (self.kills, self.workers, self.disks, self.damage):
            part()
        for failure in self.table.failures:
            print(failure)
        return 1 if self.table.failures or any(line[3] for line in self.table.lines) else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("build")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--times", type=float, default=1, help="of the usual number of trials")
    parser.add_argument("--only", default="", help="kinds whose name holds this")
    sys.exit(Faults(parser.parse_args()).all())


if __name__ == "__main__":
    main()
