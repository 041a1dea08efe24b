#!/usr/bin/env python3
"""Lets an import fail at one call after the other, and looks what it says, what it leaves behind and what it forgets to free.

usage: fault_import.py TINGLE FAIL_NTH CALLS [KIND[:N]]...

FAIL_NTH is the library of fail_nth.c. A small export (FIT, GPX, tables of Strava and Garmin, notes, answers, a zip in it with a TCX) is imported
into a copy of a journal with one run. Then again, while the first, the second, ... allocation, read, write, open, mapping
or thread fails; of each kind at most CALLS calls, spread over all. Each time:

    the exit status is a documented one, and a failure is told in one clear line
    `tingle check` finds nothing
    no more memory is left than without a fault
    the import done again in peace gives the journal that it would have given

A kind with a + behind it fails from that call on to the end: a full disk. A kind that must always be harmless (short reads and writes, threads that cannot be had) gives the whole journal at once.
With KIND only this one, with KIND:N only its n-th call, told in full. One case a call.
"""
import concurrent.futures
import csv
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
from made_runs import fit_run, gpx_run, gzipped, strava_table, tcx_run, zipped  # noqa: E402

NOW = "2026-11-24T12:00:00Z"
KINDS = ["malloc", "read", "short_read", "write", "short_write", "open", "mmap", "thread", "malloc+", "read+", "write+", "open+", "thread+"]
# Of the kinds that are not harmless: short reads and writes, and threads that cannot be had, change nothing.
STATUSES = {"malloc": {0, 70}, "read": {0, 65, 66, 73}, "write": {0, 73}, "open": {0, 66, 73}, "mmap": {0, 70, 73}}
TIMEOUT_S = 60
GARMIN = (b'[{"summarizedActivitiesExport":[{"activityId":12345678901,"name":"Along the canal","description":"toes\\u00e9 numb at 1 km",'
          b'"activityType":"running","beginTimestamp":1772607600000,"duration":900000,"distance":270000}]}]')
LIBARCHIVE = "Fatal Internal Error in libarchive: "  # it ends the program itself when it has no memory for a text


def write_export(path):
    table = strava_table([
        (700100, "Mar 2, 2026, 7:00:00 AM", "Läufe am Fluß", "left toes numb at 2 km", "Blue 2", "activities/1.fit.gz", 1200),
        (700101, "Mar 3, 2026, 7:00:00 AM", "Easy", "", "Blue 2", "activities/2.gpx", 900),
        (700102, "Mar 6, 2026, 7:00:00 AM", "By hand", "", "", "", 1800)])
    path.write_bytes(zipped([
        ("activities.csv", table),
        ("activities/1.fit.gz", gzipped(fit_run("2026-03-02T07:00:00Z", 1200, 5))),
        ("activities/2.gpx", gpx_run("2026-03-03T07:00:00Z", 900, 10)),
        ("DI_CONNECT/x_0_summarizedActivities.json", GARMIN),
        ("notes.csv", b"start,felt,side,onset\n2026-03-04T07:00:00Z,numb,left,12\n"),
        ("answers.json", b'{"emergency": "no", "urgent": "no", "diabetes": "no", "asked_on": "2026-03-05"}'),
        ("notes/note.txt", b"2026-03-03 numb 9 R 5; after the bridge\n"),
        ("inner.zip", zipped([("runs/L\u00e4ufe.tcx", tcx_run("2026-03-04T07:00:00Z", 900, 10))])),
    ]))


class Bench:
    """Where the imports happen."""

    def __init__(self, work, program, library):
        self.work, self.program, self.library = work, program, library
        self.archive = work / "export.zip"
        self.begun = work / "begun"
        self.env = {**os.environ, "TINGLE_NOW": NOW, "LC_ALL": "C.UTF-8", "TERM": "dumb"}
        write_export(self.archive)
        (work / "first.gpx").write_bytes(gpx_run("2026-03-01T07:00:00Z", 900, 10))
        self.must("import", work / "first.gpx", home=self.begun)
        shutil.copytree(self.begun, work / "calm")
        self.must("import", self.archive, home=work / "calm")
        self.truth = self.content(work / "calm")
        self.calm_live = {}

    def tingle(self, *arguments, home, more=None):
        return subprocess.run([self.program, *map(str, arguments)], stdin=subprocess.DEVNULL, capture_output=True, text=True,
                              errors="replace", check=False, timeout=TIMEOUT_S, env={**self.env, "TINGLE_HOME": str(home), **(more or {})})

    def must(self, *arguments, home):
        done = self.tingle(*arguments, home=home)
        if done.returncode:
            sys.exit(f"{arguments[0]} failed: {done.stderr.strip() or done.stdout.strip()}")
        return done

    def content(self, home):
        """All that an export holds, free of the order in which it came in: numbers of runs become their starts."""
        folder = home.with_name(home.name + "-export")
        self.must("export", folder, home=home)
        runs = csv_rows(folder / "runs.csv")
        starts = {row["run"]: row["start"] for row in runs}
        content = [str(p.relative_to(folder)) for p in folder.rglob("*") if p.suffix != ".csv"]
        for table in folder.glob("*.csv"):
            for row in csv_rows(table):
                if "run" in row:
                    row["run"] = starts.get(row["run"])
                content.append(f"{table.name}: {json.dumps(row)}")
        shutil.rmtree(folder)
        return "\n".join(sorted(content))

    def import_with(self, kind, at, home, **more):
        """The import with the n-th call failing: (what it said, the library's report or None)."""
        report = home / "report"
        done = self.tingle("import", self.archive, home=home / "data", more={
            "LD_PRELOAD": str(self.library), "FAIL_CLASS": kind.rstrip("+"), "FAIL_AT": str(at), "FAIL_REPORT": str(report),
            "FAIL_FOR": "1000000000" if kind.endswith("+") else "1", **more})
        words = report.read_text().split() if report.exists() else []
        return done, dict(zip(words[::2], map(int, words[1::2])))

    def start(self, name):
        home = self.work / name
        home.mkdir()
        shutil.copytree(self.begun, home / "data")
        return home

    def measure(self, kind):
        """How many calls there are, and what is left at the end: the most of three imports, threads being threads."""
        calls = 0
        for i in range(3):
            home = self.start(f"calm-{kind}-{i}")
            done, report = self.import_with(kind, 0, home)
            if done.returncode or not report:
                sys.exit(f"an import without a fault failed: {done.returncode} {done.stderr}")
            calls = max(calls, report["calls"])
            self.calm_live[kind] = max(self.calm_live.get(kind, 0), report["live"])
        return calls


