#!/usr/bin/env python3
"""Every value of every real FIT and GPX file against independent decoders. usage: compare_values.py TINGLE [FILE...]

For each file of ../shared/corpus (TINGLE_SHARED), or the named ones, the samples that `TINGLE read --csv` prints are held
against the raw numbers of fitdecode (PyPI) and muktihari/fit (Go module proxy), points of GPX against gpxpy (PyPI),
to the last bit. The peers are put into a temporary folder; what cannot be had is skipped with a message. What we
leave out or merge on purpose is explained by a rule and counted by reason; anything else fails.

One case a file; a peer that cannot read a file is a line "# skipped"."""
import calendar
import csv
import gzip
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

sys.dont_write_bytecode = True
import fit_rows  # noqa: E402
import gpx_rows  # noqa: E402
from rows import Tally, Unexplained  # noqa: E402

HERE = pathlib.Path(__file__).resolve().parent


def quietly(command, **options):
    return subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **options).returncode == 0


def python_peer(folder, package, script):
    venv = folder / package
    python = venv / "bin" / "python"
    if quietly([sys.executable, "-m", "venv", str(venv)]) and quietly([str(python), "-m", "pip", "install", package]):
        return [str(python), str(HERE / "peers" / script)]
    print(f"# skipped: values: {package} (PyPI) cannot be had here")
    return None


def go_peer(folder, module, source):
    at = folder / "go_peer"
    at.mkdir()
    environment = {**os.environ, "GOPATH": str(folder / "go"), "GOFLAGS": "-modcacherw"}
    shutil.copy(HERE / "peers" / source, at / "main.go")
    steps = (["go", "mod", "init", "peer"], ["go", "get", module], ["go", "mod", "tidy"], ["go", "build", "-o", "peer", "."])
    if shutil.which("go") and all(quietly(step, cwd=at, env=environment) for step in steps):
        return [str(at / "peer")]
    print(f"# skipped: values: {module} (Go) cannot be had here")
    return None


class Ours:
    """What our program prints of a file: rows as columns, and the JSON answer. `refused`: why it reads nothing."""

    def __init__(self, tingle, path):
        answer = subprocess.run([tingle, "read", "--json", path], capture_output=True, text=True)
        self.refused = answer.stderr.strip() if answer.returncode else ""
        self.time, self.columns, self.repairs, self.start = [], {}, [], 0
        if self.refused:
            return
        told = json.loads(answer.stdout)
        self.repairs = told["repairs"]
        if told["start_utc"]:
            self.start = calendar.timegm(time.strptime(told["start_utc"], "%Y-%m-%dT%H:%M:%SZ"))
        rows = csv.reader(subprocess.run([tingle, "read", "--csv", path], capture_output=True, text=True, check=True).stdout.splitlines())
        names = next(rows)
        table = [[float(x) if x else None for x in row] for row in rows]
        columns = list(zip(*table)) or [()] * len(names)
        self.time = columns[0]
        self.columns = dict(zip(names[1:], columns[1:]))


def lines_of(peer, path):
    return [json.loads(line) for line in subprocess.run(peer + [path], capture_output=True, text=True).stdout.splitlines()]


def compare_file(tingle, path, compare, peers, tally):
    """Reasons why peers could not read it; raises Unexplained where one reads something else than we do."""
    ours = Ours(tingle, path)
    skipped = []
    for who, peer in peers.items():
        found, end = compare(ours, lines_of(peer, path), who)
        if end:
            skipped.append(f"{who}: {end}")
        tally.files[who] += not end
        tally.add(found)
    return skipped


def corpus_files():
    root = pathlib.Path(os.environ.get("TINGLE_SHARED", "../shared")) / "corpus"
    if not root.is_dir():
        print("# skipped: values: no corpus here")
        return []
    return sorted(p for p in root.rglob("*") if p.name.lower().removesuffix(".gz").endswith((".fit", ".gpx")))


def unpacked(path, folder):
    """The file itself, or what its .gz holds."""
    if path.suffix.lower() != ".gz":
        return str(path)
    plain = folder / path.with_suffix("").name
    plain.write_bytes(gzip.decompress(path.read_bytes()))
    return str(plain)


def main():
    tingle, named = sys.argv[1], [pathlib.Path(p) for p in sys.argv[2:]]
    paths = named or corpus_files()
    tally, passed, failed = Tally(), 0, 0
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        fit = {"fitdecode": python_peer(folder, "fitdecode", "fit_fitdecode.py"),
               "muktihari/fit": go_peer(folder, "github.com/muktihari/fit", "fit_muktihari.go")} if paths else {}
        gpx = {"gpxpy": python_peer(folder, "gpxpy", "gpx_gpxpy.py")} if paths else {}
        for path in paths:
            is_fit = path.name.lower().removesuffix(".gz").endswith(".fit")
            peers = {who: peer for who, peer in (fit if is_fit else gpx).items() if peer}
            try:
                skipped = compare_file(tingle, unpacked(path, folder), fit_rows.compare if is_fit else gpx_rows.compare, peers, tally)
                passed += len(skipped) < len(peers)
                for why in skipped:
                    print(f"# skipped: values: {path.name}: {why}")
            except Unexplained as difference:
                print(f"FAILED {path}: {difference}")
                failed += 1
    for who, count in tally.values.items():
        print(f"# {who}: {count} values in {tally.files[who]} files are ours to the last bit")
    for reason, count in tally.reasons.most_common():
        print(f"# explained: {count} times: {reason}")
    print(f"# values: {passed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


main()
