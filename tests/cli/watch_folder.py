#!/usr/bin/env python3
"""`tingle import --watch` as a person meets it: files dropped into folders while it runs. usage: watch_folder.py TINGLE

Nothing is measured in seconds: a line that is expected is waited for, and what must not come is looked for
in what came before a later line. Each check has a journal and folders of its own.
"""
import concurrent.futures
import datetime
import json
import os
import pathlib
import queue
import re
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import zipfile

PROGRAM = str(pathlib.Path(sys.argv[1]).resolve())
PATIENCE_S = 60
NOW = datetime.datetime.now(datetime.timezone.utc).replace(microsecond=0)


class Wrong(Exception):
    pass


def must(holds, said):
    if not holds:
        raise Wrong(said)


def gpx(hours_ago):
    """A run at 2.8 m/s that began so many hours ago, and no two of them are equally long: else they would be one run, told twice
    by clocks that are apart by whole hours."""
    minutes = 10 + hours_ago / 2
    start = NOW - datetime.timedelta(hours=hours_ago)
    points = []
    for s in range(0, int(minutes * 60), 5):
        at = (start + datetime.timedelta(seconds=s)).strftime("%Y-%m-%dT%H:%M:%SZ")
        points.append(f'<trkpt lat="{48 + 2.8 * s / 111195:.7f}" lon="11"><time>{at}</time></trkpt>')
    return ('<?xml version="1.0"?><gpx version="1.1" creator="t" xmlns="http://www.topografix.com/GPX/1/1"><trk>'
            '<type>running</type><trkseg>' + "\n".join(points) + "</trkseg></trk></gpx>\n")


