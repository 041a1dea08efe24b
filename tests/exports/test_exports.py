#!/usr/bin/env python3
"""Whole exports of services into fresh journals, against what is known of them.

usage: test_exports.py TINGLE

The exports are made by make_export.py around the files of a simulated runner (with the mark of the simulation taken out: what
services send is real) and around the real files of ../shared/corpus, where it is there. What a run was called, what was
said of it and what was worn is decided here, and looked for in the journal with the program's own commands.
"""
import csv
import gzip
import hashlib
import json
import os
import pathlib
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
import zipfile
from datetime import datetime

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import fit_small as fit
import make_export as make
from make_export import Outing

PROGRAM = str(pathlib.Path(sys.argv[1]).resolve())
CORPUS = pathlib.Path(os.environ.get("TINGLE_SHARED", pathlib.Path(__file__).resolve().parents[2] / "../shared"), "corpus").resolve()
NOW = "2026-11-24T12:00:00Z"  # times of import are part of an export
RUNS = 30
SHOES = [("Petrel, grey", "Storm Shoe Works", "Petrel 4"), ('"Gannet" Light', "Storm Shoe Works", "Gannet Light")]

# where it stands, the words, what they say
NUMB_LEFT_40 = {"felt": "numb", "side": "left", "onset": "40"}
WORDS = [
    ("description", 'Good pace, "easy" start,\nthen my left foot went numb after 40 minutes.', NUMB_LEFT_40),
    ("note", "Rechter Fuß nach 30 min eingeschlafen, 6/10", {"felt": "numb", "side": "right", "onset": "30", "severity": 6}),
    ("description", "Pied gauche engourdi après 35 minutes", {"felt": "numb", "side": "left", "onset": "35"}),
    ("note", "Se me durmió el pie derecho", {"felt": "numb", "side": "right", "onset": None}),
    ("description", "Nessun formicolio oggi", {"felt": "fine", "side": None}),
    ("description", "Linkervoet gevoelloos na 25 min", {"felt": "numb", "side": "left", "onset": "25"}),
    ("note", "Os dois pés dormentes no final", {"felt": "numb", "side": "both"}),
    ("title", "Pins and needles in both feet", {"felt": "numb", "side": "both"}),
    ("note", "No numbness today", {"felt": "fine", "side": None}),
    ("description", "Kein Kribbeln, alles gut", {"felt": "fine", "side": None}),
    ("description", "A number of hills; numbers on every tree", {}),
    ("note", "Hands numb from the cold", {}),
    ("description", "Belle sortie, \"rien\" à dire;\r\ntrois lignes,\r\net une virgule", {}),
]
FORMS = ["fit.gz", "fit.gz", "gpx", "fit.gz", "fit", "tcx.gz", "fit.gz", "gpx.gz"]


class Wrong(Exception):
    pass


def must(holds, said):
    if not holds:
        raise Wrong(said)


def same(got, wanted, what):
    must(got == wanted, f"{what}: {got!r}, and not {wanted!r}")


def near(got, wanted, slack, what):
    must(got is not None and abs(got - wanted) <= slack, f"{what}: {got!r}, and not within {slack} of {wanted!r}")


# -------------------------------------------------------------------- the program

def tingle(*arguments, home, good=(0,)):
    environment = {**os.environ, "TINGLE_HOME": str(home), "TINGLE_NOW": NOW}
    done = subprocess.run([PROGRAM, *map(str, arguments)], capture_output=True, check=False, env=environment)
    must(done.returncode in good, f"tingle {' '.join(map(str, arguments))}: status {done.returncode}: {done.stderr.decode()[-400:]}")
    return done.stdout


def answer(*arguments, home, good=(0,)):
    return json.loads(tingle(*arguments, "--json", home=home, good=good))


def exported(home):
    """{file name: bytes} of an export of the whole journal."""
    with tempfile.TemporaryDirectory() as folder:
        tingle("export", folder + "/out", home=home)
        return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(pathlib.Path(folder).rglob("*")) if p.is_file()}