def csv_rows(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def ended_by_libarchive(done):
    return done.returncode == 1 and len(done.stderr.splitlines()) == 1 and done.stderr.startswith(LIBARCHIVE)


def told_badly(done, kind):
    """What is wrong with how the import ended; "" when nothing."""
    lines = done.stderr.splitlines()
    if done.returncode < 0:
        return f"ended by signal {-done.returncode}: {done.stderr.strip()}"
    if ended_by_libarchive(done):
        return ""
    if done.returncode not in STATUSES.get(kind.rstrip("+"), {0}):
        return f"exit status {done.returncode}: {done.stderr.strip() or done.stdout.strip()}"
    failed = [line for line in done.stdout.splitlines() if line.startswith("  failed ")]
    if done.returncode and not (len(lines) == 1 and lines[0].startswith("tingle: ") or not lines and failed):
        return f"exit status {done.returncode}, and not one clear line: {done.stderr!r} {done.stdout!r}"
    if any("journal.tingle" in line for line in failed):
        return f"a fault of the journal is told as one of a file: {failed}"
    if not done.returncode and (lines or failed):
        return f"exit status 0 with words: {done.stderr!r} {failed!r}"
    return ""


def left_badly(bench, home, done, kind):
    """What is wrong with the journal that the import left."""
    looked = bench.tingle("check", "--json", home=home / "data")
    try:
        ok = json.loads(looked.stdout)["ok"] and looked.returncode == 0
    except ValueError:
        ok = False
    if not ok:
        return f"check: {looked.stdout} {looked.stderr}"
    if done.returncode == 0 and bench.content(home / "data") != bench.truth:
        return "said that all was well, and the journal is not what it should be"
    again = bench.tingle("import", bench.archive, home=home / "data")
    if again.returncode:
        return f"the second import: {again.returncode} {again.stderr or again.stdout}"
    if bench.content(home / "data") != bench.truth:
        (home / "content").write_text(bench.content(home / "data"))
        return "after the second import the journal is not what it should be"
    return ""


def one_fault(bench, kind, at, keep=False):
    """What is wrong when that call fails; "" when nothing, None when there was no such call."""
    home = bench.start(f"{kind}-{at}")
    try:
        done, report = bench.import_with(kind, at, home, **({"FAIL_TRACE": "yes"} if keep else {}))
        if keep:
            print(done.returncode, report, done.stdout, done.stderr, sep="\n")
        if report and not report["fired"]:
            return None
        wrong = told_badly(done, kind)
        if not wrong and not ended_by_libarchive(done) and report["live"] > bench.calm_live[kind] + keep:  # one of the trace
            wrong = f"{report['live']} allocations are left, {bench.calm_live[kind]} without a fault ({done.stderr.strip()})"
        return wrong or left_badly(bench, home, done, kind)
    except subprocess.TimeoutExpired as late:
        return f"not done after {TIMEOUT_S} s: {late.cmd[1]}"
    finally:
        if not keep:
            shutil.rmtree(home, ignore_errors=True)


def spread(calls, most):
    """At most `most` numbers from 1 to `calls`."""
    step = max(1, -(-calls // most))
    return range(1, calls + 1, step)


def one_kind(bench, pool, kind, most):
    calls = bench.measure(kind)
    wanted = spread(calls, most)
    wrongs = list(pool.map(lambda n: one_fault(bench, kind, n), wanted))
    print(f"{kind}: {len(wanted)} of {calls} calls, {sum(w is None for w in wrongs)} of them did not come")
    for n, wrong in zip(wanted, wrongs):
        if wrong:
            print(f"FAILED {kind}:{n}: {wrong}")
    return sum(w == "" for w in wrongs), sum(bool(w) for w in wrongs)


def main():
    program, library, most = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve(), int(sys.argv[3])
    work = pathlib.Path(tempfile.mkdtemp(prefix="tingle-fault-"))
    passed = failed = 0
    single = [a for a in sys.argv[4:] if ":" in a]
    try:
        bench = Bench(work, program, library)
        for word in single:
            kind, at = word.split(":")
            bench.measure(kind)
            print(one_fault(bench, kind, int(at), keep=True), work)
        if single:
            (work / "truth").write_text(bench.truth)
            work = None
            return
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count() or 1) as pool:
            for kind in sys.argv[4:] or KINDS:
                good, bad = one_kind(bench, pool, kind, most)
                passed, failed = passed + good, failed + bad
    finally:
        if work:
            shutil.rmtree(work, ignore_errors=True)
    print(f"# fault: {passed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