class Watching:
    """A running `tingle import --watch`."""

    def __init__(self, home, *arguments):
        env = {**os.environ, "TINGLE_HOME": str(home), "LC_ALL": "C.UTF-8"}
        env.pop("TINGLE_NOW", None)
        self.home, self.env = home, env
        self.process = subprocess.Popen([PROGRAM, "import", "--watch", "--settle", "0.1", *map(str, arguments)], env=env,
                                        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        self.lines, self.seen = queue.Queue(), []
        threading.Thread(target=self.read, daemon=True).start()

    def read(self):
        for line in self.process.stdout:
            self.lines.put(line.rstrip("\n"))
        self.lines.put(None)

    def expect(self, pattern):
        """Waits for a line; gives the lines before it."""
        before = []
        while True:
            try:
                line = self.lines.get(timeout=PATIENCE_S)
            except queue.Empty:
                raise Wrong(f"no line like {pattern!r}; there were {self.seen}") from None
            must(line is not None, f"it ended before {pattern!r}: {self.seen}")
            self.seen.append(line)
            if re.search(pattern, line):
                return before
            before.append(line)

    def tingle(self, *arguments):
        done = subprocess.run([PROGRAM, *arguments], env=self.env, capture_output=True, text=True, timeout=PATIENCE_S, check=False,
                              stdin=subprocess.DEVNULL)
        must(done.returncode == 0, f"{arguments}: {done.stderr}")
        return done.stdout

    def runs(self):
        return json.loads(self.tingle("runs", "--json"))["runs"]

    def end(self, number=signal.SIGINT):
        self.process.send_signal(number)
        status = self.process.wait(timeout=PATIENCE_S)
        must(status == 0, f"exit status {status} after {number!r}: {self.seen}")


# ---------------------------------------------------------------- the checks

def files_come_one_by_one(folder):
    into = folder / "in"
    into.mkdir()
    (into / "first.gpx").write_text(gpx(100))
    w = Watching(folder / "home", into)
    w.expect(f"watching {into}$")
    w.expect(r"^\d{4}-\d\d-\d\d \d\d:\d\d  first\.gpx: 1 run$")
    (into / "sub").mkdir()
    (into / "sub" / "second.gpx").write_text(gpx(90))
    w.expect(r"  sub/second\.gpx: 1 run$")
    with zipfile.ZipFile(folder / "made.zip", "w") as z:
        z.writestr("third.gpx", gpx(80))
        z.writestr("fourth.gpx", gpx(70))
    os.rename(folder / "made.zip", into / "made.zip")
    w.expect(r"  made\.zip/third\.gpx: 1 run$")
    w.expect(r"  made\.zip/fourth\.gpx: 1 run$")
    (into / "again.gpx").write_text(gpx(100))
    w.expect(r"  again\.gpx: skipped: already in the journal$")
    (into / "bad.gpx").write_text("<gpx><trk>")
    w.expect(r"  bad\.gpx: failed: ")
    (into / "letter.txt").write_text("Dear all,\nsee you at the start\n")
    w.expect(r"  letter\.txt: skipped: ")
    must(len(w.runs()) == 4, f"{len(w.runs())} runs, expected 4")
    w.end()


def fit_files_of_a_watch(folder):
    done = subprocess.run([PROGRAM, "simulate", "--seed", "3", "--runs", "3", "--out", folder / "sim"], check=True, capture_output=True)
    files = sorted((folder / "sim/activities").iterdir())
    into = folder / "in"
    into.mkdir()
    w = Watching(folder / "home", into)
    w.expect("watching")
    for path in files:
        os.rename(path, into / path.name)
        w.expect(rf"  {re.escape(path.name)}: 1 run")
    must(done.returncode == 0 and len(w.runs()) == 3, "not three runs")
    w.end(signal.SIGTERM)


def a_file_in_pieces_comes_when_it_is_whole(folder):
    w = Watching(folder / "home", folder)
    w.expect("watching")
    whole = gpx(50)
    with open(folder / "slow.gpx", "w", encoding="utf-8") as slow:
        slow.write(whole[:1000])
        slow.flush()
        (folder / "download.gpx.part").write_text(gpx(40)[:1000])
        (folder / "quick.gpx").write_text(gpx(30))
        before = w.expect(r"  quick\.gpx: 1 run$")
        must(not before, f"came too early: {before}")
        slow.write(whole[1000:])
    w.expect(r"  slow\.gpx: 1 run$")
    (folder / "download.gpx.part").write_text(gpx(40))
    os.rename(folder / "download.gpx.part", folder / "download.gpx")
    before = w.expect(r"  download\.gpx: 1 run$")
    must(not before, f"came too early: {before}")
    w.end()


def notes_find_their_runs(folder):
    w = Watching(folder / "home", folder)
    w.expect("watching")
    (folder / "yesterday.gpx").write_text(gpx(25))
    w.expect(r"  yesterday\.gpx: 1 run$")
    (folder / "note.txt").write_text("numb 5 R 5\n")  # before the file of its run
    w.expect(r"  note\.txt: waits: line 1: no run yet")
    w.tingle("log", "last", "--fine")  # somebody else may write meanwhile
    (folder / "another.gpx").write_text(gpx(200))
    must(not w.expect(r"  another\.gpx: 1 run$"), "it is said once that a note waits")
    (folder / "today.gpx").write_text(gpx(1))
    w.expect(r"  today\.gpx: 1 run$")
    w.expect(r"  note\.txt: 1 note$")
    oldest = min(run["start_local"] for run in w.runs())  # on the runner's clock, which may be on the next day already
    (folder / "named.txt").write_text(f"{oldest[:10]} fine\n")
    w.expect(r"  named\.txt: 1 note$")
    (folder / "older.gpx").write_text(gpx(102))
    w.expect(r"  older\.gpx: 1 run$")
    (folder / "late.txt.part").write_text("fine\n")  # a day after that run, and three days ago: nothing is to be waited for
    os.utime(folder / "late.txt.part", times=((NOW - datetime.timedelta(hours=72)).timestamp(),) * 2)
    os.rename(folder / "late.txt.part", folder / "late.txt")
    w.expect(r"  late\.txt: 1 note$")
    (folder / "other.txt").write_text("numb 3\n")
    w.expect(r"  other\.txt: skipped: the run has a note already, which was kept$")
    felt = [r["felt"] for r in w.runs()]
    must(felt == ["fine", "fine", "fine", "numb"], f"by time: {felt}")
    w.end()


def a_locked_journal_is_waited_for(folder):
    into = folder / "in"
    into.mkdir()
    w = Watching(folder / "home", into)
    w.expect("watching")
    (into / "a.gpx").write_text(gpx(50))
    w.expect(r"  a\.gpx: 1 run$")
    other = sqlite3.connect(folder / "home/journal.tingle", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    (into / "b.gpx").write_text(gpx(40))
    w.expect("another program is writing .*; trying again every 10 s$")
    other.execute("ROLLBACK")
    other.close()
    must(not w.expect(r"  b\.gpx: 1 run$"), f"one line, not {w.seen}")
    w.end()


def a_watch_that_is_plugged_in_later(folder):
    mount = folder / "media/GARMIN"
    w = Watching(folder / "home", mount)
    w.expect(f"{mount}: not there, or not to be read; waiting for it")
    inner = folder / "unplugged/Garmin"
    for name in ("Activity", "Monitor", "Settings"):
        (inner / name).mkdir(parents=True)
    (inner / "GarminDevice.xml").write_text("<Device/>")
    (inner / "Activity/run.gpx").write_text(gpx(50))
    (inner / "Monitor/day.gpx").write_text(gpx(60))
    (folder / "media").mkdir()
    os.rename(folder / "unplugged", mount)
    w.expect(f"watching {mount}/Garmin/Activity, the activities of a Garmin watch$")
    w.expect(r"  Garmin/Activity/run\.gpx: 1 run$")
    os.rename(mount, folder / "unplugged")
    w.expect("not there")
    (inner / "Activity/next.gpx").write_text(gpx(40))
    os.rename(folder / "unplugged", mount)
    w.expect("watching")
    must(not w.expect(r"  Garmin/Activity/next\.gpx: 1 run$"), "what was in came again")
    must(len(w.runs()) == 2, "a run of Monitor came in")
    w.end()


def a_folder_can_be_polled(folder):
    one, two = folder / "one", folder / "two"
    one.mkdir()
    two.mkdir()
    w = Watching(folder / "home", "--poll", "0.2", one, two)
    w.expect(f"watching {one}, every 0.2 s$")
    w.expect(f"watching {two}, every 0.2 s$")
    (one / "a.gpx").write_text(gpx(50))
    w.expect(r"  a\.gpx: 1 run$")
    (two / "b.gpx").write_text(gpx(40))
    w.expect(r"  b\.gpx: 1 run$")
    w.end()


def the_journal_may_lie_in_the_folder(folder):
    (folder / "a.gpx").write_text(gpx(50))
    w = Watching(folder / "home", folder)
    w.expect("  a.gpx: 1 run$")
    w.tingle("export", str(folder / "export"))
    (folder / "b.gpx").write_text(gpx(40))
    must(not w.expect("  b.gpx: 1 run$"), f"its own files came in: {w.seen}")
    w.end()


def many_files_have_one_report(folder):
    into = folder / "in"
    into.mkdir()
    for i in range(25):
        (into / f"{i}.gpx").write_text(gpx(50 + 5 * i))
    w = Watching(folder / "home", into)
    w.expect("^imported 25 of 25 files: 25 runs, ")
    w.end()
    w = Watching(folder / "home", into)
    w.expect("^imported 0 of 25 files: 0 runs, ")
    w.end()


def each_import_is_one_object(folder):
    w = Watching(folder / "home", "--json", folder)
    w.expect("watching")
    (folder / "a.gpx").write_text(gpx(50))
    w.expect('^{"at":"')
    told = json.loads(w.seen[-1])
    must(told["runs"] == 1 and told["files"][0]["path"] == str(folder / "a.gpx"), f"{told}")
    (folder / "note.txt").write_text("fine\n")
    w.expect('^{"at":"')
    must(json.loads(w.seen[-1])["files"][0]["waits"] is True, f"{w.seen[-1]}")
    w.end()


def outcome_of(check):
    with tempfile.TemporaryDirectory(prefix="tingle-watch-") as folder:
        try:
            check(pathlib.Path(folder))
            return None
        except (Wrong, OSError, ValueError, LookupError, subprocess.SubprocessError) as problem:
            return f"{check.__name__.replace('_', ' ')}: {problem}"


def main():
    checks = [files_come_one_by_one, fit_files_of_a_watch, a_file_in_pieces_comes_when_it_is_whole, notes_find_their_runs,
              a_locked_journal_is_waited_for, a_watch_that_is_plugged_in_later, a_folder_can_be_polled,
              the_journal_may_lie_in_the_folder, many_files_have_one_report, each_import_is_one_object]
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        faults = [fault for fault in pool.map(outcome_of, checks) if fault]
    for fault in faults:
        print(f"FAILED: {fault}")
    print(f"# watch: {len(checks) - len(faults)} passed, {len(faults)} failed")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