def runs_of(home):
    """Of the start, in seconds since 1970: the run."""
    runs = answer("runs", "--all", "--sources", home=home)["runs"]
    by_start = {seconds_of(r["start_utc"]): r for r in runs}
    same(len(by_start), len(runs), "runs with a start of their own")
    return by_start


def seconds_of(text):
    return datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp()


def sound(home):
    report = answer("check", home=home)
    must(report["ok"], f"check finds {report['problems']}")


def same_journal(home, truth, what):
    got = exported(home)
    odd = sorted(name for name in got.keys() | truth.keys() if got.get(name) != truth.get(name))
    must(not odd, f"{what}: the journal is another: {odd[:6]}")


# ------------------------------------------------------------------------ the truth

def simulated(folder):
    """Outings of a simulated runner, as a watch would have written them."""
    tingle("simulate", "--seed", 5, "--runs", RUNS, "--out", folder, home=folder)
    outings = []
    for number, run in enumerate(json.loads((folder / "truth.json").read_text())["runs"], 1):
        data = fit.replaced((folder / run["file"]).read_bytes(), b"tingle-sim", b"made-up-to")
        outings.append(Outing(number, int(seconds_of(run["start_utc"])), run["length_s"], run["distance_m"], data))
    return outings


def speak(outings):
    """Words, forms and shoes; the longest runs get the words, so that an onset lies in all of them."""
    for o in outings:
        o.title, o.form, o.gear = f"Run, number {o.number}", FORMS[o.number % len(FORMS)], SHOES[o.number % 2][0] if o.number % 5 else ""
    for o, (field, text, expect) in zip(sorted(outings, key=lambda o: -o.seconds), WORDS):
        setattr(o, field, text)
        o.garmin_title = "Both feet numb" if expect.get("side") == "both" and field != "title" else "Ostrava Running" if field != "title" else ""
        o.expect = expect
    return outings


def more_outings(first_number):
    """What is no plain run with a file."""
    day = 86400
    june = int(seconds_of("2025-06-01T06:00:00+00:00"))
    ride, lost, legs = june + day, june + 2 * day, june + 3 * day
    tri = (("swim", legs, 900, 700.0), ("transition", legs + 920, 60, 90.0), ("ride", legs + 1000, 1800, 15000.0),
           ("transition", legs + 2820, 60, 90.0), ("run", legs + 2900, 1500, 5000.0))
    lost_data = make.activity_fit(lost, [("run", lost, 2700, 7500.0)])
    return {
        "typed": Outing(first_number, june, 3000, 9000.0, form="none", title="Typed in", gear=SHOES[0][0], in_garmin=False,
                        description="Gevoelloze linkervoet", expect={"felt": "numb", "side": "left"}),
        "ride": Outing(first_number + 1, ride, 3600, 30000.0, make.activity_fit(ride, [("ride", ride, 3600, 30000.0)]), "ride", title="A ride",
                       description="my foot went numb"),
        "typed ride": Outing(first_number + 2, june + 40000, 3600, 25000.0, kind="ride", form="none", title="Trainer", in_garmin=False),
        "lost": Outing(first_number + 3, lost, 2700, 7500.0, lost_data, form="lost", title="Lost at the service"),
        "triathlon": Outing(first_number + 4, legs, 4400, 20880.0, make.activity_fit(legs, tri), "multisport", form="none", title="Triathlon", legs=tri),
    }


