"""Runs a room's tests, with one mutant or none."""

import ctypes
import functools
import os
import re
import select
import signal
import subprocess
import time

from copy_of_sources import TREE, switch
from rows import FOLDER, Wrong

FAILURE = re.compile(r'Test "?([^"]+?)"?(?: with \d+ test cases)? recorded an issue')
# The exit status of Swift Testing where no test fits the filter.
NO_TEST = 69
# The test that killed a mutant is asked first the next time: id, tab, name.
KILLERS = os.path.join(os.path.dirname(TREE), "killers.tsv")


class Result:
    def __init__(self, is_killed, text):
        self.is_killed, self.text = is_killed, text


class Run:
    """One run of test targets. It ends at the first failure, as one is enough."""

    def __init__(self, filter, limit, ends_at_failure):
        self.failed = []
        self.hangs = False
        self.output = b""
        started = time.time()
        # What `swift test --skip-build` starts, without the second that it takes itself.
        command = [program(), "--testing-library", "swift-testing", "--filter", filter]
        for name, _ in left_out():
            command += ["--skip", re.escape(name)]
        process = subprocess.Popen(
            command, cwd=TREE, env={**os.environ, "NO_COLOR": "1"}, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            start_new_session=True)
        try:
            self.follow(process, started + limit, ends_at_failure)
        finally:
            end_children()
        self.seconds = time.time() - started
        self.status = process.returncode

    def follow(self, process, deadline, ends_at_failure):
        descriptor = process.stdout.fileno()
        rest = b""
        while True:
            bury_orphans(but=process.pid)
            if time.time() > deadline:
                self.hangs = True
                break
            if not select.select([descriptor], [], [], 0.2)[0]:
                continue
            more = os.read(descriptor, 65536)
            if not more:
                break
            self.output += more
            *lines, rest = (rest + more).split(b"\n")
            for line in lines:
                found = FAILURE.search(line.decode(errors="replace"))
                if found and found[1] not in self.failed:
                    self.failed.append(found[1])
            if self.failed and ends_at_failure:
                break
        if self.hangs or (self.failed and ends_at_failure):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    @property
    def count(self):
        found = re.findall(rb"Test run with (\d+) tests?", self.output)
        return max(map(int, found), default=0)


@functools.cache
def program():
    path = subprocess.run(["swift", "build", "--show-bin-path"], cwd=TREE, check=True, capture_output=True, text=True)
    return os.path.join(path.stdout.strip(), "dovesweepPackageTests.xctest")


def without_mutant(target):
    """How many seconds the target's tests take. They must pass."""
    switch(None)
    run = Run(f"^{target}\\.", 3600, ends_at_failure=False)
    if run.failed or run.status != 0 or run.count == 0:
        tail = run.output.decode(errors="replace")[-1500:]
        raise Wrong(
            f"{target}: {run.count} tests ran, and these fail without a mutant:\n  " + "\n  ".join(run.failed or [tail])
            + "\nMend them, or name them in Tests/Mutants/left-out.txt with the reason.")
    print(f"{target}: {run.count} tests pass without a mutant in {run.seconds:.0f} s", flush=True)
    return run.seconds


def with_mutant(mutant, usual):
    switch(mutant)
    limit = 60 + 5 * sum(usual[target] for target in mutant.tests)
    for filter in filters(mutant):
        run = Run(filter, limit, ends_at_failure=True)
        if run.failed or run.status not in (0, NO_TEST):
            break
    switch(None)
    if run.failed:
        remember(mutant, run.failed[0])
        return Result(True, f"killed by {run.failed[0]}")
    if run.hangs:
        return Result(True, f"killed: the tests hang, and were ended after {limit:.0f} s")
    if run.status == NO_TEST:
        raise Wrong(f"{mutant.row}: no test ran")
    if run.status != 0:
        crash = re.search(rb"(Fatal error.*|.*unexpected signal.*)", run.output)
        return Result(True, "killed: " + (crash[1].decode(errors="replace")[-200:] if crash else f"status {run.status}"))
    return Result(False, "SURVIVED")


def filters(mutant):
    """The likeliest tests first, then all."""
    targets = f"^({'|'.join(mutant.tests)})\\."
    likely = [re.escape(name) for name in (killers().get(mutant.id), mutant.stem) if name]
    return [targets + ".*" + name for name in likely] + [targets]


def killers():
    if not os.path.exists(KILLERS):
        return {}
    with open(KILLERS, encoding="utf-8") as opened:
        return dict(line.split("\t") for line in opened.read().splitlines())


def remember(mutant, name):
    known = {**killers(), mutant.id: name}
    with open(KILLERS, "w", encoding="utf-8") as opened:
        opened.writelines(f"{id}\t{name}\n" for id, name in known.items())


def left_out():
    """The tests that are not run: words of the name, and why."""
    with open(os.path.join(FOLDER, "left-out.txt"), encoding="utf-8") as opened:
        lines = [line for line in opened.read().splitlines() if line and not line.startswith("#")]
    return [line.split("\t") for line in lines]


def adopt_orphans():
    """Makes this process the parent of what a test leaves behind, so that it can be ended."""
    set_child_subreaper = 36
    ctypes.CDLL(None).prctl(set_child_subreaper, 1, 0, 0, 0)


def children():
    with open(f"/proc/self/task/{os.getpid()}/children", encoding="ascii") as opened:
        return [int(child) for child in opened.read().split()]


def bury_orphans(but):
    """Waits for orphans that have ended, as init(1) does: a test may look whether they are gone."""
    for child in children():
        if child != but:
            os.waitpid(child, os.WNOHANG)


def end_children():
    """Ends the children that tests left behind."""
    while found := children():
        for child in found:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
