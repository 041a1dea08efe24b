#!/usr/bin/env python3
"""Imports of archives that mean no good, or are odder and larger than any real one: what stands beside it comes in all the same.

usage: import_limits.py TINGLE MEMORY_MB [WORD]

Each case is a zip with a good run in it. No import may take more than MEMORY_MB of memory (0: not looked at, as for a
program with sanitizers), end by a signal, or write anything outside the journal's folder. With WORD only cases with it in
their name.
"""
import binascii
import json
import os
import pathlib
import pty
import select
import signal
import struct
import subprocess
import sys
import tempfile
import zlib

sys.dont_write_bytecode = True
from made_runs import (ENUM, UINT16, UINT32, UINT8, FIT_EPOCH, fit_definition, fit_file, fit_file_id, fit_run,  # noqa: E402
                       fit_session, gpx_run, strava_table, unix, zipped)

DAY = "2026-03-{:02}T07:00:00Z"
GOOD = gpx_run(DAY.format(1), 900)
TIMEOUT_S = 240


# --- zips as no library writes them ---------------------------------------------------------------

class RawZip:
    """Entries with names as bytes, any flags, sharing data when so wished."""

    def __init__(self):
        self.out, self.directory, self.entries = bytearray(), bytearray(), 0

    def entry(self, name, data, flags=0, method=8):
        """Data with a local header; returns what `refer` needs."""
        packer = zlib.compressobj(9, zlib.DEFLATED, -15)
        packed = packer.compress(data) + packer.flush() if method else data
        common = struct.pack("<HHHHHIIIHH", 20, flags, method, 0x6000, 0x5C65, binascii.crc32(data), len(packed), len(data), len(name), 0)
        made = (name, common, len(self.out))
        self.out += b"PK\x03\x04" + common + name + packed
        self.refer(made)
        return made

    def refer(self, made):
        """A row of the directory."""
        name, common, at = made
        self.directory += b"PK\x01\x02" + struct.pack("<H", 20) + common + struct.pack("<HHHII", 0, 0, 0, 0, at) + name
        self.entries += 1

    def end(self):
        at, n = len(self.out), min(self.entries, 0xFFFF)
        tail = b""
        if self.entries > 0xFFFE:  # zip64: record and locator
            size = len(self.directory)
            tail = b"PK\x06\x06" + struct.pack("<QHHIIQQQQ", 44, 45, 45, 0, 0, self.entries, self.entries, size, at)
            tail += b"PK\x06\x07" + struct.pack("<IQI", 0, at + size, 1)
        tail += b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, n, n, len(self.directory), at, 0)
        return bytes(self.out + self.directory + tail)


# --- running --------------------------------------------------------------------------------------

