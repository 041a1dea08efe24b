#!/usr/bin/env python3
"""The whole program, command by command: simulate, import, list, why. Times and peak memory of whole processes.

usage: bench/bench_thread.py TINGLE [RUNS_OF_EACH]

Prints a table (medians of RUNS_OF_EACH, 5) and writes bench/thread.json. Beside the import stands what a
runner who knows Python would do first: read the same files with a decoder from PyPI (fitdecode), once, in
a folder of its own; left out with a line when it cannot be had.
"""
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

READ_WITH_FITDECODE = """
import glob, sys, fitdecode
records = 0
for path in sorted(glob.glob(sys.argv[1] + "/activities/*.fit")):
    with fitdecode.FitReader(path) as fit:
        records += sum(1 for f in fit if f.frame_type == fitdecode.FIT_FRAME_DATA and f.name == "record")
print(records)
"""


def run(command):
    """Wall seconds, CPU seconds and peak resident MB of one process."""
    began = time.monotonic()
    pid = os.posix_spawnp(command[0], command, os.environ,
                          file_actions=[(os.POSIX_SPAWN_OPEN, fd, os.devnull, os.O_WRONLY, 0) for fd in (1, 2)])
    _, status, used = os.wait4(pid, 0)
    if status:
        raise SystemExit(f"{' '.join(command)}: exit status {os.waitstatus_to_exitcode(status)}")
    return time.monotonic() - began, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def measure(name, make_command, repeat, goal):
    rows = [run(make_command(i)) for i in range(repeat)]
    wall, cpu, peak = (statistics.median(r[k] for r in rows) for k in range(3))
    print(f"| {name} | {wall:.3f} | {cpu:.3f} | {peak:.0f} | {goal} |", flush=True)
    return {"name": name, "wall_s": wall, "cpu_s": cpu, "peak_mb": peak, "goal": goal, "runs": repeat}


def python_with_fitdecode(folder):
    env = folder + "/venv"
    steps = ([sys.executable, "-m", "venv", env], [env + "/bin/pip", "-q", "install", "fitdecode"])
    for step in steps:
        if subprocess.run(step, capture_output=True).returncode:
            return None
    return env + "/bin/python"


def main():
    tingle, repeat = os.path.abspath(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 5
    root = tempfile.mkdtemp(prefix="tingle-bench-")
    simulate = lambda out, runs, seed=7: [tingle, "simulate", "--seed", str(seed), "--runs", str(runs), "--out", out]
    out = []
    print("| what | wall s | CPU s | peak MB | goal |\n| --- | --- | --- | --- | --- |")
    try:
        for runs in (100, 1000, 10000):
            run(simulate(f"{root}/{runs}", runs))
        out.append(measure("`--version`: starting", lambda i: [tingle, "--version"], repeat * 4, ""))
        out.append(measure("simulate 100 runs", lambda i: simulate(f"{root}/s{i}", 100), repeat, ""))
        take = lambda runs: lambda i: [tingle, "import", f"{root}/{runs}", "--home", f"{root}/h{runs}-{i}"]
        out.append(measure("import 100 runs", take(100), repeat, ""))
        out.append(measure("import 1,000 runs", take(1000), repeat, "under 5 s, under 100 MB"))
        python = python_with_fitdecode(root)
        if python:
            out.append(measure("(fitdecode, Python: read the same 100 files, keep nothing)",
                               lambda i: [python, "-c", READ_WITH_FITDECODE, f"{root}/100"], 1, "beside import 100"))
        else:
            print("(fitdecode cannot be installed here: left out)")
        out.append(measure("why, 100 runs", lambda i: [tingle, "why", "--home", f"{root}/h100-0"], repeat * 4, "under 0.15 s"))
        out.append(measure("why --explain, 100 runs", lambda i: [tingle, "why", "--explain", "--home", f"{root}/h100-0"], repeat, ""))
        out.append(measure("why, 1,000 runs", lambda i: [tingle, "why", "--home", f"{root}/h1000-0"], repeat, ""))
        run(take(10000)(0))
        out.append(measure("runs --all --json, 10,000 runs", lambda i: [tingle, "runs", "--all", "--json", "--home", f"{root}/h10000-0"],
                           repeat, "under 0.2 s"))
    finally:
        shutil.rmtree(root, ignore_errors=True)
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "thread.json"), "w") as f:
        json.dump(out, f, indent=1)


resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
main()
