#!/usr/bin/env python3
"""Every format that Tingle writes against docs/schemas.json, and the pages in docs/ too. usage: check_schemas.py TINGLE ROOT

A schema says the keys and the kind of each value; the answer has these keys, no more and no fewer. Kinds: text, whole
(number), number, chance (0 to 1), flag, day, time, or the words it may be ("yes|no"); `?` at the end: or null. An object
with the key "?" may be null, one with "*" has names of data as keys. A list of texts is the columns of a CSV file.
"""
import csv
import itertools
import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile

PROGRAM, ROOT = str(pathlib.Path(sys.argv[1]).resolve()), pathlib.Path(sys.argv[2]).resolve()
SCHEMA = json.loads((ROOT / "docs/schemas.json").read_text(encoding="utf-8"))
MODEL = pathlib.Path(os.environ.get("TINGLE_SHARED", ROOT.parent / "shared"), "model")
SLACK = 1e-9  # rounding of a sum


class Wrong(Exception):
    pass


def must(holds, said):
    if not holds:
        raise Wrong(said)


# ---------------------------------------------------------------- values against a schema

def is_number(value):
    return isinstance(value, (int, float)) and not isinstance(value, bool)


KINDS = {
    "text": lambda v: isinstance(v, str),
    "whole": lambda v: isinstance(v, int) and not isinstance(v, bool),
    "number": is_number,
    "chance": lambda v: is_number(v) and 0 <= v <= 1,
    "flag": lambda v: isinstance(v, bool),
    "day": lambda v: isinstance(v, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", v),
    "time": lambda v: isinstance(v, str) and re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z", v),
}


def is_kind(value, kind):
    if kind.endswith("?"):
        return value is None or is_kind(value, kind[:-1])
    if kind in KINDS:
        return KINDS[kind](value)
    return ("null" if value is None else value) in kind.split("|")


def differences(value, schema, where):
    """What is wrong with a value, line by line."""
    if isinstance(schema, str):
        if not is_kind(value, schema):
            yield f"{where} is {value!r}, expected {schema}"
    elif isinstance(schema, list):
        if not isinstance(value, list):
            yield f"{where} is {value!r}, expected a list"
        else:
            for i, item in enumerate(value):
                yield from differences(item, schema[0], f"{where}[{i}]")
    elif value is None and "?" in schema:
        return
    elif not isinstance(value, dict):
        yield f"{where} is {value!r}, expected an object"
    elif "*" in schema:
        for key, item in value.items():
            yield from differences(item, schema["*"], f"{where}.{key}")
    else:
        keys = [k for k in schema if k != "?"]
        yield from (f"{where}.{k} is missing" for k in keys if k not in value)
        yield from (f"{where}.{k} is not in docs/schemas.json" for k in value if k not in keys)
        for key in keys:
            if key in value:
                yield from differences(value[key], schema[key], f"{where}.{key}")


def conforms(value, schema, where):
    must(not (said := list(differences(value, schema, where))), "\n    ".join(said[:10]))


def no_constant(word):
    raise Wrong(f"{word} is no JSON: what is not known is null")


def parse(text):
    return json.loads(text, parse_constant=no_constant)


# ---------------------------------------------------------------- running the program

class Person:
    """Someone with a journal of their own, in one folder for all."""

    def __init__(self, folder, name):
        self.folder, self.name = folder, name

    def run(self, *arguments):
        env = {**os.environ, "HOME": self.folder, "TINGLE_HOME": f"{self.folder}/{self.name}", "LC_ALL": "C.UTF-8"}
        return subprocess.run([PROGRAM, *arguments], cwd=self.folder, env=env, capture_output=True, text=True,
                              stdin=subprocess.DEVNULL, timeout=240, check=False)

    def answer(self, schema, *arguments, status=0):
        done = self.run(*arguments, "--json")
        must(done.returncode == status, f"exit status {done.returncode}, expected {status}: {done.stderr.strip()}")
        must(done.stdout.count("\n") == 1, f"one line was expected, not {done.stdout!r}")
        value = parse(done.stdout)
        conforms(value, SCHEMA[schema] if isinstance(schema, str) else schema, " ".join(arguments[:2]))
        return value

    def refuses(self, status, *arguments):
        """A failure: nothing on standard output, one line on standard error."""
        done = self.run(*arguments, "--json")
        must(done.returncode == status, f"{arguments}: exit status {done.returncode}, expected {status}")
        must(not done.stdout and done.stderr.count("\n") == 1, f"{arguments}: {done.stdout!r}, {done.stderr!r}")
        return done.stderr


def simulated(folder, name, runs, *more):
    """A simulated runner whose files are in `name`, not yet imported."""
    person = Person(folder, f"home-{name}")
    value = person.answer("simulate", "simulate", "--seed", "5", "--runs", str(runs), "--out", name, *more)
    must(value["noted"] <= value["runs"] == runs and value["numb"] <= value["runs"], f"counts: {value}")
    return person


# ---------------------------------------------------------------- what must hold of an answer

def check_chance_curve(why):
    curve = why["curve"]
    for point in [*curve, why["risk"]]:
        must(0 <= point["lo"] <= point["mean"] <= point["hi"] <= 1, f"not in order: {point}")
    for a, b in itertools.pairwise(curve):
        must(a["minute"] < b["minute"] and all(a[k] <= b[k] + SLACK for k in ("mean", "lo", "hi")), f"the curve falls: {a}, {b}")
    must(curve[-1]["mean"] <= why["risk"]["mean"] + SLACK, "the curve goes over the risk of the whole run")
    must(0 <= why["numb_free_min"] <= why["run"]["minutes"], f"numb-free minutes: {why['numb_free_min']}")


def check_factors(why):
    ranked = [f["ranked"] for f in why["factors"]]
    must(ranked == sorted(ranked, reverse=True), "a ranked factor stands behind one that is not")
    gains = [f["reduction"]["mean"] for f in why["factors"] if f["ranked"]]
    must(why["stage"] not in ("ranking", "advice") or gains == sorted(gains, reverse=True), "not by expected gain")
    best = {}
    for f in why["factors"]:
        must(f["strength"] != "strong" or f["evidence"] in ("experiment", "both"), f"strong from records: {f['factor']}")
        must((f["reduction"] is None) == (not f["ranked"]) == (f["p_best"] is None), f"ranked or not: {f}")
        must(f["runs_recorded"] <= why["noted"], f"more runs than there are: {f}")
        if f["ranked"]:
            must(f["reduction"]["lo"] <= f["reduction"]["mean"] <= f["reduction"]["hi"], f"not in order: {f}")
            must(f["p_gain5"] <= f["p_helps"], f"a gain of 5 points is a gain: {f}")
            must(abs(why["risk"]["mean"] - f["risk_after"]["mean"] - f["reduction"]["mean"]) < SLACK, f"before - after: {f}")
            best["shoe" if f["factor"].startswith("shoe:") else f["factor"]] = f["p_best"]
    must(not best or abs(sum(best.values()) + why["p_none_helps"] - 1) < SLACK, f"P(best) does not sum to 1: {best}")


def check_answer(why):
    must(why["left"] + why["right"] + why["both"] <= why["numb"] <= why["noted"] <= why["runs"], "counts")
    must(why["stage"] == ("day-one", "candidates", "ranking", "advice")[sum(why["numb"] >= n for n in (6, 12, 25))],
         f"stage {why['stage']} with {why['numb']} numb runs")
    must(why["doctor"], "no doctor line")
    if why["gate"] != "open" or why["stage"] == "day-one":
        must(why["risk"] is None and not why["factors"] and not why["curve"], "figures without a fit")
        return
    check_chance_curve(why)
    check_factors(why)


def asks_why(person, stage, gate="open"):
    plain = person.answer("why", "why")
    must((plain["stage"], plain["gate"]) == (stage, gate), f"stage and gate {plain['stage']}, {plain['gate']}")
    check_answer(plain)
    must((plain["gate"] == "open") == (plain["gate_text"] == ""), f"gate_text {plain['gate_text']!r}")
    fitted = plain["risk"] is not None
    schema = {**SCHEMA["why"], **({"basis": SCHEMA["why --explain"]} if fitted else {})}
    explained = person.answer(schema, "why", "--explain")
    must({**explained, "basis": 0} == {**plain, "basis": 0}, "--explain changes the answer")
    return plain


# ---------------------------------------------------------------- the checks

def why_in_every_stage(folder):
    for stage, runs in (("day-one", 5), ("candidates", 25), ("ranking", 45), ("advice", 120)):
        person = simulated(folder, f"why-{stage}", runs)
        person.answer("import", "import", f"why-{stage}")
        asks_why(person, stage)


def why_nothing_and_always(folder):
    for truth in ("nothing", "always"):
        person = simulated(folder, f"truth-{truth}", 60, "--truth", truth)
        person.answer("import", "import", f"truth-{truth}")
        why = person.answer("why", "why")
        check_answer(why)


def why_behind_the_gate(folder):
    person = simulated(folder, "gate", 30)
    asks_why(Person(folder, "empty"), "day-one", "unscreened")
    person.answer("import", "import", "gate/activities", "gate/notes.csv", "gate/shoes.csv")
    why = person.answer("why", "why")
    check_answer(why)
    must(why["gate"] == "unscreened", f"gate {why['gate']}")
    said = parse(pathlib.Path(folder, "gate/answers.json").read_text(encoding="utf-8"))
    diabetes = {"profile": {**said["profile"], "diabetes": True}}
    for changed, gate in (({"CES": True}, "emergency"), ({"DROP": True}, "urgent"), ({"BACKLEG": True}, "soon"),
                          (diabetes, "soon"), ({}, "open")):
        pathlib.Path(folder, "answers.json").write_text(json.dumps({**said, **changed}), encoding="utf-8")
        person.answer("import", "import", "answers.json")
        must(person.answer("doctor", "doctor")["gate"] == gate, f"tingle doctor: gate is not {gate}")
        why = person.answer("why", "why")
        must(why["gate"] == gate, f"gate {why['gate']}, expected {gate}")
        check_answer(why)


def warning_signs(folder):
    person = Person(folder, "signs")
    for said, tier in (({"STROKE": True, "SELF": True}, "E"), ({}, "incomplete")):
        pathlib.Path(folder, "sheet.json").write_text(json.dumps(said), encoding="utf-8")
        got = person.answer("doctor", "doctor", "--answers", "sheet.json")
        must(got["tier"] == tier, f"tier {got['tier']}, expected {tier}")
        must(len(got["remarks"]) == (tier == "E"), f"remarks {got['remarks']}")
    asked = person.answer("doctor --questions", "doctor", "--questions")
    must(len(asked["screens"]) <= 9, "more than nine screens")
    rules = {t["answers"] for s in asked["screens"] for t in s["ticks"] if not t["is_fact"]}
    must(rules == {a["id"] for a in got["answers"]}, f"questions and answers differ: {rules ^ {a['id'] for a in got['answers']}}")
    person.answer("now", "now")


def check_places(where):
    must(where["located"] <= where["numb"] <= where["noted"], f"counts: {where}")
    for spot in where["regions"]:
        must(spot["left"] + spot["right"] + spot["unsaid"] > 0, f"never noted: {spot}")
        must(spot["share_left"] * where["located"] >= spot["left"] - SLACK, f"more often than its share: {spot}")
    for fits in (where["nerves"], where["conditions"]):
        must([f["score"] for f in fits] == sorted((f["score"] for f in fits), reverse=True), "not by score")
        must(all(f["for"] for f in fits), "a fit without a reason")
    must(where["gate"] == "open" or not where["nerves"] + where["conditions"], "advice behind the gate")


def places(folder):
    nobody = Person(folder, "nobody").answer("where", "where")
    must(not nobody["regions"] and nobody["located"] == 0 and nobody["place"] is None, f"places of nobody: {nobody}")
    person = simulated(folder, "places", 20)
    person.answer("import", "import", "places/activities", "places/notes.csv", "places/shoes.csv")
    check_places(person.answer("where", "where"))
    person.answer("import", "import", "places/answers.json")
    where = person.answer("where", "where")
    check_places(where)
    must(where["regions"] and where["conditions"] and where["gate"] == "open", f"places: {where}")
    numb = [r["id"] for r in person.answer("runs", "runs")["runs"] if r["felt"] == "numb"]
    one = person.answer("where", "where", str(numb[0]))
    must(one["run"] == numb[0] and one["located"] == 1, f"one run: {one}")
    must(len(person.answer("where --regions", "where", "--regions")["regions"]) == 29, "regions")


def reading(folder):
    person = simulated(folder, "read", 3)
    name = "read/activities/0001.fit"
    whole = person.answer("read", "read", name)
    must(set(whole["used"]) <= set(whole["columns"]) | {"speed_mps", "distance_m"}, "a column used that is not there")
    cut = pathlib.Path(folder, "cut.fit")
    cut.write_bytes(pathlib.Path(folder, name).read_bytes()[:-100])
    must(person.answer("read", "read", "cut.fit")["repairs"], "a cut file without repairs")
    pathlib.Path(folder, "no.fit").write_bytes(b"nothing")
    done = person.run("read", name, "no.fit", "--json")
    good, bad = (parse(line) for line in done.stdout.splitlines())
    must(done.returncode == 65, f"exit status {done.returncode}")
    conforms(good, {"path": "text", **SCHEMA["read"]}, "read")
    conforms(bad, {"path": "text", "error": "text"}, "read")
    must(bad["path"] == "no.fit", f"path {bad['path']}")
    person.refuses(65, "read", "no.fit")
    rows = list(csv.reader(person.run("read", name, "--csv").stdout.splitlines()))
    must(rows[0][0] == "time_s" and len({len(r) for r in rows}) == 1, f"read --csv: {rows[0]}")
    must(set(rows[0][1:]) == set(whole["used"]), f"read --csv: columns {rows[0]}")
    for column, header in enumerate(rows[0][1:], 1):
        must(sum(1 for r in rows[1:] if r[column]) == whole["used"][header], f"read --csv: values of {header}")


def importing(folder):
    person = simulated(folder, "import", 4)
    pathlib.Path(folder, "bad.csv").write_text("start,felt\n2026-03-01,perhaps\n", encoding="utf-8")
    first = person.answer("import", "import", "import", "bad.csv", status=65)
    again = person.answer("import", "import", "import")
    must((first["runs"], first["failed"], again["runs"], again["skipped"]) == (4, 1, 0, 5), f"{first}\n{again}")
    for report in (first, again):
        outcomes = [f["outcome"] for f in report["files"]]
        must([outcomes.count(o) for o in ("imported", "skipped", "failed")] ==
             [report[o] for o in ("imported", "skipped", "failed")], "outcomes of the files against the counts")


def guide(folder):
    person = Person(folder, "guide")
    names = [page["name"] for page in person.answer("guide", "guide")["pages"]]
    for name in names:
        page = person.answer("guide NAME", "guide", name)
        must(page["name"] == name and set(page["next"]) <= set(names), f"{name}: {page['name']}, next {page['next']}")
    person.answer("guide --html", "guide", "--html", "guide-html")
    person.refuses(66, "guide", "nothing")


def watching(folder):
    person = simulated(folder, "watch", 3)
    env = {**os.environ, "HOME": folder, "TINGLE_HOME": f"{folder}/home-watch", "LC_ALL": "C.UTF-8"}
    with subprocess.Popen([PROGRAM, "import", "--watch", "--json", "--settle", "0.1", "watch/activities"], cwd=folder, env=env, text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        line = process.stdout.readline()
        process.send_signal(signal.SIGINT)
        rest = process.stdout.read()
    must(process.returncode == 0 and not rest, f"exit status {process.returncode}, {rest!r}")
    conforms(parse(line), SCHEMA["import --watch"], "import --watch")
    must(parse(line)["runs"] == 3 and len(person.answer("runs", "runs")["runs"]) == 3, "three runs")


def keeping(folder):
    person = simulated(folder, "keep", 8)
    person.answer("import", "import", "keep")
    must(len(person.answer("runs", "runs")["runs"]) == 8, "runs")
    must(all(r["files"][0]["leads"] for r in person.answer("runs --sources", "runs", "--sources")["runs"]), "runs --sources")
    person.answer("shoes add", "shoes", "add", "New", "--width", "98")
    must("New" in [s["name"] for s in person.answer("shoes", "shoes")["shoes"]], "shoes")
    person.answer("log", "log", "last", "--fine")
    person.answer("log --show", "log", "--show")
    must(person.answer("log", "log", "last", "--numb", "--side", "left", "--where", "heel")["note"]["episodes"][0]["regions"] == "P_HEEL", "log")
    must(person.answer("log --undo", "log", "--undo")["redos"] == 1 and person.answer("log --undo", "log", "--redo")["undos"] >= 1, "undo, redo")
    person.answer("log --last", "log", "--last", "5")
    person.answer("doctor", "doctor")
    person.answer("scales answer", "scales", "answer", "--nrs", "4", "--groc", "3", "run=5", "--day", "2026-03-01")
    person.answer("scales answer", "scales", "answer", "--nrs", "6", "run=7", "--day", "2026-04-01")
    must(len(person.answer("scales", "scales")["series"]) == 4, "scales")
    person.answer("scales --forget", "scales", "--forget", "2026-04-01")
    person.answer("about", "about", "--born", "1984", "--sex", "female")
    person.answer("tried WHAT", "tried", "wider shoe", "--result", "better")
    must(len(person.answer("tried", "tried")["tried"]) == 1, "tried")
    person.answer("homecheck CHECK", "homecheck", "touch", "--left", "1", "--day", "2026-03-01")
    person.answer("homecheck CHECK", "homecheck", "tiptoe", "--right", "0", "--day", "2026-03-02")
    person.answer("homecheck --forget", "homecheck", "--forget", "2026-03-01")
    must(len(person.answer("homecheck", "homecheck")["home_checks"]) == 1, "homecheck")
    report = person.answer("report", "report")
    must(report["numb"] + report["fine"] == report["noted"] <= report["runs"] == 8, "report: counts")
    must(len(report["episodes"]) == report["numb"] and len(report["weeks"]) >= 12, "report: episodes, weeks")
    person.answer("report --out", "report", "--out", "page.pdf")
    must(person.answer("check", "check")["ok"], "check")
    person.answer("original", "original", "last", "--out", "last.fit")
    person.answer("backup", "backup", "keep.db")
    person.answer("export", "export", "keep-out")
    must(person.answer("delete", "delete", "last", "--yes")["run"], "delete")
    person.answer("restore", "restore", "keep.db", "--force")
    must(Person(folder, "other").answer("restore", "restore", "keep-out")["done"], "restore of a folder")
    person.answer({"done": "flag", "journal": "text"}, "delete", "--everything", "--yes")
    must(person.answer("import", "import", "nowhere", status=66)["failed"] == 1, "import of nothing")
    person.refuses(2, "why", "--nonsense")


def header(path):
    with open(path, encoding="utf-8", newline="") as file:
        return next(csv.reader(file))


def fitting(folder):
    """Nothing measured, something, all; behind the gate and before it."""
    person = Person(folder, "fitting")
    person.answer("feet", "feet")
    person.answer("lacing", "lacing")
    person.answer("shoes size", "shoes", "size", "US 9.5 W")
    person.answer("shoes size", "shoes", "size", "265/100")
    person.answer("feet sheet", "feet", "sheet", "feet.pdf")
    simulated(folder, "fitting-files", 12)
    person.answer("import", "import", "fitting-files/activities")
    person.answer("feet add", "feet", "add", "265", "--side", "left", "--width", "100", "--heel-to-ball", "190", "--day", "2019-05-01")
    person.answer("feet add", "feet", "add", "275", "--side", "left", "--width", "104", "--girth", "255", "--text", "thin socks")
    person.answer("feet add", "feet", "add", "275", "--side", "right", "--oblique", "104", "--state", "after-run")
    person.answer("feet add", "feet", "add", "--side", "right", "--oblique", "105", "--state", "late")
    person.answer("shoes add", "shoes", "add", "Blue", "--size", "EU 42", "--insole-length", "270", "--width", "96", "--heel-to-ball", "195", "--toe-depth", "low",
                  "--lacing", "loop")
    person.answer("shoes add", "shoes", "add", "Red", "--width", "99", "--retired", "2026-01-01")
    must(person.answer("feet", "feet")["growth"], "growth of a centimetre is noticed")
    must(person.answer("shoes fit --where", "shoes", "fit", "--where")["gate"] == "unscreened", "advice is behind the gate")
    must(person.answer("shoes next", "shoes", "next")["insole_from_mm"] is None, "advice is behind the gate")
    must(person.answer("lacing", "lacing", "arch")["patterns"] == [], "advice is behind the gate")
    must(len(person.answer("lacing", "lacing", "--all")["patterns"]) == 8, "all patterns")
    person.answer("lacing --svg", "lacing", "LOOP", "--svg", "loop.svg")
    person.answer("log", "log", "--numb", "--side", "left", "--where", "P_TOE3 P_TOE4", "--shoe", "Blue")
    person.answer("import", "import", "fitting-files/answers.json")
    fit = person.answer("shoes fit", "shoes", "fit")["shoes"]
    must([s["name"] for s in fit] == ["Blue"], "what is retired is left out")
    must(fit[0]["feet"][0]["toe"]["band"] == "short" and fit[0]["longer_foot"], f"{fit}")
    person.answer("shoes fit", "shoes", "fit", "Red", "--minutes", "0")
    where = person.answer("shoes fit --where", "shoes", "fit", "--where")
    must(where["gate"] == "open" and where["measure"] == "width" and where["rooms"][0]["shoe"] == "Blue", f"{where}")
    after = person.answer("shoes next", "shoes", "next")
    must((after["insole_from_mm"], after["insole_to_mm"]) == (285, 292) and after["toes"], f"{after}")
    must([p["code"] for p in person.answer("lacing", "lacing")["patterns"]] == ["TOEBOX"], "laces")
    must(person.answer("lacing", "lacing", "Blue")["now"] == "LOOP", "laces of a shoe")
    must(person.answer("lacing", "lacing", "top of the foot")["patterns"][0]["code"] == "SKIP", "laces for a place")
    person.answer("feet delete", "feet", "delete", "1")


def exported_folder(folder):
    person = simulated(folder, "export", 6)
    person.answer("import", "import", "export")
    person.answer("export", "export", "export-out")
    out = pathlib.Path(folder, "export-out")
    tables = {f"{n}.csv" for n in ("runs", "sources", "originals", "told", "proposals", "notes", "shoes", "feet", "tried", "home-checks", "scales", "profile")}
    must({p.name for p in out.iterdir()} == tables | {"originals", "tingle-export.json"}, f"{list(out.iterdir())}")
    for name in tables:
        must(header(out / name) == SCHEMA[name], f"{name}: {header(out / name)}")
    conforms(parse((out / "tingle-export.json").read_text(encoding="utf-8")), SCHEMA["tingle-export.json"], "tingle-export.json")


def simulated_files(folder):
    simulated(folder, "files", 12)
    made = pathlib.Path(folder, "files")
    for name in ("truth.json", "answers.json"):
        conforms(parse((made / name).read_text(encoding="utf-8")), SCHEMA[name], name)
    for name in ("notes.csv", "shoes.csv"):
        must(set(header(made / name)) <= set(SCHEMA[name]), f"{name}: {header(made / name)}")
    must({p.name for p in made.iterdir()} == {"activities", "notes.csv", "shoes.csv", "truth.json", "answers.json"}, "files")


def model_files(folder):
    """Five runs of 40 minutes with one covariate: (runs, bins, scenarios) as lists of rows."""
    runs = [SCHEMA["model fit: runs"]] + [[str(i), str(i % 2), *record, ""] for i, record in enumerate(
        [("no", "", ""), ("exact", "31", ""), ("int", "20", "35"), ("none", "", ""), ("no", "", "")])]
    bins = [[*SCHEMA["model fit: bins"], "warmth"]] + [
        [str(r), str(b), "1", "1", "1", "0.15", str(r - 2)] for r in range(5) for b in range(40)]
    scenarios = [[*SCHEMA["model fit: scenarios"], "warmth"], ["as it is", "40", "0", "1", "1", "0.15", "1"],
                 ["cool", "40", "0", "1", "1", "0.15", "0"]]
    return runs, bins, scenarios


def write_tables(folder, tables):
    for name, rows in zip(("runs", "bins", "scenarios"), tables, strict=True):
        with open(pathlib.Path(folder, f"{name}.csv"), "w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)


FIT = ["model", "fit", "--runs", "runs.csv", "--bins", "bins.csv", "--scenarios", "scenarios.csv"]


def check_fit(fit):
    must(set(fit["parameters"]) == set(fit["laplace"]), "parameters and laplace name different things")
    for s in fit["scenarios"]:
        must(0 <= s["risk"]["lo"] <= s["risk"]["mean"] <= s["risk"]["hi"] <= 1, f"not in order: {s}")
        must(abs(fit["scenarios"][0]["risk"]["mean"] - s["risk"]["mean"] - s["reduction"]) < 1e-6, f"reduction: {s}")


def model_fit(folder):
    person, tables = Person(folder, "none"), model_files(folder)
    write_tables(folder, tables)
    fit = person.answer("model fit", *FIT)
    check_fit(fit)
    must(set(fit["parameters"]) == {"b0", "g", "warmth", "u0", "u1"}, f"{set(fit['parameters'])}")
    must((fit["runs"], fit["recorded"], fit["events"], fit["bins"]) == (5, 4, 2, 200), "counts")
    for t, schema in enumerate(("model fit: runs", "model fit: bins", "model fit: scenarios")):
        for column, name in enumerate(SCHEMA[schema]):
            less = [row[:column] + row[column + 1:] for row in tables[t]]
            write_tables(folder, [less if i == t else rows for i, rows in enumerate(tables)])
            if name == "recovery_min":
                person.answer("model fit", *FIT)
            else:
                must(name in person.refuses(65, *FIT), f"{schema} without {name}: the message does not name it")
    if MODEL.is_dir():
        check_fit(person.answer("model fit", *(a if i < 2 or i % 2 == 0 else f"{MODEL}/r1_{a}" for i, a in enumerate(FIT))))
    else:
        print(f"# skipped: model fit on r1: no {MODEL}")


def prior_file(folder):
    person = Person(folder, "none")
    write_tables(folder, model_files(folder))
    mean_sd = {"mean": 0.1, "sd": 0.5}
    prior = {"b0": {"mean": -4.8, "sd": 1.2}, "g": {"mean": 1.8, "sd": 0.7}, "effects": {"warmth": mean_sd},
             "log_tau": {"mean": 1.8, "sd": 0.8}, "sigma_shoe": 0.6, "kappa_sd": 0.5, "recovery_sd": 0.6,
             "load": {"eps": 0.02, "t0_min": 30, "relief_run": 0.15}, "omega": 1, "squared_multiplier": False}
    conforms(prior, SCHEMA["model fit: prior"], "prior")
    path = pathlib.Path(folder, "prior.json")
    for value, status in [(prior, 0), ({}, 0), *(({k: v}, 0) for k, v in prior.items()),
                          *(({**prior, k: "many"}, 65) for k in prior), ({"sigma": 1}, 65)]:
        path.write_text(json.dumps(value), encoding="utf-8")
        if status:
            person.refuses(status, *FIT, "--prior", "prior.json")
        else:
            person.answer("model fit", *FIT, "--prior", "prior.json")


# ---------------------------------------------------------------- the pages

COLUMN_NAMES = {
    "latitude_deg", "longitude_deg", "altitude_m", "distance_m", "speed_mps", "cadence_spm", "heart_rate_bpm", "temperature_c", "power_w",
    "stance_time_ms", "stance_time_balance_pct", "vertical_oscillation_mm", "vertical_ratio_pct", "step_length_mm"}
PAGES = [  # page, heading ("" all of it), schemas, other words that stand in code there
    ("json.md", "read", ["read"], COLUMN_NAMES | {"path", "error", "time_s"}),
    ("json.md", "import", ["import", "import --watch"], set()),
    ("json.md", "runs", ["runs", "runs --sources"], set()),
    ("json.md", "shoes", ["shoes", "shoes add", "shoes fit", "shoes fit --where", "shoes next", "shoes size"], set()),
    ("json.md", "feet", ["feet", "feet add", "feet delete", "feet sheet"], set()),
    ("json.md", "lacing", ["lacing", "lacing --svg"], set()),
    ("json.md", "log", ["log", "log --show", "log --undo", "log --last", "log --proposals", "log --proposals --take"], {"log --redo"}),
    ("json.md", "doctor", ["doctor", "doctor --questions"], set()),
    ("json.md", "now", ["now"], set()),
    ("json.md", "about, tried, homecheck, report",
     ["about", "tried", "tried WHAT", "homecheck", "homecheck CHECK", "homecheck --forget", "report", "report --out"], {"homecheck", "report", "doctor"}),
    ("json.md", "scales", ["scales", "scales answer", "scales --forget"], ["groc", "nrs", "psfs"]),
    ("json.md", "guide", ["guide", "guide NAME", "guide --html"], set()),
    ("json.md", "where", ["where", "where --regions"], {"doctor", "open", "look"}),
    ("json.md", "why", ["why", "why --explain"],
     {"speed", "cadence", "temperature", "lacing", "foam", "sock", "foam_after", "carried", "shoe:<name>", "basis"}),
    ("json.md", "simulate", ["simulate"], set()),
    ("json.md", "model fit", ["model fit"], set()),
    ("json.md", "check, export, backup, restore, delete", ["check", "export", "backup", "restore", "original", "delete"],
     {"check", "journal", "delete"}),
    ("answers-json.md", "", ["answers.json"], None),
    ("truth-json.md", "", ["truth.json"], {"tingle-sim", "null"}),
    ("notes-csv.md", "", ["notes.csv"], None),
    ("shoes-csv.md", "", ["shoes.csv"], None),
    ("feet-csv.md", "", ["feet.csv"], {"left", "right", "rested", "late", "yes", "feet.csv"}),
    ("export.md", "", ["runs.csv", "sources.csv", "originals.csv", "told.csv", "proposals.csv", "tried.csv", "home-checks.csv", "scales.csv", "profile.csv", "tingle-export.json"], None),
    ("model-fit.md", "", ["model fit: runs", "model fit: bins", "model fit: scenarios", "model fit: prior"], None),
]


def words_of(schema):
    """Keys, columns and values of a schema."""
    if isinstance(schema, str):
        return set() if schema.rstrip("?") in KINDS else set(schema.split("|"))
    if isinstance(schema, list):
        return set().union(*(s_words for s in schema for s_words in ([{s}] if isinstance(s, str) else [words_of(s)])))
    return {k for k in schema if k not in "?*"}.union(*(words_of(s) for s in schema.values()))


def keys_of(schema):
    if isinstance(schema, str):
        return set()
    if isinstance(schema, list):
        return {s for s in schema if isinstance(s, str) and s not in KINDS}.union(*(keys_of(s) for s in schema))
    return {k for k in schema if k not in "?*"}.union(*(keys_of(s) for s in schema.values()))


def pages_agree(_folder):
    said = []
    for page, heading, schemas, others in PAGES:
        text = (ROOT / "docs" / page).read_text(encoding="utf-8")
        if heading:
            text = re.search(rf"^## {re.escape(heading)}\n(.*?)(?=^## |\Z)", text, re.M | re.S).group(1)
        words = set(re.findall(r"`([^`\n]+)`", text))
        keys = set().union(*(keys_of(SCHEMA[s]) for s in schemas))
        said += [f"docs/{page} {heading}: does not name `{k}`" for k in sorted(keys - words)]
        if others is not None:
            known = keys.union(others, *(words_of(SCHEMA[s]) for s in schemas))
            single = {w for w in words if re.fullmatch(r"[a-zA-Z0-9_<>:]+", w)}
            said += [f"docs/{page} {heading}: `{w}` is in no answer" for w in sorted(single - known)]
    sections = set(re.findall(r"^## (.*)", (ROOT / "docs/json.md").read_text(encoding="utf-8"), re.M))
    said += [f"docs/json.md: no check of section {s}" for s in sections - {h for p, h, _, _ in PAGES if p == "json.md"}]
    said += [f"docs/schemas.json: {s} has no page" for s in SCHEMA if not any(s in row[2] for row in PAGES)]
    must(not said, "\n    ".join(said))


CHECKS = [pages_agree, why_in_every_stage, why_nothing_and_always, why_behind_the_gate, warning_signs, places, reading, guide, importing, watching, keeping, fitting, exported_folder,
          simulated_files, model_fit, prior_file]


def main():
    failed = 0
    for check in CHECKS:
        folder = tempfile.mkdtemp(prefix="tingle-schemas-")
        try:
            check(folder)
        except (Wrong, ValueError, KeyError, TypeError, OSError, AttributeError) as problem:
            failed += 1
            print(f"FAILED {check.__name__}: {type(problem).__name__}: {problem}")
        finally:
            shutil.rmtree(folder)
    print(f"# schemas: {len(CHECKS) - failed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
