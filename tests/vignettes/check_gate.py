#!/usr/bin/env python3
"""The gate before all advice (decisions.md C1), by answers that are kept in the journal. usage: check_gate.py TINGLE

An emergency or an urgent sign: the action alone, whoever has looked. A sign of the tier "soon": nothing until a clinician has
looked at it later than it came. An emergency or urgent question unasked, or the profile: the questions first. Facts of the
profile: a clinician first. Signs of the tier "routine" close nothing.
"""
import json
import pathlib
import sys

from check_logs import notes_of
from vignette_program import IDS, NEVER_ASKED, PROFILE, answers, day, each, must, tell_and_exit

WELL = dict.fromkeys(PROFILE, False)


def sheet(yes=(), null=(), profile=WELL, days_ago=20, seen=None, **more):
    content = {k: v for k, v in answers(yes, null).items() if k not in NEVER_ASKED}
    if profile is not None:
        content["profile"] = profile
    if seen is not None:
        content["seen_by_clinician"] = day(seen)
    return json.dumps({**content, "asked_on": day(days_ago), **more})


def keep(home, *args, **options):
    home.tell("import", home.file("answers.json", sheet(*args, **options)))


def gate_of(home):
    """As `why` and `doctor` say it, and as `why` keeps to it."""
    why, doctor = json.loads(home.tell("why", "--json")), json.loads(home.tell("doctor", "--json"))
    must(why["gate"] == doctor["gate"], f"why: {why['gate']}, doctor: {doctor['gate']}")
    must((why["gate"] == "open") == (why["gate_text"] == ""), f"gate {why['gate']}, its text {why['gate_text']!r}")
    must(why["gate"] == "open" or not (why["factors"] or why["curve"] or why["risk"] or why["breaks"]), "advice behind a closed gate")
    return why["gate"]


def must_be(home, gate, when=""):
    got = gate_of(home)
    must(got == gate, f"the gate is {got}, expected {gate} {when}")


def kept(gate, *args, **options):
    def check(home):
        keep(home, *args, **options)
        must_be(home, gate)
    return check


def fact(name, value=True):
    return {**WELL, name: value}


# ---------------------------------------------------------------- stories

def never_asked(home):
    must_be(home, "unscreened")
    home.tell("import", home.file("notes.csv", notes_of("3 9: numb severity=3; 6: fine")))
    must_be(home, "unscreened")


def a_clinician_opens_what_the_profile_closes(name):
    def check(home):
        keep(home, profile=fact(name))
        must_be(home, "clinician")
        home.tell("doctor", "--seen", day(3))
        must_be(home, "open", "after the clinician")
    return check


def seen_before_and_after_a_sign(home):
    keep(home, ["BACKLEG"], days_ago=20)
    must_be(home, "soon", "never seen")
    home.tell("doctor", "--seen", day(30))
    must_be(home, "soon", "seen before the sign")
    home.tell("doctor", "--seen", day(10))
    must_be(home, "open", "seen after the sign")
    keep(home, ["BACKLEG", "BONE"], days_ago=4)
    must_be(home, "soon", "with a sign that came after the clinician")


def seen_before_and_after_a_sign_of_the_log(home):
    keep(home, days_ago=1)
    must_be(home, "open", "before the notes")
    home.tell("import", home.file("notes.csv", notes_of("20: numb severity=3 weakness=yes; 17 14: fine")))
    keep(home, days_ago=0)
    must_be(home, "soon", "weak on a run, never seen")
    home.tell("doctor", "--seen", day(25))
    must_be(home, "soon", "seen before that run")
    home.tell("doctor", "--seen", day(15))
    must_be(home, "open", "seen after that run")


def no_clinician_opens_the_grave(rule, gate):
    def check(home):
        keep(home, [rule], days_ago=20)
        must_be(home, gate)
        home.tell("doctor", "--seen", day(10))
        must_be(home, gate, "though seen")
        keep(home, days_ago=5)
        must_be(home, "open", "when it is no longer so")
    return check


def a_day_of_numbness_is_urgent(home):
    keep(home, days_ago=1)
    home.tell("import", home.file("notes.csv", notes_of("4: numb severity=3 relief_min=1500; 3: fine")))
    must_be(home, "urgent")


USUAL = "numb side=right regions=P_TOE3 severity=3 onset=40 relief_min=5"


def the_same_again_asks_nothing(home):
    home.tell("import", home.file("notes.csv", notes_of(f"70 65 50 40 30 20 10: {USUAL}; 60 45 35 25 15 5: fine")))
    keep(home, days_ago=62)
    must_be(home, "open")


def fine_asks_nothing(home):
    keep(home, days_ago=80)
    home.tell("import", home.file("notes.csv", notes_of("70 60 50 40 30 20 10 1: fine")))
    must_be(home, "open")
    must(not [r for r in json.loads(home.tell("doctor", "--json"))["unasked"] if r != "PREG"], "a fine note asks something")


