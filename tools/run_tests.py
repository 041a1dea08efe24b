#!/usr/bin/env python3
"""Runs the tests of a Meson build folder and counts their cases.

usage: run_tests.py BUILD_DIR TOTALS SUITE...

One line per test on standard output; of a failed one all it said. A test tells its cases by lines
"# NAME: N passed, M failed"; a test without such a line is one case. "# skipped: ..." lines are
shown and counted. Appends "passed failed skipped" to the file TOTALS. Exit status 1 on a failure.
"""
import collections
import concurrent.futures
import json
import os
import pathlib
import re
import signal
import subprocess
import sys
import time

CASES = re.compile(r"^# ([^:]+): (\d+) passed, (\d+) failed", re.M)
SKIPPED = re.compile(r"^# (skipped: .*)", re.M)
SHOWN_LINES = 60  # of a failed test, its last ones
SANITIZER_ENV = {
    "ASAN_OPTIONS": "detect_leaks=1:strict_string_checks=1:detect_stack_use_after_return=1",
    "UBSAN_OPTIONS": "halt_on_error=1:print_stacktrace=1",
    "LSAN_OPTIONS": f"suppressions={pathlib.Path(__file__).resolve().parent.parent / 'tests/leaks.txt'}:print_suppressions=0",
}

Outcome = collections.namedtuple("Outcome", "name passed failed skipped seconds output")


def list_tests(build, suites):
    text = subprocess.run(["meson", "introspect", "--tests", build], check=True,
                          capture_output=True, text=True).stdout
    wanted = [t for t in json.loads(text) if {s.split(":")[-1] for s in t["suite"]} & set(suites)]
    return sorted(wanted, key=lambda t: -t["priority"])


def run_one(test, build):
    """Runs a test in a process group of its own, so that a time-out ends its children too."""
    started = time.monotonic()
    process = subprocess.Popen(test["cmd"], cwd=test["workdir"] or build, env={**os.environ, **SANITIZER_ENV, **test["env"]},
                               stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                               start_new_session=True)
    try:
        raw, _ = process.communicate(timeout=test["timeout"] or None)
        ending = f"exit status {process.returncode}" if process.returncode else ""
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        raw, _ = process.communicate()
        ending = f"stopped: over its {test['timeout']} seconds"
    output = raw.decode("utf-8", "replace")
    cases = CASES.findall(output)
    passed = sum(int(c[1]) for c in cases)
    failed = sum(int(c[2]) for c in cases)
    if ending and not failed:
        failed = 1
    if not cases and not failed:
        passed = 1
    if ending:
        output += f"({ending})\n"
    return Outcome(test["name"], passed, failed, SKIPPED.findall(output), time.monotonic() - started, output)


def show(outcome):
    word = "FAILED" if outcome.failed else "ok"
    counts = f"{outcome.passed} passed" + (f", {outcome.failed} failed" if outcome.failed else "")
    print(f"  {word:6} {outcome.name:28} {counts:24} {outcome.seconds:6.1f} s", flush=True)
    for line in outcome.skipped:
        print(f"         {line}")
    if outcome.failed:
        lines = outcome.output.rstrip().split("\n")
        if len(lines) > SHOWN_LINES:
            print(f"    | ... ({len(lines) - SHOWN_LINES} lines before)")
        for line in lines[-SHOWN_LINES:]:
            print(f"    | {line}", flush=True)


def main():
    if len(sys.argv) < 4:
        sys.exit(__doc__)
    build, totals, suites = sys.argv[1], sys.argv[2], sys.argv[3:]
    tests = list_tests(build, suites)
    passed = failed = skipped = 0
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        waiting = [pool.submit(run_one, t, build) for t in tests]
        for outcome in (f.result() for f in concurrent.futures.as_completed(waiting)):
            show(outcome)
            passed += outcome.passed
            failed += outcome.failed
            skipped += len(outcome.skipped)
    with open(totals, "a", encoding="utf-8") as out:
        print(passed, failed, skipped, file=out)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