class World:
    """The made-up runner, and one journal with each service's export for the cases that only look."""

    def __init__(self, work):
        self.work, self.homes = work, 0
        self.plain = speak(simulated(work / "sim"))
        self.more = more_outings(RUNS + 1)
        extra = self.more
        self.strava = self.plain + [extra["typed"], extra["ride"], extra["typed ride"], extra["lost"]]
        self.strava_runs = self.plain + [extra["typed"], extra["lost"]]
        self.garmin = self.plain + [extra["ride"], extra["lost"], extra["triathlon"]]
        leg = extra["triathlon"].legs[-1]
        self.leg = Outing(RUNS + 5, leg[1], leg[2], leg[3], extra["triathlon"].data, title="Triathlon - run")
        self.garmin_runs = self.plain + [extra["lost"], self.leg]
        self.strava_zip, self.garmin_zip = work / "export_4711.zip", work / "garmin.zip"
        make.write_zip(self.strava_zip, make.strava_members(self.strava, SHOES))
        make.write_zip(self.garmin_zip, make.garmin_members(self.garmin, SHOES))
        self.strava_home, self.garmin_home = self.home(), self.home()
        self.strava_report = answer("import", self.strava_zip, home=self.strava_home)
        self.garmin_report = answer("import", self.garmin_zip, home=self.garmin_home)
        self.strava_truth = exported(self.strava_home)

    def home(self):
        self.homes += 1
        return self.work / f"home{self.homes}"


def each_once(home, outings, what="", slack_s=1):
    """The journal has these runs and no others: start, length, way. Returns (outing, run) pairs."""
    runs = runs_of(home)
    pairs = []
    for o in outings:
        found = [r for start, r in runs.items() if abs(start - o.start) <= slack_s]
        same(len(found), 1, f"{what} runs at {make.iso(o.start)}")
        near(found[0]["elapsed_s"], o.seconds, 2, f"{what} seconds of run {o.number}")
        near(found[0]["distance_m"], o.metres, 0.01 * o.metres + 5, f"{what} metres of run {o.number}")
        pairs.append((o, found[0]))
    same(len(runs), len(outings), f"{what} runs in all")
    return pairs


def leading(run):
    """The name of the file that leads, "" without one."""
    leads = [f["name"] for f in run["files"] if f["leads"]]
    must(len(leads) == (1 if run["files"] else 0), f"{len(leads)} of {len(run['files'])} files lead")
    return leads[0] if leads else ""


def told_by(run, service):
    told = [t for t in run["told"] if t["service"] == service]
    same(len(told), 1, f"tales of {service} of the run at {run['start_utc']}")
    return told[0]


# ------------------------------------------------------------------- Strava's export

def strava_runs_are_there(world):
    for o, run in each_once(world.strava_home, world.strava_runs):
        same(run["title"], o.title, "title")
        same(run["shoe"], o.gear or None, f"shoe of run {o.number}")
        same(len(run["files"]), 0 if o.form in ("none", "lost") else 1, f"files of run {o.number}")
        if run["files"]:
            same(run["files"][0]["name"], pathlib.PurePath(o.strava_name).name, "name of the file")
            same(run["files"][0]["sha256"], hashlib.sha256(make.content_of(o)).hexdigest(), "hash of the file")
    report = world.strava_report
    files = sum(1 for o in world.plain)
    same((report["runs"], report["told"], report["shoes"], report["failed"]), (files + 2, files + 2, len(SHOES), 0), "runs, told, shoes, failed")


def strava_texts_are_kept(world):
    for o, run in each_once(world.strava_home, world.strava_runs):
        told = told_by(run, "strava")
        same(told["service_id"], str(o.activity_id), "number of the activity")
        same(told["description"], o.description.replace("\r\n", "\n") or None, "description")
        same(told["private_note"], o.note or None, "private note")
        same(told["gear"], o.gear or None, "gear")
        same(told["weather_c"], o.number % 30, "temperature")


def shoes_have_their_runs(world):
    shoes = {s["name"]: s for s in answer("shoes", home=world.strava_home)["shoes"]}
    same(sorted(shoes), sorted(name for name, _, _ in SHOES), "names of shoes")
    for name, brand, model in SHOES:
        worn = [o for o in world.strava_runs if o.gear == name]
        same((shoes[name]["brand"], shoes[name]["model"]), (brand, model), "brand and model")
        same(shoes[name]["runs"], len(worn), f"runs in {name}")
        near(shoes[name]["km"], sum(o.metres for o in worn) / 1000, 0.01 * sum(o.metres for o in worn) / 1000, f"km in {name}")


