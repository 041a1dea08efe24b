#!/usr/bin/env python3
"""Whole exports into a journal: times, cores, memory, size on disk; beside what a runner could put together from libraries.

usage: bench/bench_imports.py TINGLE [RUNS_OF_EACH [SHARE]]

Makes an export as Garmin's with 10,000 files, one in twenty an activity, and one as Strava's with 3,000 gzipped runs (SHARE,
such as 0.1, makes both smaller), out of simulated runs of 20 to 140 minutes and made-up files of other kinds. Prints a table
(medians of RUNS_OF_EACH, 3) and writes bench/imports.json. The peers read the same zips into SQLite: a Go program
over github.com/muktihari/fit and a Python script over fitdecode, which gets every tenth run only. Each is left out with a line when it
cannot be had. Size is compared with the originals compressed one by one by zstd, level 3.
"""
import json
import multiprocessing
import os
import pathlib
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile

HERE = pathlib.Path(__file__).resolve().parent
sys.dont_write_bytecode = True
sys.path.insert(0, str(HERE.parent / "tests/exports"))
import fit_small as fit
import make_export as make

GARMIN_FILES, GARMIN_ONE_IN, STRAVA_RUNS, JOURNAL_RUNS = 10_000, 20, 3_000, 10_000
OTHER_KINDS = 100  # different files that are no activity; sizes of 1 to 26 kB


def run(command, repeat=1, fresh=None):
    """Medians of wall and CPU seconds and peak resident MB of one process; `fresh` is removed before each."""
    rows = []
    for _ in range(repeat):
        shutil.rmtree(fresh or "/nonexistent", ignore_errors=True)
        began = time.monotonic()
        pid = os.posix_spawnp(command[0], [str(c) for c in command], os.environ,
                              file_actions=[(os.POSIX_SPAWN_OPEN, fd, os.devnull, os.O_WRONLY, 0) for fd in (1, 2)])
        _, status, used = os.wait4(pid, 0)
        if status:
            raise SystemExit(f"{command}: exit status {os.waitstatus_to_exitcode(status)}")
        rows.append((time.monotonic() - began, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024))
    return [statistics.median(r[k] for r in rows) for k in range(3)]