class Case:
    """A folder of its own, with a journal in `home`."""

    def __init__(self, folder):
        self.folder, self.home, self.wrongs = folder, folder / "home", []
        self.archive = folder / "export.zip"
        self.env = {**os.environ, "TINGLE_HOME": str(self.home), "TINGLE_NOW": "2026-11-24T12:00:00Z", "LC_ALL": "C.UTF-8", "TERM": "xterm"}

    def tingle(self, *arguments):
        return subprocess.run([PROGRAM, *map(str, arguments)], cwd=self.folder, env=self.env, stdin=subprocess.DEVNULL,
                              capture_output=True, timeout=TIMEOUT_S, check=False)

    def import_it(self, data):
        """The report as a dictionary; looks after memory, signals and files."""
        self.archive.write_bytes(data)
        with open(self.folder / "said", "wb") as out, open(self.folder / "moaned", "wb") as err:
            child = subprocess.Popen([PROGRAM, "import", "export.zip", "--json"], cwd=self.folder, env=self.env,
                                     stdin=subprocess.DEVNULL, stdout=out, stderr=err)
            _, status, usage = os.wait4(child.pid, 0)
            child.returncode = os.waitstatus_to_exitcode(status)
        said, moaned = (self.folder / "said").read_bytes(), (self.folder / "moaned").read_bytes()
        (self.folder / "said").unlink()
        (self.folder / "moaned").unlink()
        self.status, self.memory_mb = child.returncode, usage.ru_maxrss / 1024
        self.expect(self.status in (0, 65), f"exit status {self.status}: {moaned.decode(errors='replace')}")
        self.expect(not MEMORY_MB or self.memory_mb <= MEMORY_MB, f"{self.memory_mb:.0f} MB of memory, at most {MEMORY_MB}")
        self.expect(sorted(os.listdir(self.folder)) == ["export.zip", "home"], f"files appeared: {os.listdir(self.folder)}")
        self.expect(all(name.startswith("journal.tingle") for name in os.listdir(self.home)), f"files in the data folder: {os.listdir(self.home)}")
        self.report = json.loads(said)
        checked = self.tingle("check", "--json")
        self.expect(checked.returncode == 0 and json.loads(checked.stdout)["ok"], f"check: {checked.stdout} {checked.stderr}")
        return self.report

    def expect(self, holds, wrong):
        if not holds:
            self.wrongs.append(wrong)

    def expect_runs(self, n):
        self.expect(self.report["runs"] == n, f"{self.report['runs']} runs, expected {n}")

    def expect_reason(self, outcome, words, count=1):
        found = [f for f in self.report["files"] if f["outcome"] == outcome and words in f["reason"]]
        others = [f"{f['path']}: {f['outcome']}: {f['reason']}" for f in self.report["files"] if f not in found]
        self.expect(len(found) == count, f"{len(found)} {outcome} with \"{words}\", expected {count}; others: {others[:5]}")

    def terminal(self, *arguments):
        """All bytes that the command sends to a terminal."""
        child, terminal = pty.fork()
        if child == 0:
            os.chdir(self.folder)
            os.execve(PROGRAM, [str(PROGRAM), *map(str, arguments)], self.env)
        shown, waits = b"", 0
        while waits < 40:
            if select.select([terminal], [], [], 0.5)[0]:
                try:
                    part = os.read(terminal, 65536)
                except OSError:
                    break
                if not part:
                    break
                shown += part
            else:
                os.write(terminal, b"\x04")  # a question: nothing is answered
                waits += 1
        if waits == 40:
            os.kill(child, signal.SIGKILL)
            self.expect(False, f"{arguments} does not end: {shown!r}")
        os.waitpid(child, 0)
        os.close(terminal)
        return shown


# --- bombs ----------------------------------------------------------------------------------------

def nested_bomb(case):
    """Sixteen zips in each of sixteen in each of sixteen, and 10 MB of zeros in each of those: 40 GB."""
    bomb = zipped([(f"{i}.bin", b"\0" * 10_000_000) for i in range(16)])
    for _ in range(2):
        bomb = zipped([(f"{i}.zip", bomb) for i in range(16)])
    case.import_it(zipped([("first.gpx", GOOD), ("bomb.zip", bomb), ("last.gpx", gpx_run(DAY.format(2), 900))]))
    case.expect_reason("failed", "looks like a zip bomb")
    case.expect_runs(1)