def own_shoes_stay(world):
    home = world.home()
    tingle("shoes", "add", SHOES[0][0], "--brand", "My own words", home=home)
    answer("import", world.strava_zip, home=home)
    answer("import", world.garmin_zip, home=home)
    shoes = {s["name"]: s for s in answer("shoes", home=home)["shoes"]}
    same((shoes[SHOES[0][0]]["brand"], shoes[SHOES[0][0]]["model"]), ("My own words", None), "what the runner said of a shoe")
    same((shoes[SHOES[1][0]]["brand"], shoes[SHOES[1][0]]["model"]), SHOES[1][1:], "what the first service said of a shoe")


def words_are_proposed(world):
    ids = {run["id"]: o for o, run in each_once(world.strava_home, world.strava_runs)}
    proposals = answer("log", "--proposals", home=world.strava_home)["proposals"]
    found = {ids[p["run"]].number: p for p in proposals}
    same(len(found), len(proposals), "runs with a proposal")
    same(sorted(found), sorted(o.number for o in ids.values() if o.expect), "runs with a proposal")
    for o in ids.values():
        for key, value in o.expect.items():
            same(found[o.number][key], value, f"{key} of {(o.description or o.note or o.title)!r}")
    same(world.strava_report["proposals"], len(found), "proposals as reported")


def originals_come_back(world):
    for o, run in each_once(world.strava_home, world.strava_runs)[::3]:
        if run["files"]:
            same(hashlib.sha256(tingle("original", run["id"], home=world.strava_home)).hexdigest(),
                 hashlib.sha256(make.content_of(o)).hexdigest(), f"original of run {o.number}")


def again_changes_nothing(world):
    home = world.home()
    shutil.copytree(world.strava_home, home)
    report = answer("import", world.strava_zip, home=home)
    same((report["runs"], report["told"], report["proposals"], report["shoes"], report["failed"]), (0, 0, 0, 0, 0), "new in the second import")
    same(report["known"], len(world.plain), "files already known")
    same_journal(home, world.strava_truth, "imported again")
    text = tingle("import", world.strava_zip, home=home).decode()
    must("already in the journal" in text, f"does not say that nothing is new: {text!r}")


def every_language_is_the_same(world):
    for language in make.LANGUAGES:
        home, path = world.home(), world.work / "language.zip"
        make.write_zip(path, make.strava_members(world.strava, SHOES, language))
        report = answer("import", path, home=home)
        same(report["told"], len(world.strava_runs), f"runs told of in {language}")
        same_journal(home, world.strava_truth, language)
        shutil.rmtree(home)


def unpacked_is_the_same(world):
    folder, home = world.work / "export_4711", world.home()
    make.write_folder(folder, make.strava_members(world.strava, SHOES))
    answer("import", folder, home=home)
    same_journal(home, world.strava_truth, "unpacked folder")


def packed_once_more_is_the_same(world):
    home, path = world.home(), world.work / "Downloads.zip"
    make.write_zip(path, [("Downloads/export_4711.zip", world.strava_zip.read_bytes())])
    answer("import", path, home=home)
    same_journal(home, world.strava_truth, "zip in a zip")


def worked_out_takes_little_room(world):
    """The goal is a journal of at most 1.1 times its packed originals; pages and indexes take 2 % of that."""
    with sqlite3.connect(f"file:{world.strava_home}/journal.tingle?mode=ro", uri=True) as base:
        originals = base.execute("SELECT sum(length(packed)) FROM original").fetchone()[0]
        derived = base.execute("SELECT sum(length(exposure) + length(gait)) FROM derived").fetchone()[0]
    must(derived < 0.06 * originals, f"{derived} bytes worked out from {originals} bytes of packed files")


# ------------------------------------------------------------------- Garmin's export

