#!/usr/bin/env python3
"""The warning signs that are computed from the log, each just reached and just missed. usage: check_logs.py TINGLE

logs.csv: `log` is the runs of an hour by days ago, "3 9: numb severity=7 + side=left severity=2; 6: fine; 12: -" (12 days ago:
not noted; + a further place on the same run; ~ a blank in a value; noted_after=61: minutes from its end to the note), which
go into notes.csv; `rules` fire, in table order, and nothing else; `misses` names those just missed. The thresholds that the
specification leaves open are those of data/sign_thresholds.csv.
"""
import csv
import io
import json
import pathlib
import sys

from vignette_program import NEVER_ASKED, PROFILE, TIER, answers, each, moment, must, rules_of, table, tell_and_exit

HERE = pathlib.Path(__file__).resolve().parent
COMPUTED = "PERSIST24 REST_NIGHT PERSIST6 STOCKING SPREAD WEAK_RUN LEGTIGHT FREQ_SEV SEVERE LINGER RECUR".split()


def notes_of(log):
    """notes.csv of a log, oldest run first, an episode a row."""
    rows = []
    for part in filter(None, (p.strip() for p in log.split(";"))):
        days, said = part.split(":")
        felt, _, episodes = said.strip().partition(" ")
        for ago in days.split():
            for i, episode in enumerate(episodes.split(" + ")):
                values = {k: v.replace("~", " ") for k, v in (word.split("=") for word in episode.split())}
                if "noted_after" in values:
                    values["noted_at"] = moment(float(ago) - (60 + float(values.pop("noted_after"))) / 1440)
                run = {"start": moment(float(ago)), "minutes": 60, "km": 10, "felt": "" if felt == "-" or i else felt}
                rows.append((-float(ago), i, {**run, **values}))
    columns = list(dict.fromkeys(key for *_, row in rows for key in row))
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(row for *_, row in sorted(rows, key=lambda r: r[:2]))
    return out.getvalue() if rows else ""


def must_say(got, rules, how):
    tier = TIER[rules[0]] if rules else "incomplete"
    must(got["rules"] == rules and got["tier"] == tier and not got["complete"], f"{how}: {got['tier']} {got['rules']}, expected {tier} {rules}")


def of_the_log(row):
    """By the journal; and by a sheet, which takes from the log only what can never be asked and it does not name."""
    def check(home):
        if notes := notes_of(row["log"]):
            home.tell("import", home.file("notes.csv", notes))
        rules = rules_of(row["rules"])
        must_say(json.loads(home.tell("doctor", "--json")), rules, "journal")
        must_say(home.doctor({}), [r for r in rules if r in NEVER_ASKED], "empty sheet")
        unknown = home.doctor(answers(["SELF"], NEVER_ASKED))
        must(unknown["tier"] == "incomplete" and not unknown["rules"], f"a sheet that says null: {unknown['tier']} {unknown['rules']}")
        known = home.doctor(answers([*rules, "SELF"]))
        must(known["rules"] == (rules or ["SELF"]), f"a full sheet: {known['rules']}, expected {rules}")
    return check


def with_the_profile(facts, log, rules):
    """Facts of the profile and numb runs together."""
    def check(home):
        home.tell("import", home.file("notes.csv", notes_of(log)))
        sheet = {"profile": {**dict.fromkeys(PROFILE, False), **dict.fromkeys(facts.split(), True)}}
        home.tell("import", home.file("answers.json", json.dumps(sheet)))
        must_say(json.loads(home.tell("doctor", "--json")), rules.split(), "journal")
    return check


WITH_THE_PROFILE = [
    ("diabetes, numb once", with_the_profile("diabetes", "3: numb severity=3; 6 9: fine", "DM_ANY")),
    ("diabetes, never numb", with_the_profile("diabetes", "3 6 9: fine", "")),
    ("pregnant, numb again and again", with_the_profile("pregnant", "3 6: numb severity=3; 9: fine", "RISK")),
    ("under 16, numb again and again", with_the_profile("under_16", "3 6: numb severity=3; 9: fine", "RISK")),
    ("pregnant, numb once", with_the_profile("pregnant", "3: numb severity=3; 6 9: fine", "")),
    ("pregnant, never numb", with_the_profile("pregnant", "3 6 9: fine", "")),
    ("surgery, numb again and again", with_the_profile("surgery", "3 6: numb severity=3; 9: fine", "")),
]


def fine_lowers_nothing(home):
    """An emergency stays one, however quiet the log."""
    home.tell("import", home.file("notes.csv", notes_of("1 2 3 4 5 6 7 8: fine")))
    must(home.doctor(answers(["CES", "SELF"]))["tier"] == "E", "CES with a quiet log")


def coverage(rows):
    for rule in COMPUTED:
        if sum(rule in rules_of(r["rules"]) for r in rows) < 2:
            yield f"{rule} fires in fewer than two logs"
        if not any(rule in rules_of(r["misses"]) for r in rows):
            yield f"no log that just misses {rule}"
    for row in rows:
        if set(rules_of(row["rules"])) & set(rules_of(row["misses"])):
            yield f"{row['id']}: fires and misses the same rule"


def main():
    rows = table(HERE / "logs.csv", "id", "about", "log", "rules", "misses")
    cases = [(row["id"], of_the_log(row)) for row in rows] + [*WITH_THE_PROFILE, ("fine lowers nothing", fine_lowers_nothing)]
    faults = list(coverage(rows)) + each(cases, pathlib.Path(sys.argv[1]).resolve())
    tell_and_exit("computed signs", len(cases) + 1, faults)


if __name__ == "__main__":
    main()