def threads(command):
    """CPU seconds of each thread of a process, the busiest first: on a busy machine they say how many cores it could use."""
    spent, process = {}, subprocess.Popen([str(c) for c in command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while process.poll() is None:
        for thread in pathlib.Path(f"/proc/{process.pid}/task").glob("*/stat"):
            try:
                fields = thread.read_text().rsplit(")", 1)[1].split()
            except OSError:
                continue
            spent[thread.parent.name] = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
        time.sleep(0.02)
    return sorted(spent.values(), reverse=True)


class Table:
    def __init__(self):
        self.rows = []
        print("| what | wall s | CPU s | cores used | peak MB | goal |\n| --- | --- | --- | --- | --- | --- |", flush=True)

    def add(self, name, figures, goal=""):
        wall, cpu, peak = figures
        print(f"| {name} | {wall:.2f} | {cpu:.2f} | {cpu / wall:.2f} | {peak:.0f} | {goal} |", flush=True)
        self.rows.append({"name": name, "wall_s": wall, "cpu_s": cpu, "peak_mb": peak, "goal": goal})


# ------------------------------------------------------------------- the exports

def outings(folder, count):
    """As a watch would have written them: a service's words do not go into a journal of simulated runs."""
    truth = json.loads((folder / "truth.json").read_text())["runs"][:count]
    for number, r in enumerate(truth, 1):
        start = make.datetime.datetime.fromisoformat(r["start_utc"].replace("Z", "+00:00"))
        yield make.Outing(number, int(start.timestamp()), r["length_s"], r["distance_m"],
                          fit.replaced((folder / r["file"]).read_bytes(), b"tingle-sim", b"made-up-to"),
                          title=f"Run {number}", gear=r["shoe"], description="Left foot numb from minute 40." if number % 10 == 0 else "Nice.")


def make_zips(folder, strava, garmin, share):
    shoes = [("Daily", "Gannet", "Light 3")]
    make.write_zip(strava, make.strava_members(list(outings(folder, int(STRAVA_RUNS * share))), shoes))
    others = [make.other_fit(i, 1_600_000_000, 80 + 20 * i) for i in range(OTHER_KINDS)]
    runs = list(outings(folder, int(GARMIN_FILES * share / GARMIN_ONE_IN)))
    inside = str(garmin) + ".part"
    with zipfile.ZipFile(inside, "w", zipfile.ZIP_DEFLATED) as part:
        for o in runs:
            for i in range(GARMIN_ONE_IN - 1):
                part.writestr(f"{make.MAIL}_{1000 + GARMIN_ONE_IN * o.number + i}.fit", others[(7 * o.number + i) % OTHER_KINDS])
            part.writestr(o.garmin_name, o.data)
    with zipfile.ZipFile(garmin, "w") as whole:
        whole.writestr(f"DI_CONNECT/DI-Connect-Fitness/{make.MAIL}_0_summarizedActivities.json", make.garmin_summaries(runs), zipfile.ZIP_DEFLATED)
        whole.write(inside, "DI_CONNECT/DI-Connect-Uploaded-Files/UploadedFiles_0-_Part1.zip", zipfile.ZIP_STORED)
    os.remove(inside)


def apart(work, *arguments):
    """In a process of its own: memory of this one counts into what it measures."""
    process = multiprocessing.Process(target=work, args=arguments)
    process.start()
    process.join()
    if process.exitcode:
        raise SystemExit("the exports could not be made")


# --------------------------------------------------------------------- the peers

def quietly(*command, **more):
    return subprocess.run(command, capture_output=True, check=False, **more).returncode == 0


def python_peer(root):
    env = root / "venv"
    if quietly(sys.executable, "-m", "venv", env) and quietly(env / "bin/pip", "install", "fitdecode"):
        return [env / "bin/python", HERE / "peers/import_fitdecode.py"]
    return None


def go_peer(root):
    folder = root / "go_peer"
    folder.mkdir()
    shutil.copy(HERE / "peers/import_muktihari.go", folder / "main.go")
    env = {**os.environ, "GOFLAGS": "-modcacherw"}
    steps = (["mod", "init", "peer"], ["mod", "tidy"], ["build", "-o", "peer", "."])
    return [folder / "peer"] if shutil.which("go") and all(quietly("go", *s, cwd=folder, env=env) for s in steps) else None


def compressed_size(folder, files):
    """Bytes of the files compressed one by one, or None without the zstd program."""
    if not shutil.which("zstd"):
        return None
    out = folder / "zst"
    out.mkdir()
    if not quietly("zstd", "-3", "-q", "--output-dir-flat", out, *files):
        raise SystemExit("zstd fails")
    size = sum(p.stat().st_size for p in out.iterdir())
    shutil.rmtree(out)
    return size


def size_row(name, home, folder, count, rows):
    files = sorted((folder / "activities").iterdir())[:count]
    journal = (home / "journal.tingle").stat().st_size
    packed = compressed_size(home, files)
    line = f"{name}: {sum(f.stat().st_size for f in files) / 1e6:.1f} MB of originals, journal {journal / 1e6:.1f} MB"
    if packed:
        line += f", originals by zstd -3 {packed / 1e6:.1f} MB: {journal / packed:.3f} times (goal: at most 1.1)"
    print(line, flush=True)
    rows.append({"name": name, "journal": journal, "zstd": packed})


# ---------------------------------------------------------------------- the whole

def main():
    tingle, repeat = os.path.abspath(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 3
    share = float(sys.argv[3]) if len(sys.argv) > 3 else 1.0
    root = pathlib.Path(tempfile.mkdtemp(prefix="tingle-bench-"))
    strava, garmin, home = root / "export_1.zip", root / "garmin.zip", root / "home"
    table, sizes = None, []
    try:
        run([tingle, "simulate", "--seed", 7, "--runs", int(STRAVA_RUNS * share), "--out", root / "sim"])
        apart(make_zips, root / "sim", strava, garmin, share)
        for path in (garmin, strava):
            print(f"{path.name}: {path.stat().st_size / 1e6:.0f} MB")
        table = Table()
        imports = {garmin: (f"Garmin's, {GARMIN_FILES * share:,.0f} files", "under 20 s, under 200 MB", int(GARMIN_FILES * share / GARMIN_ONE_IN)),
                   strava: (f"Strava's, {STRAVA_RUNS * share:,.0f} gzipped runs", "under 60 s, under 200 MB", int(STRAVA_RUNS * share))}
        peers = {"(Go, muktihari/fit, into SQLite)": (go_peer(root), 1), "(Python, fitdecode, into SQLite: every tenth run)": (python_peer(root), 10)}
        for path, (name, goal, count) in imports.items():
            table.add(f"import {name}", run([tingle, "import", path, "--home", home], repeat, home), goal)
            table.add("again, nothing new", run([tingle, "import", path, "--home", home], repeat))
            shutil.rmtree(home)
            print("CPU s of its threads:", ", ".join(f"{t:.2f}" for t in threads([tingle, "import", path, "--home", home])), flush=True)
            size_row(name, home, root / "sim", count, sizes)
            for peer, (command, every) in peers.items():
                if command:
                    database = root / "peer.sqlite"
                    table.add(peer, run(["sh", "-c", 'rm -f "$1"; shift; exec "$@"', "sh", database, *command, path, database, every], 1 if every > 1 else repeat))
                else:
                    print(f"{peer} cannot be had here: left out")
        shutil.rmtree(root / "sim")
        run([tingle, "simulate", "--seed", 8, "--runs", int(JOURNAL_RUNS * share), "--out", root / "sim"])
        run([tingle, "import", root / "sim", "--home", home], 1, home)
        day = json.loads((root / "sim/truth.json").read_text())["runs"][int(JOURNAL_RUNS * share) // 2]["start_utc"][:10]
        for name, command, goal in (("open, list all", ["runs", "--all", "--json"], "under 0.2 s"), ("open, the last 20", ["runs"], "under 0.2 s"),
                                    ("open, find by day, write its file", ["original", day, "--out", root / "one.fit"], "under 0.2 s"),
                                    ("open, list all with their files", ["runs", "--all", "--sources", "--json"], "")):
            table.add(f"{name}, of {JOURNAL_RUNS * share:,.0f} runs", run([tingle, *command, "--home", home], 4 * repeat), goal)
    finally:
        shutil.rmtree(root, ignore_errors=True)
        (HERE / "imports.json").write_text(json.dumps({"rows": table.rows if table else [], "sizes": sizes}, indent=1))


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    main()