def overlapping_bomb(case):
    """Each file is a stored block that quotes the next one's header, and then that file (Fifield, A better zip bomb, 2019)."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    data = b"\0" * 1_000_000
    packed = packer.compress(data) + packer.flush()
    z, heads = RawZip(), []
    z.entry(b"first.gpx", GOOD)
    for i in range(60):  # from the innermost outwards
        name = b"%d.bin" % i
        common = struct.pack("<HHHHHIIIHH", 20, 0, 8, 0x6000, 0x5C65, zlib.crc32(data), len(packed), len(data), len(name), 0)
        head = b"PK\x03\x04" + common + name
        heads.insert(0, (name, common, len(head) + len(packed)))
        packed = struct.pack("<BHH", 0, len(head), len(head) ^ 0xFFFF) + head + packed
        data = head + data
    end = len(z.out) + heads[0][2]
    z.out += packed[5:]
    for name, common, behind in heads:
        z.refer((name, common, end - behind))
    case.import_it(z.end())
    case.expect_reason("failed", "looks like a zip bomb")
    case.expect_runs(1)


def the_same_file_a_thousand_times(case):
    """In the directory, that is: it is one."""
    z = RawZip()
    z.entry(b"first.gpx", GOOD)
    kernel = z.entry(b"0.bin", b"\0" * 10_000_000)
    for _ in range(1000):
        z.refer(kernel)
    case.import_it(z.end())
    case.expect_runs(1)


def bomb_in_a_gz(case):
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    gz = b"".join(packer.compress(b"\0" * 50_000_000) for _ in range(40)) + packer.flush()
    case.import_it(zipped([("first.gpx", GOOD), ("bomb.gpx.gz", gz), ("last.gpx", gpx_run(DAY.format(2), 900))]))
    case.expect(case.report["failed"] == 1, f"{case.report['failed']} failed")
    case.expect(case.report["runs"] >= 1, "the run before it is missing")


def entity_bomb(case):
    lines = ['<!ENTITY a0 "lol">'] + [f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 12)]
    laughs = f'<?xml version="1.0"?>\n<!DOCTYPE gpx [{"".join(lines)}]>\n<gpx><trk><name>&a11;</name></trk></gpx>'.encode()
    outside = b'<?xml version="1.0"?>\n<!DOCTYPE gpx [<!ENTITY e SYSTEM "file:///etc/passwd">]>\n<gpx><trk><name>&e;</name></trk></gpx>'
    case.import_it(zipped([("laughs.gpx", laughs), ("outside.gpx", outside), ("good.gpx", GOOD)]))
    case.expect_reason("failed", "DOCTYPE", 2)
    case.expect_runs(1)


def deep_xml(case):
    deep = b'<?xml version="1.0"?><gpx xmlns="http://www.topografix.com/GPX/1/1"><trk>' + b"<extensions>" * 100_000
    tcx = b'<?xml version="1.0"?><TrainingCenterDatabase>' + b"<a>" * 100_000 + b"</a>" * 100_000 + b"</TrainingCenterDatabase>"
    case.import_it(zipped([("deep.gpx", deep), ("deep.tcx", tcx), ("deep.json", b"[" * 100_000), ("good.gpx", GOOD)]))
    case.expect_reason("failed", "levels deep", 2)
    case.expect_runs(1)


# --- names and words ------------------------------------------------------------------------------

WANDERING = [b"../../../etc/passwd", b"/etc/x.fit", b"C:\\x.fit", b"..\\..\\y.fit", b"\\\\server\\share\\z.fit", b"home/journal.tingle",
             b"../outside.gpx", b"/tmp/tingle-limits-outside.gpx", b"d/", b"a/../../b.gpx"]


def wandering_names(case):
    z = RawZip()
    for i, name in enumerate(WANDERING):
        z.entry(name, b"" if name.endswith(b"/") else gpx_run(DAY.format(i + 2), 900))
    z.entry(b"good.gpx", GOOD)
    case.import_it(z.end())
    case.expect_runs(len(WANDERING))  # the folder is none, the good one is one more
    case.expect(not os.path.exists("/tmp/tingle-limits-outside.gpx"), "written to /tmp")
    case.expect(all(f["path"].startswith("export.zip/") for f in case.report["files"]), "a path of its own")
    case.expect(case.tingle("export", "ex").returncode == 0, "export failed")
    files = [p for p in (case.folder / "ex/originals").rglob("*")]
    case.expect(len(files) == len(WANDERING) and all(p.parent == case.folder / "ex/originals" for p in files), f"exported: {files}")


HOSTILE = "a\x1b[2Jb\x1b]0;owned\x07c\x9b2Jd\x1b[8me\x7ff\rg\x08h"


def escapes(case):
    """In names, titles, descriptions and gear: nothing but our own colours and texts gets to a terminal."""
    rows = [(1, "Mar 1, 2026, 7:00:00 AM", "title" + HOSTILE, "toes numb " + HOSTILE, "gear" + HOSTILE, "activities/1.gpx", 900),
            (2, "Mar 2, 2026, 7:00:00 AM", "other" + HOSTILE, "", "Plain", "", 900)]
    name = HOSTILE.encode()
    z = RawZip()
    z.entry(b"activities.csv", strava_table(rows))
    z.entry(b"activities/1.gpx", GOOD)
    for flags in (0, 1 << 11):
        z.entry(name + b".gpx", gpx_run(DAY.format(3 + (flags > 0)), 900, name="x&#155;2J"), flags)
        z.entry(name + b".txt", b"hello", flags)
        z.entry(name + b"broken.gpx", b'<?xml version="1.0"?><gpx><trk>', flags)
    case.import_it(z.end())
    case.expect_runs(4)
    on_disk = case.folder / "disk"
    on_disk.mkdir()
    for i, name in enumerate((HOSTILE.encode(), b"\x9b2J", b"\xc2\x9b2J\x1b[5m")):
        pathlib.Path(os.fsdecode(bytes(on_disk) + b"/" + name + b".gpx")).write_bytes(b"no run" if i else gpx_run(DAY.format(9), 900))
    for command in (["import", "export.zip"], ["import", "disk"], ["import", f"no{HOSTILE}.gpx"], [f"do{HOSTILE}"], ["runs"], ["runs", "--sources"], ["log", "--proposals"], ["shoes"], ["why"], ["read", "export.zip"]):
        shown = case.terminal(*command)
        bare = shown
        for ours in (b"\r\x1b[K", b"\x1b[0m", b"\x1b[1m", b"\x1b[32m", b"\x1b[33m", b"\x1b[36m", b"\r\n"):
            bare = bare.replace(ours, b"")
        text = bare.decode("utf-8", "replace")
        bad = sorted({hex(ord(c)) for c in text if ord(c) < 32 and c != "\t" or 0x7F <= ord(c) < 0xA0 or c == "\ufffd"})
        case.expect(not bad, f"{command}: {bad} in {shown!r}")


def names_in_any_encoding(case):
    names = ["L\u00e4ufe.gpx".encode("cp437"), "Stra\u00dfe.gpx".encode("latin-1"), b"\xff\xfe\xc3(.gpx", "\u65e5\u672c.gpx".encode("shift_jis"),
             "\u8dd1\u6b65.gpx".encode(), b"n" * 5000 + b".gpx", b".gpx", b"a" * 300 + b".gpx"]
    z = RawZip()
    for i, name in enumerate(names):
        z.entry(name, gpx_run(DAY.format(i + 1), 900), flags=(1 << 11) * (i % 2))
    case.import_it(z.end())
    case.expect(case.report["runs"] >= len(names) - 2, f"{case.report}"[:800])  # one has lost its end, one its name
    on_disk = case.folder / "disk"
    on_disk.mkdir()
    pathlib.Path(os.fsdecode(bytes(on_disk) + b"/\xe4\xff\x80.gpx")).write_bytes(gpx_run(DAY.format(20), 900))
    said = json.loads(case.tingle("import", "disk", "--json").stdout.decode("utf-8"))
    case.expect(said["runs"] == 1, f"{said}")
    case.report["runs"] += 1
    runs = case.tingle("runs", "--sources", "--json")
    case.expect(len(json.loads(runs.stdout.decode("utf-8"))["runs"]) == case.report["runs"], "the runs cannot be listed")
    case.expect(case.tingle("export", "ex").returncode == 0, "export failed")


# --- sizes ----------------------------------------------------------------------------------------

def many_members(case):
    z = RawZip()
    for i in range(70_000):
        z.entry(b"x/%d.txt" % i, b"a", method=0)
    z.entry(b"good.gpx", GOOD)
    case.import_it(z.end())
    case.expect_runs(1)
    case.expect(len(case.report["files"]) == 70_001, f"{len(case.report['files'])} lines")


def widest_definition(case):
    """255 fields and 255 developer fields of 255 bytes each, and messages of that."""
    fields = b"".join(struct.pack("BBB", i % 255, 255, 0x0D) for i in range(255))
    developer = b"".join(struct.pack("BBB", i % 255, 255, 0) for i in range(255))
    head = struct.pack("<BBBHB", 0x40 | 0x20 | 1, 0, 0, 20, 255) + fields + bytes([255]) + developer
    wide = fit_file(fit_file_id(0) + head + (b"\x01" + b"\x05" * 510 * 255) * 20)
    # Every local type anew with each message, 1,000 times.
    again = fit_file(fit_file_id(0) + b"".join(bytes([head[0] & 0xF0 | i % 16]) + head[1:] for i in range(1000)))
    case.import_it(zipped([("wide.fit", wide), ("again.fit", again), ("good.gpx", GOOD)]))
    case.expect_runs(1)


def million_records(case):
    """Four hours, seventy records a second."""
    start, n, seconds = unix(DAY.format(2)) - FIT_EPOCH, 1_000_000, 14400
    record = struct.Struct("<BIIHB").pack
    out = [fit_file_id(start), fit_definition(1, 20, [(253, 4, UINT32), (5, 4, UINT32), (6, 2, UINT16), (3, 1, UINT8)])]
    out += [record(1, start + i * seconds // n, i * 300 * seconds // n, 3000, 140) for i in range(n)]
    case.import_it(zipped([("million.fit", fit_file(b"".join(out) + fit_session(start, seconds, 3 * seconds))), ("good.gpx", GOOD)]))
    case.expect_runs(2)


def a_record_too_many(case):
    """More records than a run may have."""
    start, n = unix(DAY.format(2)) - FIT_EPOCH, 1_100_000
    record = struct.Struct("<BIB").pack
    out = [fit_file_id(start), fit_definition(1, 20, [(253, 4, UINT32), (3, 1, ENUM)])] + [record(1, start + i, 140) for i in range(n)]
    case.import_it(zipped([("long.fit", fit_file(b"".join(out))), ("good.gpx", GOOD)]))
    case.expect(case.report["runs"] >= 1, "the good run is missing")


def runs_by_the_hundred(case):
    """The other cases' zip with nothing bad in it."""
    case.import_it(zipped([(f"{i}.fit", fit_run(f"2025-{i // 28 + 1:02}-{i % 28 + 1:02}T07:00:00Z", 1800, 5)) for i in range(100)]))
    case.expect_runs(100)