def garmin_runs_are_there(world):
    for o, run in each_once(world.garmin_home, world.garmin_runs):
        same(run["title"], o.garmin_title or o.title, f"title of run {o.number}")
        same(run["shoe"], o.gear or None, f"shoe of run {o.number}")
        same(len(run["files"]), 1, "files")
        told_by(run, "garmin")
    report = world.garmin_report
    same((report["runs"], report["told"], report["failed"]), (len(world.garmin_runs),) * 2 + (0,), "runs, told, failed")
    passed_over = [f for f in report["files"] if f["path"].endswith(".fit") and f["outcome"] == "skipped"]
    same(len(passed_over), 3 * len(world.garmin) + 1, "watch files that are no run: three others each, and the ride")


def two_services_ask_once(world):
    """The same words, and other words about the same run: one open question a run, and all can be taken in either order."""
    for first, second in ((world.strava_zip, world.garmin_zip), (world.garmin_zip, world.strava_zip)):
        home = world.home()
        answer("import", first, home=home)
        answer("import", second, home=home)
        proposals = answer("log", "--proposals", home=home)["proposals"]
        same(len({p["run"] for p in proposals}), len(proposals), "runs with an open question")
        same(len(proposals), sum(1 for o in world.strava_runs if o.expect), "open questions")
        done = answer("log", "--proposals", "--take", "all", home=home)
        same((done["taken"], done["open"]), (len(proposals), 0), "taken, open")
        for o, run in each_once(home, world.strava_runs + [world.leg]):
            same(run["title"], o.title, "title: Strava's, in either order")
            same(run["felt"], o.expect.get("felt"), f"how the feet felt on run {o.number}")


def running_leg_is_a_run(world):
    runs = runs_of(world.garmin_home)
    run = runs[world.leg.start]
    same(run["sport"], "running", "sport of the leg")
    same(hashlib.sha256(tingle("original", run["id"], home=world.garmin_home)).hexdigest(),
         hashlib.sha256(world.leg.data).hexdigest(), "original of the leg")


def stored_is_as_deflated(world):
    home, path = world.home(), world.work / "stored.zip"
    make.write_zip(path, make.garmin_members(world.garmin, SHOES, inner=zipfile.ZIP_STORED), zipfile.ZIP_STORED)
    answer("import", path, home=home)
    same_journal(home, exported(world.garmin_home), "stored members")


def garmin_after_strava(world):
    home = world.home()
    shutil.copytree(world.strava_home, home)
    report = answer("import", world.garmin_zip, home=home)
    same((report["runs"], report["failed"]), (1, 0), "new runs: the leg of the triathlon alone")
    runs = each_once(home, world.strava_runs + [world.leg])
    for o, run in runs:
        if o in world.strava_runs:
            same(told_by(run, "strava")["title"], o.title, "title by Strava")
        if o.in_garmin:
            told_by(run, "garmin")
        same(run["title"], o.title, "title")
        poorer = o.form.startswith(("gpx", "tcx"))
        same(len(run["files"]), 2 if poorer else 0 if o.form == "none" and not o.data else 1, f"files of run {o.number} ({o.form})")
        if poorer or o.form == "lost":
            same(leading(run), o.garmin_name, f"leading file of run {o.number}")
    truth = exported(home)
    report = answer("import", world.garmin_zip, world.strava_zip, home=home)
    same((report["runs"], report["told"], report["proposals"]), (0, 0, 0), "new when both come again")
    same_journal(home, truth, "both again")
    sound(home)


# ------------------------------------------------------------- damaged, interrupted

def whole_members(path_or_file, cut):
    """Names of the members of a zip that end before a byte of it."""
    with zipfile.ZipFile(path_or_file) as packed:
        infos = sorted(packed.infolist(), key=lambda i: i.header_offset)
        ends = [i.header_offset for i in infos[1:]] + [packed.start_dir]
        return [(i, i.header_offset + 30 + len(i.filename.encode())) for i, end in zip(infos, ends) if end <= cut], infos


