#!/usr/bin/env python3
"""Kills imports at random moments and looks whether anything was lost or came in twice.

usage: kill_import.py TINGLE KILLS

A simulated runner is imported once in peace: its export is the truth. Then imports of the same
folder into a new journal are ended by SIGKILL at random moments, KILLS times in all. After each one
`tingle check` must find nothing and what was in the journal must still be there. When an import comes
through before its end, the export of its journal must be the truth to the byte, and the next
journal begins. One case a kill, and one a finished journal.
"""
import json
import os
import pathlib
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time

RUNS = 40
NOW = "2026-11-24T12:00:00Z"  # times of import are part of an export


def tingle(*arguments, home):
    environment = {**os.environ, "TINGLE_HOME": str(home), "TINGLE_NOW": NOW}
    return subprocess.run([PROGRAM, *map(str, arguments)], capture_output=True, text=True, check=False, env=environment)


def must(done, what):
    if done.returncode:
        sys.exit(f"{what} failed: {done.stderr.strip()}")
    return done


def exported(home, folder):
    """{file name: bytes} of an export."""
    shutil.rmtree(folder, ignore_errors=True)
    must(tingle("export", folder, home=home), "export")
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def import_and_kill(source, home, after_s):
    """True when the import was killed, false when it had ended before."""
    environment = {**os.environ, "TINGLE_HOME": str(home), "TINGLE_NOW": NOW}
    process = subprocess.Popen([PROGRAM, "import", str(source)], env=environment,
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        must(subprocess.CompletedProcess([], process.wait(timeout=after_s), "", "an import"), "import")
        return False
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
        process.wait()
        return True


def counts_in(home):
    """Runs, notes and originals, or the problems that were found. Before the first commit: no journal yet."""
    if not (home / "journal.tingle").exists():
        return (0, 0, 0), ""
    done = tingle("check", "--json", home=home)
    try:
        report = json.loads(done.stdout)
    except ValueError:
        return (0, 0, 0), f"check: {done.stderr.strip() or done.stdout!r}"
    problem = "" if report["ok"] and done.returncode == 0 else f"check finds: {report['problems']}"
    return (report["runs"], report["notes"], report["originals"]), problem


def fault_after_kill(home, before):
    """What is wrong after a kill; "" when nothing. `before`: what had been there."""
    now, problem = counts_in(home)
    if problem:
        return problem, before
    if any(n < b for n, b in zip(now, before)):
        return f"lost: {before} runs, notes and originals became {now}", now
    if now[0] != now[2] or now[0] > RUNS:
        return f"not one run for each file: {now}", now
    return "", now


def main():
    kills = int(sys.argv[2])
    seed = time.time_ns() % 1000000
    chance = random.Random(seed)
    work = pathlib.Path(tempfile.mkdtemp(prefix="tingle-kill-"))
    passed, faults, finished, home_number, during = 0, [], 0, 0, 0
    try:
        must(tingle("simulate", "--seed", 11, "--runs", RUNS, "--out", work / "in", home=work), "simulate")
        began = time.monotonic()
        must(tingle("import", work / "in", home=work / "calm"), "import")
        whole_s = time.monotonic() - began
        truth = exported(work / "calm", work / "truth")
        killed, before = 0, (0, 0, 0)
        while killed < kills and not faults:
            home = work / f"home{home_number}"
            if import_and_kill(work / "in", home, chance.uniform(0, whole_s)):
                killed += 1
                fault, now = fault_after_kill(home, before)
                during += now != before
                before = now
            else:
                finished += 1
                fault = "" if exported(home, work / "out") == truth else f"the journal after {killed} kills is not the truth"
                shutil.rmtree(home)
                home_number, before = home_number + 1, (0, 0, 0)
            passed += not fault
            faults += [fault] if fault else []
        home = work / f"home{home_number}"
        must(tingle("import", work / "in", home=home), "the last import")
        finished += 1
        if not faults and exported(home, work / "out") != truth:
            faults.append("the last journal is not the truth")
        passed += not faults
        print(f"{killed} kills, {during} of them amid the files (one import takes {whole_s:.2f} s), {finished} journals finished, seed {seed}")
    finally:
        shutil.rmtree(work, ignore_errors=True)
    for fault in faults:
        print(f"FAILED: {fault}")
    print(f"# kill: {passed} passed, {len(faults)} failed")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    PROGRAM = sys.argv[1]
    main()