CASES = [nested_bomb, overlapping_bomb, bomb_in_a_gz, the_same_file_a_thousand_times, entity_bomb, deep_xml, wandering_names, escapes, names_in_any_encoding, many_members,
         widest_definition, million_records, a_record_too_many, runs_by_the_hundred]


def has_terminals():
    """False where the system has no pseudo-terminals, as in a bare chroot."""
    try:
        for end in pty.openpty():
            os.close(end)
    except OSError:
        return False
    return True


def main():
    failed = 0
    chosen = [c for c in CASES if len(sys.argv) < 4 or sys.argv[3] in c.__name__]
    if escapes in chosen and not has_terminals():
        print("# skipped: what gets to a terminal: there are none here")
        chosen.remove(escapes)
    for run in chosen:
        with tempfile.TemporaryDirectory(prefix="tingle-limits-") as folder:
            case = Case(pathlib.Path(folder))
            try:
                run(case)
            except (ValueError, OSError, subprocess.TimeoutExpired) as fault:
                case.wrongs.append(repr(fault))
            for wrong in case.wrongs:
                print(f"FAILED {run.__name__}: {wrong}")
            failed += bool(case.wrongs)
            if len(sys.argv) > 3:
                print(f"{run.__name__}: exit status {case.status}, {case.memory_mb:.0f} MB")
    print(f"# limits: {len(chosen) - failed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    PROGRAM, MEMORY_MB = pathlib.Path(sys.argv[1]).resolve(), int(sys.argv[2])
    main()