def check_cut(world, path, outings, name_of, present, good):
    """Imports the first half; the runs whose files are whole have them, and the whole zip completes it."""
    home, cut = world.home(), path.parent / f"cut_{path.name}"
    data = path.read_bytes()
    cut.write_bytes(data[:len(data) // 2])
    report = answer("import", cut, home=home, good=(good,))
    about = [f for f in report["files"] if f["path"] == str(cut)]
    must(len(about) == 1 and about[0]["outcome"] == "failed", f"the zip itself: {about}")
    must("cut" in about[0]["reason"] or "short" in about[0]["reason"], f"does not say that it is cut: {about[0]['reason']}")
    for o, run in each_once(home, outings, "cut"):
        same(bool(run["files"]), name_of(o) in present, f"file of run {o.number}, {name_of(o)}")
    sound(home)
    answer("import", path, home=home)
    for o, run in each_once(home, outings, "completed"):
        same(len(run["files"]), 1 if name_of(o) else 0, f"files of run {o.number} when all is there")
    sound(home)


def cut_strava_gives_what_is_whole(world):
    size = world.strava_zip.stat().st_size
    whole, _ = whole_members(world.strava_zip, size // 2)
    present = {i.filename for i, _ in whole}
    must(5 < len([n for n in present if "activities/" in n]) < RUNS - 5, "the cut is not among the runs")
    check_cut(world, world.strava_zip, world.strava_runs, lambda o: "" if o.form == "lost" else o.strava_name, present, 65)


def cut_garmin_gives_what_is_whole(world):
    size = world.garmin_zip.stat().st_size
    present = set()
    with zipfile.ZipFile(world.garmin_zip) as outer:
        for info in outer.infolist():
            if not info.filename.endswith(".zip"):
                continue
            begin = info.header_offset + 30 + len(info.filename.encode())
            with outer.open(info) as inner:
                present |= {i.filename for i, _ in whole_members(inner, size // 2 - begin)[0]}
    must(5 < len([n for n in present if "_50" in n]) < len(world.garmin_runs), "the cut is not among the runs")
    name_of = lambda o: world.more["triathlon"].garmin_name if o is world.leg else o.garmin_name
    check_cut(world, world.garmin_zip, world.garmin_runs, name_of, present, 65)


def interrupt(world, home, after_s):
    """An import that is sent Ctrl-C. Its status."""
    environment = {**os.environ, "TINGLE_HOME": str(home), "TINGLE_NOW": NOW}
    process = subprocess.Popen([PROGRAM, "import", str(world.strava_zip)], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(after_s)
    process.send_signal(signal.SIGINT)
    return process.wait()


def interrupted_goes_on(world):
    began = time.monotonic()
    answer("import", world.strava_zip, home=world.home())
    whole_s = time.monotonic() - began
    chance, stopped = random.Random(1), 0
    for _ in range(40):
        home = world.home()
        status = interrupt(world, home, chance.uniform(0.1, 0.9) * whole_s)
        must(status in (0, 1, -signal.SIGINT), f"status {status} of an import that was interrupted")
        if (home / "journal.tingle").exists():
            sound(home)
        if status == 1:
            stopped += 1
            must(len(runs_of(home)) < len(world.strava_runs), "stopped, and everything is in")
            answer("import", world.strava_zip, home=home)
            same_journal(home, world.strava_truth, "after an interrupted import")
        shutil.rmtree(home, ignore_errors=True)
        if stopped == 3:
            return
    must(stopped, "no import was caught in the middle")


# ---------------------------------------------------------- Apple Health and Polar

def small_outings():
    day0 = int(seconds_of("2026-03-01T07:00:00+00:00"))
    kinds = ["run", "ride", "run", "run"]
    out = []
    for i, kind in enumerate(kinds):
        start, seconds, metres = day0 + 86400 * i, 1800 + 60 * i, 5000.0 + 200 * i
        out.append(Outing(100 + i, start, seconds, metres, make.activity_fit(start, [(kind, start, seconds, metres)]), kind, title=f"Small {i}"))
    return out


def check_small(world, name, members, outings):
    home, path = world.home(), world.work / name
    make.write_zip(path, members)
    report = answer("import", path, home=home)
    same((report["runs"], report["failed"]), (3, 0), f"{name}: runs, failed")
    each_once(home, [o for o in outings if o.kind == "run"], name)
    truth = exported(home)
    report = answer("import", path, home=home)
    same((report["runs"], report["known"]), (0, 3), f"{name}: new, known in the second import")
    same_journal(home, truth, f"{name} again")
    folder, other = world.work / (name + ".d"), world.home()
    make.write_folder(folder, members)
    answer("import", folder, home=other)
    same(len(runs_of(other)), 3, f"{name}: runs of the unpacked folder")
    return home


def health_runs_are_there(world):
    outings = small_outings()
    home = check_small(world, "export.zip", make.health_members(outings), outings)
    must(all(f["container"] for r in runs_of(home).values() for f in r["files"]), "a workout does not say which export it was cut from")


def polar_runs_are_there(world):
    outings = small_outings()
    check_small(world, "polar-user-data-export.zip", make.polar_members(outings), outings)


# ------------------------------------------------------------------------- the corpus

def corpus_rows():
    with open(CORPUS / "INDEX.tsv", encoding="utf-8", newline="") as index:
        return list(csv.DictReader(index, delimiter="\t"))


RUN_WORDS = {"running", "Running", "run", "9"}
NO_WORD = {"", "None", "generic", "Other", "unknown", "the category", "jkljkl", "...", "t"}
PLAIN_KINDS = {"fit", "fit.gz", "gpx", "gpx.gz", "tcx", "tcx.gz"}
TOO_SHORT = 10  # records: less moves too little to say


def fault_of_row(row, files):
    """What is wrong with the lines of the report about one file of the corpus; "" nothing."""
    path = str(CORPUS / row["path"])
    words = set(row["sport"].split("+"))
    lines = [f for f in files if f["path"] == path]
    if len(lines) != 1:
        return f"{len(lines)} lines"
    outcome, reason = lines[0]["outcome"], lines[0]["reason"]
    taken = outcome == "imported" or reason.startswith(("the same run", "already in the journal"))
    if outcome == "failed":
        return "" if row["malformed"] == "yes" else f"failed: {reason}"
    if row["kind"] not in PLAIN_KINDS:
        return f"{row['kind']} taken" if taken and row["kind"] not in ("sml", "json") else ""
    if row["records"] in ("", "0") and row["malformed"] == "no":
        return "taken without a record" if taken else ""
    if words & RUN_WORDS and int(row["records"]) > TOO_SHORT and row["malformed"] == "no":
        return "" if taken else f"a run, and {outcome}: {reason}"
    if not words & (RUN_WORDS | NO_WORD):
        return f"{row['sport']} taken" if taken else ""
    return ""


def corpus_as_one_import(world):
    home = world.home()
    files = answer("import", CORPUS, home=home, good=(0, 65))["files"]
    rows = corpus_rows()
    same(len(rows), 334, "files of the corpus")
    inside = (".zip", ".kmz", "export.xml")  # told of by what is in them; routes with the workouts, hidden files not at all
    rows = [r for r in rows if not r["path"].endswith(inside) and "/workout-routes/" not in r["path"] and "/._" not in r["path"]]
    faults = [f"{r['path']}: {fault}" for r in rows if (fault := fault_of_row(r, files))]
    must(not faults, f"{len(faults)} files: " + "; ".join(faults[:5]))
    runs = answer("runs", "--all", "--sources", home=home)["runs"]
    taken = {f["sha256"] for r in runs for f in r["files"]}
    same(len(taken), answer("check", home=home)["originals"], "files kept and named by a run")
    must(all(r["files"] for r in runs), "a run without a file")
    sound(home)


def corpus_zips(world):
    zips = [r for r in corpus_rows() if r["path"].endswith(".zip")]
    must(len(zips) > 10, "zips of the corpus")
    for row in zips:
        path, home = CORPUS / row["path"], world.home()
        report = answer("import", path, home=home, good=(0, 65, 66, 1))
        with zipfile.ZipFile(path) as packed:
            names = [i.filename for i in packed.infolist() if not i.is_dir()]
        told = {f["path"][len(str(path)) + 1:].split(".kmz/")[0] for f in report["files"]}
        same(sorted(n.removesuffix(".kmz") for n in names), sorted(told), f"members told of in {row['path']}")
        if row["sport"] == "running":
            must(len(runs_of(home)) == 1, f"{row['path']}: {len(runs_of(home))} runs")


def corpus_outings():
    """Runs of the corpus with a start of their own, and what the index says of them."""
    outings, starts = [], set()
    for row in corpus_rows():
        timer = float(row["total_timer_s"] or 0)
        if row["sport"] not in RUN_WORDS or row["malformed"] == "yes" or row["sessions"] != "1" or timer < 600 or not row["start_utc"]:
            continue
        start = int(seconds_of(row["start_utc"]))
        if row["kind"] not in PLAIN_KINDS or any(abs(start - s) < 86400 for s in starts):
            continue
        data = (CORPUS / row["path"]).read_bytes()
        packed = row["kind"].endswith(".gz")
        form = row["kind"] if packed or len(outings) % 2 else row["kind"] + ".gz"
        starts.add(start)
        outings.append(Outing(len(outings) + 1, start, timer, 0, gzip.decompress(data) if packed else data, form=form,
                              title=f"Real run {len(outings)}", gear=SHOES[0][0], in_garmin=row["kind"].startswith("fit")))
    return outings


def corpus_in_exports(world):
    outings = corpus_outings()
    must(len(outings) > 30, f"{len(outings)} runs of the corpus")
    strava, garmin, home = world.work / "real_strava.zip", world.work / "real_garmin.zip", world.home()
    make.write_zip(strava, make.strava_members(outings, SHOES, "de"))
    # a start and a length of 0 m for all: only what joins by its start gets a name
    for o in outings:
        o.metres = 1.0
    make.write_zip(garmin, make.garmin_members(outings, SHOES))
    report = answer("import", strava, home=home)
    same((report["runs"], report["told"], report["failed"]), (len(outings), len(outings), 0), "runs, told, failed")
    check_real(home, outings, "strava")
    report = answer("import", garmin, home=home)
    same((report["runs"], report["failed"]), (0, 0), "new runs in Garmin's after Strava's")
    check_real(home, [o for o in outings if o.in_garmin], "garmin")
    same(len(runs_of(home)), len(outings), "runs in all")
    sound(home)


def check_real(home, outings, service):
    runs = runs_of(home)
    for o in outings:
        found = [r for start, r in runs.items() if abs(start - o.start) <= 5]
        same(len(found), 1, f"runs at {make.iso(o.start)}")
        same(told_by(found[0], service)["title"], o.title, f"title by {service}")
        same(found[0]["shoe"], o.gear, "shoe")
        must(hashlib.sha256(o.data).hexdigest() in [f["sha256"] for f in found[0]["files"]], f"bytes of {o.title}")


MADE_UP = [strava_runs_are_there, strava_texts_are_kept, shoes_have_their_runs, own_shoes_stay, words_are_proposed, originals_come_back, again_changes_nothing,
           every_language_is_the_same, unpacked_is_the_same, packed_once_more_is_the_same, worked_out_takes_little_room, garmin_runs_are_there, two_services_ask_once, running_leg_is_a_run,
           stored_is_as_deflated, garmin_after_strava, cut_strava_gives_what_is_whole, cut_garmin_gives_what_is_whole, interrupted_goes_on,
           health_runs_are_there, polar_runs_are_there]
REAL = [corpus_as_one_import, corpus_zips, corpus_in_exports]


def main():
    passed = failed = 0
    work = pathlib.Path(tempfile.mkdtemp(prefix="tingle-exports-"))
    cases = MADE_UP + (REAL if CORPUS.is_dir() else [])
    if not CORPUS.is_dir():
        print(f"skipped: the real files; {CORPUS} is not there")
    try:
        world = World(work)
        for case in cases:
            try:
                case(world)
                passed += 1
            except Wrong as wrong:
                failed += 1
                print(f"FAILED: {case.__name__}: {wrong}", flush=True)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    print(f"# exports: {passed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
