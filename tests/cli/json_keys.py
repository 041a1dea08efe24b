#!/usr/bin/env python3
"""The JSON of every command against docs/json.md. usage: json_keys.py TINGLE ROOT

Runs each command with --json on a simulated runner. Every answer is one line of JSON; every key in it stands in
that command's section of the document; the keys that other work relies on are there, with the right kind of value.
"""
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

PROGRAM, ROOT = str(pathlib.Path(sys.argv[1]).resolve()), pathlib.Path(sys.argv[2])
NUMBER, TEXT, LIST, MAP, TRUTH = (int, float), str, list, dict, bool
BY_NAME = {"columns", "used", "parameters", "laplace"}  # objects whose keys are names of data
RISK = {"mean": NUMBER, "lo": NUMBER, "hi": NUMBER}
REQUIRED = {
    "read": {"format": TEXT, "kind": TEXT, "sport": TEXT, "sub_sport": (TEXT, type(None)), "device": {"manufacturer": TEXT, "product": TEXT},
             "start_utc": TEXT, "elapsed_s": NUMBER, "timer_s": NUMBER, "distance_m": NUMBER, "samples": int, "columns": MAP,
             "used": MAP, "laps": int, "sessions": int, "chained": int, "crc_ok": TRUTH, "repairs": LIST},
    "import": {"imported": int, "skipped": int, "failed": int, "files": [{"path": TEXT, "outcome": TEXT, "reason": TEXT, "repairs": LIST}]},
    "why": {"runs": int, "noted": int, "numb": int, "stage": TEXT, "run": {"minutes": NUMBER},
            "curve": [{"minute": NUMBER, **RISK}], "risk": RISK, "numb_free_min": NUMBER,
            "factors": [{"factor": TEXT, "change": TEXT, "runs_recorded": int, "risk_after": RISK, "reduction": RISK, "p_helps": NUMBER,
                         "p_best": NUMBER, "evidence": TEXT, "strength": TEXT, "group": (int, type(None))}],
            "p_none_helps": NUMBER, "alarm": {"khat": NUMBER, "ess": NUMBER}, "gate": TEXT},
    "model fit": {"parameters": MAP, "laplace": MAP, "log_tau": {"mean": NUMBER, "sd": NUMBER}, "logZ": NUMBER, "khat": NUMBER,
                  "ess": NUMBER, "scenarios": [{"scenario": TEXT, "risk": {**RISK, "sd": NUMBER}, "reduction": NUMBER, "p_best": (int, float, type(None))}]},
}

def documented():
    """{section: words in backquotes}"""
    sections, name = {}, None
    for line in (ROOT / "docs/json.md").read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            name = line[3:].strip()
            sections[name] = set()
        elif name:
            sections[name] |= set(re.findall(r"`([^`]+)`", line))
    return sections


def words_for(command, sections):
    for name, words in sections.items():
        if command in [n.strip() for n in name.split(",")]:
            if command == "import":  # repairs are described with `read`
                return words | sections["read"]
            return words
    return None


def keys_of(value):
    if isinstance(value, list):
        for item in value:
            yield from keys_of(item)
    elif isinstance(value, dict):
        for key, item in value.items():
            yield key
            if key in BY_NAME and isinstance(item, dict):
                item = list(item.values())
            yield from keys_of(item)


def differences(value, wanted, where):
    """What is missing or of another kind, as lines."""
    if isinstance(wanted, dict):
        if not isinstance(value, dict):
            yield f"{where} is not an object: {value!r}"
            return
        for key, kind in wanted.items():
            if key not in value:
                yield f"{where}.{key} is not there"
            else:
                yield from differences(value[key], kind, f"{where}.{key}")
    elif isinstance(wanted, list):
        if not isinstance(value, list) or not value:
            yield f"{where} is no list with something in it"
        for item in value if isinstance(value, list) else []:
            yield from differences(item, wanted[0], f"{where}[]")
    elif not isinstance(value, wanted) or (isinstance(value, bool) and wanted is not bool):
        yield f"{where} is of another kind: {value!r}"


def answer(folder, *arguments):
    env = {**os.environ, "HOME": folder, "TINGLE_HOME": f"{folder}/home"}
    done = subprocess.run([PROGRAM, *arguments, "--json"], cwd=folder, env=env, capture_output=True, text=True,
                          stdin=subprocess.DEVNULL, timeout=240, check=False)
    if done.returncode:
        raise ValueError(f"exit status {done.returncode}: {done.stderr.strip()}")
    if done.stdout.count("\n") != 1:
        raise ValueError(f"{done.stdout.count(chr(10))} lines, expected one")
    return json.loads(done.stdout)


def ranked_only(why):
    """Factors that are not ranked have no figures: docs/json.md says null."""
    return {**why, "factors": [f for f in why["factors"] if f["ranked"]]}


def commands():
    """(command, arguments) in an order that works."""
    shared = pathlib.Path(os.environ.get("TINGLE_SHARED", ROOT.parent / "shared"), "model")
    yield "simulate", ["simulate", "--seed", "5", "--runs", "60", "--out", "sim"]
    yield "read", ["read", "sim/activities/0001.fit"]
    yield "import", ["import", "sim"]
    yield "runs", ["runs", "--last", "3"]
    yield "shoes", ["shoes"]
    yield "log", ["log", "last", "--fine"]
    yield "doctor", ["doctor"]
    yield "why", ["why", "--explain"]
    if shared.is_dir():
        yield "model fit", ["model", "fit", "--runs", f"{shared}/r1_runs.csv", "--bins", f"{shared}/r1_bins.csv",
                            "--scenarios", f"{shared}/r1_scenarios.csv"]
    else:
        print(f"# skipped: model fit: no {shared}")
    yield "check", ["check"]
    yield "export", ["export", "out"]
    yield "backup", ["backup", "b.db"]
    yield "delete", ["delete", "last", "--yes"]
    yield "restore", ["restore", "b.db", "--force"]


def main():
    sections = documented()
    passed = failed = 0
    with tempfile.TemporaryDirectory(prefix="tingle-json-") as folder:
        for command, arguments in commands():
            wrong = []
            try:
                value = answer(folder, *arguments)
                words = words_for(command, sections)
                wrong += [f"docs/json.md does not name the key {k}" for k in sorted(set(keys_of(value)) - words)]
                value = ranked_only(value) if command == "why" else value
                wrong += differences(value, REQUIRED.get(command, {}), command)
            except (ValueError, TypeError, KeyError, OSError) as problem:
                wrong.append(f"{type(problem).__name__}: {problem}")
            passed, failed = passed + (not wrong), failed + bool(wrong)
            for line in wrong:
                print(f"FAILED {command}: {line}")
    print(f"# json: {passed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