def a_new_pattern_asks_again(home):
    """The first numbness of a journal after the answers; then the other foot; each until it is answered."""
    home.tell("import", home.file("notes.csv", notes_of(f"40: {USUAL}")))
    keep(home, days_ago=60)
    must_be(home, "unscreened", "with the first numbness after the answers")
    keep(home, days_ago=39)
    must_be(home, "open", "answered since")
    home.tell("import", home.file("notes.csv", notes_of("12: numb side=left regions=P_HEEL severity=3 onset=40 relief_min=5")))
    must_be(home, "unscreened", "with the other foot numb")
    unasked = json.loads(home.tell("doctor", "--json"))["unasked"]
    must(set(unasked) & set(IDS["E"]) and set(unasked) & set(IDS["U"]), f"the other foot asks {unasked}")
    keep(home, days_ago=11)
    must_be(home, "open", "answered again")


def what_is_left_behind_a_closed_gate(home):
    """Noting and answering go on; the action stands in what `why` prints."""
    keep(home, ["CES"])
    home.tell("log", "--no-file", "50min", "8km", "--fine")
    action = json.loads(home.tell("doctor", "--json"))["action"]
    told = " ".join(home.tell("why").split())
    must(action and " ".join(action.split()) in told, f"{action!r} is not in {told!r}")


def of_a_simulated_runner(home):
    """Figures are there, and go when a sign comes."""
    home.tell("simulate", "--seed", "5", "--runs", "45", "--out", "sim")
    home.tell("import", "sim/activities", "sim/notes.csv", "sim/shoes.csv")
    must_be(home, "unscreened")
    keep(home, days_ago=0, simulated=True)
    open_or_soon = gate_of(home)
    must(open_or_soon in ("open", "soon"), f"gate {open_or_soon}")
    for rule, gate in (("HEATMS", "soon"), ("DVT", "urgent"), ("ACS", "emergency")):
        keep(home, [rule], days_ago=0, simulated=True)
        must_be(home, gate)


def main():
    cases = [(f"gate {rule}", kept("emergency", [rule], profile=fact("pregnant") if rule == "PREG" else WELL)) for rule in IDS["E"]]
    cases += [(f"gate {rule}", kept("urgent", [rule])) for rule in IDS["U"]]
    cases += [(f"gate {rule}", kept("soon", [rule])) for rule in IDS["S"] if rule not in NEVER_ASKED]
    cases += [(f"gate {rule}", kept("open", [rule])) for rule in IDS["R"] if rule not in NEVER_ASKED]
    cases += [(f"{rule} unasked", kept("unscreened", null=[rule], profile=fact("pregnant", rule == "PREG"))) for rule in IDS["E"] + IDS["U"]
              if rule != "DM_ACTIVE"]
    cases += [(f"seen, {name}", a_clinician_opens_what_the_profile_closes(name)) for name in PROFILE]
    cases += [(f"{rule} though seen", no_clinician_opens_the_grave(rule, gate)) for rule, gate in (("CES", "emergency"), ("CORD", "urgent"))]
    cases += [
        ("all clear", kept("open", ["SELF"])),
        ("the question of the pregnant, to another", kept("open", null=["PREG"])),
        ("the question of those with diabetes, to another", kept("open", null=["DM_ACTIVE"])),
        ("the question of those with diabetes", kept("unscreened", null=["DM_ACTIVE"], profile=fact("diabetes"), seen=1)),
        ("less grave questions unasked", kept("open", null=IDS["S"] + IDS["R"] + IDS["C"])),
        ("no profile", kept("unscreened", ["SELF"], profile=None)),
        ("an emergency, the rest unasked", kept("emergency", ["ALI"], IDS["E"] + IDS["U"] + IDS["S"])),
        ("an emergency, no profile", kept("emergency", ["ALI"], profile=None)),
        ("an emergency and diabetes", kept("emergency", ["ALI"], profile=fact("diabetes"))),
        ("urgent and under 16", kept("urgent", ["DROP"], profile=fact("under_16"))),
        ("urgent and an emergency", kept("emergency", ["DROP", "GBS"])),
        ("soon and urgent", kept("urgent", ["DROP", "BONE"])),
        ("seen a week before a sign", kept("soon", ["STOCKING"], days_ago=3, seen=10)),
        ("seen a week after a sign", kept("open", ["STOCKING"], days_ago=10, seen=3)),
        ("never asked", never_asked),
        ("seen before and after a sign", seen_before_and_after_a_sign),
        ("seen before and after a sign of the log", seen_before_and_after_a_sign_of_the_log),
        ("the same again and again", the_same_again_asks_nothing),
        ("fine asks nothing", fine_asks_nothing),
        ("a new pattern", a_new_pattern_asks_again),
        ("a day of numbness", a_day_of_numbness_is_urgent),
        ("behind a closed gate", what_is_left_behind_a_closed_gate),
        ("a simulated runner", of_a_simulated_runner),
    ]
    tell_and_exit("gate", len(cases), each(cases, pathlib.Path(sys.argv[1]).resolve()))


if __name__ == "__main__":
    main()
