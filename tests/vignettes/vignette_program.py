"""What the vignettes share: the rules' ids in the order of the table, the program, and the count of cases.

The ids stand here again, apart from data/warning_signs.csv, so that a rule which moves or goes missing is noticed.
"""
import concurrent.futures
import csv
import datetime
import json
import os
import pathlib
import subprocess
import sys
import tempfile

IDS = {
    "E": "STROKE CES ALI ACS CHEST GBS TRAUMA FROST RHABDO PREG".split(),
    "U": "EIA DROP DM_ACTIVE DVT CORD VASC SPINE_RED BRIEF PERSIST24".split(),
    "S": "DM_ANY REST_NIGHT PERSIST6 STOCKING SPREAD WEAK_RUN LEGTIGHT BACKLEG BONE HEATMS FREQ_SEV".split(),
    "R": "SEVERE LINGER RAYN RISK FOCAL RECUR".split(),
    "C": ["SELF"],
}
TIER = {rule: tier for tier, rules in IDS.items() for rule in rules}
ORDER = list(TIER)
NEVER_ASKED = ("FREQ_SEV", "SEVERE", "RECUR")  # in a sheet that leaves them out they are taken from the log
PROFILE = ("under_16", "pregnant", "diabetes", "neuropathy", "surgery")
RANK = {"incomplete": 0, "C": 1, "R": 2, "S": 3, "U": 4, "E": 5}  # of a tier: higher is graver
NOW = "2026-11-24T12:00:00Z"
AT_ONCE = 2  # programs


class Wrong(Exception):
    pass


def must(holds, said):
    if not holds:
        raise Wrong(said)


def table(path, *columns):
    with open(path, encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    missing = [c for c in columns if rows and c not in rows[0]]
    if not rows or missing:
        sys.exit(f"{path}: no rows, or no column {' '.join(missing)}")
    names = [row["id"] for row in rows]
    if twice := {n for n in names if names.count(n) > 1}:
        sys.exit(f"{path}: twice: {' '.join(sorted(twice))}")
    for row in rows:
        if None in row or None in row.values():
            sys.exit(f"{path}: {row['id']}: too many cells, or too few")
    return rows


def rules_of(cell):
    """The rules that a cell names, in table order; the letter of a tier stands for all its rules."""
    named = set()
    for word in cell.split():
        if word not in TIER and word not in IDS:
            sys.exit(f"no such rule or tier: {word}")
        named |= set(IDS.get(word, [word]))
    return [rule for rule in ORDER if rule in named]


def answers(yes=(), null=(), absent=(), profile=None):
    """The content of an answers file: every question answered with no, but for these."""
    said = {rule: rule in yes or (None if rule in null else False) for rule in ORDER if rule in yes or rule not in absent}
    return said if profile is None else {**said, "profile": profile}


class Home:
    """A runner with a journal of their own."""

    def __init__(self, program, folder):
        self.program, self.folder = str(program), pathlib.Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)

    def run(self, *arguments, now=NOW):
        env = {**os.environ, "HOME": str(self.folder), "TINGLE_HOME": str(self.folder / "data"), "LC_ALL": "C.UTF-8", "TINGLE_NOW": now}
        return subprocess.run([self.program, *map(str, arguments)], cwd=self.folder, env=env, capture_output=True, text=True,
                              stdin=subprocess.DEVNULL, timeout=120, check=False)

    def tell(self, *arguments, now=NOW):
        done = self.run(*arguments, now=now)
        must(done.returncode == 0, f"tingle {' '.join(map(str, arguments))}: exit status {done.returncode}: {done.stderr.strip()}")
        return done.stdout

    def file(self, name, content):
        (self.folder / name).write_text(content, encoding="utf-8")
        return name

    def said(self, content, now=NOW):
        """What `tingle doctor` prints for these answers."""
        return self.tell("doctor", "--answers", self.file("answers-file.json", json.dumps(content)), "--json", now=now)

    def doctor(self, content, now=NOW):
        return json.loads(self.said(content, now))


def day(days_ago):
    return f"{datetime.datetime.fromisoformat(NOW) - datetime.timedelta(days=days_ago):%Y-%m-%d}"


def moment(days_ago):
    return f"{datetime.datetime.fromisoformat(NOW) - datetime.timedelta(days=days_ago):%Y-%m-%dT%H:%M:%SZ}"


def each(cases, program):
    """Runs every case, a pair of a name and a function of a Home; gives the faults, line by line."""
    def outcome(case):
        name, check = case
        with tempfile.TemporaryDirectory(prefix="tingle-vignette-") as folder:
            try:
                check(Home(program, folder))
                return None
            except (Wrong, OSError, ValueError, LookupError, subprocess.SubprocessError) as problem:
                return f"{name}: {type(problem).__name__ if not isinstance(problem, Wrong) else ''} {problem}"
    with concurrent.futures.ThreadPoolExecutor(AT_ONCE) as pool:
        return [fault for fault in pool.map(outcome, cases) if fault]


def tell_and_exit(name, cases, faults):
    for fault in faults:
        print(f"FAILED: {fault}")
    print(f"# {name}: {cases - len(faults)} passed, {len(faults)} failed")
    sys.exit(1 if faults else 0)
