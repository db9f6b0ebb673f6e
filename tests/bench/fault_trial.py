# SPDX-FileCopyrightText: 2026 The Headroom authors
# SPDX-License-Identifier: Apache-2.0

"""What faults.py does its faults to: the programs, with folders, locks and processes of a trial's own."""

import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import tempfile
import uuid


class Trial:
    """A user of one's own: folders, locks, and a mark by which all processes of the trial are found."""

    def __init__(self, build):
        self.engine = str(build / "bin/headroom-engine")
        self.window = str(build / "bin/headroom")
        self.failing = str(build / "tests/libheadroom_failing_calls.so")
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="headroom-faults-"))
        self.mark = uuid.uuid4().hex
        self.said = ""
        environment = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
        for name in ("state", "config", "cache", "locks", "run"):
            (self.folder / name).mkdir(mode=0o700)
        environment.update(
            HOME=str(self.folder), XDG_STATE_HOME=str(self.folder / "state"),
            XDG_CONFIG_HOME=str(self.folder / "config"), XDG_CACHE_HOME=str(self.folder / "cache"),
            XDG_RUNTIME_DIR=str(self.folder / "run"), HEADROOM_LOCK_DIR=str(self.folder / "locks"),
            QT_QPA_PLATFORM="offscreen", HEADROOM_TRIAL=self.mark)
        self.environment = environment
        box = {"name": "box", "kind": "command", "command": [self.engine, "serve"]}
        (self.folder / "config/headroom").mkdir(mode=0o700)
        (self.folder / "config/headroom/places.json").write_text(
            json.dumps({"schema_version": 1, "places": [box]}))

    def start(self, program, arguments, stdout=subprocess.DEVNULL, **more):
        environment = dict(self.environment, **more)
        return subprocess.Popen([program, *arguments], env=environment, cwd=self.folder, stdin=subprocess.DEVNULL,
                                stdout=stdout, stderr=subprocess.PIPE, text=True, errors="replace")

    def run(self, arguments, limit=60, **more):
        process = self.start(self.engine, arguments, subprocess.PIPE, **more)
        try:
            out, err = process.communicate(timeout=limit)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
            return None, "", "hung"
        return process.returncode, out, err

    def processes(self, word=""):
        """Living processes of this trial whose command line holds the word."""
        found = []
        for entry in pathlib.Path("/proc").iterdir():
            if not entry.name.isdigit():
                continue
            try:
                if self.mark.encode() not in (entry / "environ").read_bytes():
                    continue
                state = (entry / "stat").read_text().rpartition(") ")[2][0]
                command = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
            except OSError:
                continue
            if state not in "ZX" and word in command:
                found.append(int(entry.name))
        return found

    def journal(self):
        found = sorted((self.folder / "state/headroom/journal").glob("*.jsonl"))
        return found[0] if found else None

    def journalled(self):
        """Rows by their point, as their last whole line has them."""
        path = self.journal()
        rows = {}
        if path:
            for line in path.read_bytes().split(b"\n")[:-1]:
                try:
                    row = json.loads(line)
                except ValueError:
                    continue
                if "point" in row:
                    rows[row["point"]["index"]] = row
        return rows

    def recovered(self):
        """What `recover` makes of the only journal; also the list is asked for, as a user does."""
        path = self.journal()
        _, listed, told = self.run(["recover"])
        self.hear(listed or told)
        if not path or not path.exists():
            return {}
        status, _, told = self.run(["recover", str(path), "--json", "recovered.headroom.json"])
        self.hear(told)
        if not (self.folder / "recovered.headroom.json").exists():
            return {}
        return rows_in(self.folder / "recovered.headroom.json")

    def hear(self, text):
        """What a user reads, less what differs from trial to trial."""
        for line in text.splitlines():
            line = re.sub(r"/\S*headroom-faults-\w+", "…", line.strip())
            line = re.sub(r"\d{8}T\d{6}Z-[\w-]+|\d{4}-\d\d-\d\d \d\d:\d\d:[\d.]+Z", "RUN", line)
            line = re.sub(r"\b\d+\b", "N", line)
            if line and line not in self.said:
                self.said += ("" if not self.said else " | ") + line

    def close(self):
        for process in self.processes():
            os.kill(process, signal.SIGKILL)
        shutil.rmtree(self.folder, ignore_errors=True)


def rows_in(path):
    return {row["point"]["index"]: row for row in json.loads(path.read_text())["measurements"]}
