#!/usr/bin/env python3
"""The warning signs against answer sets whose outcome was written down from the specification, and what must hold of all.

usage: check_vignettes.py TINGLE

answer_sets.csv: every question is answered with no but for those in the columns `true`, `null` (asked about, not answered) and
`absent` (not in the file); `profile` holds facts. Expected: `tier`, `rules` in table order, `complete`. `misses` names rules
that just do not fire: a neighbour does, or they were not asked. A letter E, U, S, R or C stands for all rules of the tier.
"""
import json
import pathlib
import random
import sys

from vignette_program import NEVER_ASKED, ORDER, PROFILE, RANK, TIER, answers, each, must, rules_of, table, tell_and_exit

HERE = pathlib.Path(__file__).resolve().parent
SEED = 20261124
CHAINS, RANDOM_SETS = 8, 150


# ---------------------------------------------------------------- answer sets

class AnswerSet:
    def __init__(self, row):
        self.id, self.tier, self.complete = row["id"], row["tier"], row["complete"] == "yes"
        self.yes, self.rules, self.misses = (rules_of(row[k]) for k in ("true", "rules", "misses"))
        self.null = [r for r in rules_of(row["null"]) if r not in self.yes]
        self.absent = [r for r in rules_of(row["absent"]) if r not in self.yes]
        self.profile = {k: v == "yes" for k, v in (word.split("=") for word in row["profile"].split())}
        self.content = answers(self.yes, self.null, self.absent, self.profile or None)

    def unasked(self):
        """The question for the pregnant does not arise otherwise."""
        unknown = set(self.null) | set(self.absent) - set(NEVER_ASKED)
        return [r for r in ORDER if r in unknown and (r != "PREG" or self.profile.get("pregnant"))]

    def check(self, home):
        got = home.doctor(self.content)
        want = {"tier": self.tier, "rules": self.rules, "complete": self.complete, "unasked": self.unasked()}
        for key, value in want.items():
            must(got[key] == value, f"{key} is {got[key]!r}, expected {value!r}")
        must(bool(got["action"]) and bool(got["table"]["date"]), "no action, or no date of the table")

    def faults(self):
        """What is wrong with the row itself."""
        if self.rules and TIER[self.rules[0]] != self.tier:
            yield f"{self.id}: the tier is not that of the first rule"
        if set(self.misses) & set(self.rules):
            yield f"{self.id}: fires and misses the same rule"
        if self.complete != (not self.unasked()):
            yield f"{self.id}: complete does not go with what is unasked"


def coverage(sets):
    """Every rule fires alone, fires with a rule of another tier, and is just missed."""
    for rule in ORDER:
        fired = [s for s in sets if rule in s.rules]
        if rule != "SELF" and not any(s.rules == [rule] for s in fired):
            yield f"no answer set in which {rule} fires alone"
        if rule != "SELF" and not any({TIER[r] for r in s.rules} != {TIER[rule]} for s in fired):
            yield f"no answer set in which {rule} fires with a rule of another tier"
        if len(fired) < 2:
            yield f"{rule} fires in {len(fired)} answer sets"
        if not any(rule in s.misses for s in sets):
            yield f"no answer set that just misses {rule}"


# ---------------------------------------------------------------- what must hold of all answers

def must_be_in_order(said, got):
    """Of any answers, the log being empty."""
    fired = [r for r in ORDER if said.get(r) is True and r != "SELF"]
    must([r for r in got["rules"] if r != "SELF"] == fired, f"rules {got['rules']} of {fired}")
    must(not fired or got["tier"] == TIER[fired[0]], f"tier {got['tier']}, first rule {fired[:1]}")
    pregnant = (said.get("profile") or {}).get("pregnant") is True
    unasked = [r for r in ORDER if said.get(r, None) is None and (pregnant or r != "PREG")]
    must(not unasked or got["tier"] != "C", f"C with {unasked} unasked")
    must(got["complete"] == (not unasked), f"complete is {got['complete']} with {unasked} unasked")


def random_profile(dice):
    return {fact: dice.choice((True, False, None)) for fact in PROFILE}


def random_answers(dice):
    """From hardly any sign to many, from all asked to little."""
    yes, unasked = dice.choice((0.01, 0.05, 0.3)), dice.choice((0, 0.03, 0.3))
    said = {r: dice.choices((True, None, False), (yes, unasked, 1 - yes - unasked))[0] for r in ORDER}
    said["SELF"] = dice.choice((True, True, None, False))
    if dice.random() < 0.7:
        said["profile"] = random_profile(dice)
    return said


def more_signs_never_lower_the_tier(seed):
    """From some answers on, one bad sign after another comes true, then the facts of the profile."""
    def check(home):
        dice = random.Random(seed)
        said = random_answers(dice)
        for rule in ORDER[:-1]:  # begin low
            said[rule] = None if said[rule] is None else False
        said["profile"] = random_profile(dice)
        signs = [r for r in ORDER[:-1]]
        dice.shuffle(signs)
        got = home.doctor(said)
        must_be_in_order(said, got)
        for sign in signs:
            before, said[sign] = got["tier"], True
            got = home.doctor(said)
            must_be_in_order(said, got)
            must(RANK[got["tier"]] >= RANK[before], f"{sign}: {before} becomes {got['tier']}")
    return check


def any_answers(seed):
    """And twice the same; and any one more sign, or fact of the profile, does not lower the tier."""
    def check(home):
        dice = random.Random(seed)
        said = random_answers(dice)
        text = home.said(said)
        must(home.said(said) == text, f"not the same twice: {said}")
        got = json.loads(text)
        must_be_in_order(said, got)
        sign = dice.choice([r for r in ORDER[:-1] if said[r] is not True] or ORDER[:1])
        worse = home.doctor({**said, sign: True})
        must(RANK[worse["tier"]] >= RANK[got["tier"]], f"{sign}: {got['tier']} becomes {worse['tier']}; {said}")
    return check


def an_unasked_question_never_gives_self_care(rule):
    """All clear but one question, in both ways to leave it out, and whether or not it is the ordinary kind."""
    def check(home):
        profile = {"pregnant": rule == "PREG"}
        must(home.doctor(answers(["SELF"], profile=profile))["tier"] == "C", "all clear is not C")
        must(home.doctor(answers(["SELF"], [rule], profile=profile))["tier"] == "incomplete", "null")
        left_out = home.doctor(answers(["SELF"], absent=[rule], profile=profile))["tier"]
        must(left_out == ("C" if rule in NEVER_ASKED else "incomplete"), f"left out: {left_out}")
        other = home.doctor(answers([], [rule], profile=profile))["tier"]
        must(other == ("incomplete" if TIER[rule] in "EU" else "R"), f"null, and not the ordinary kind: {other}")
    return check


# ---------------------------------------------------------------- bad answers

def refused(content, *named):
    def check(home):
        home.file("answers-file.json", content)
        done = home.run("doctor", "--answers", "answers-file.json", "--json")
        must(done.returncode == 65, f"exit status {done.returncode}, expected 65: {done.stdout}{done.stderr}")
        must(not done.stdout and done.stderr.count("\n") == 1, f"one line was expected: {done.stdout!r} {done.stderr!r}")
        for word in ("answers-file.json", *named):
            must(word in done.stderr, f"{word!r} is not in {done.stderr!r}")
    return check


BAD = [
    ("an unknown id", refused('{"STROK": true}', "STROK")),
    ("an id in small letters", refused('{"stroke": true}', "stroke")),
    ("a text for a flag", refused('{"CES": "yes"}', "CES")),
    ("a number for a flag", refused('{"CES": 1}', "CES")),
    ("a list for a flag", refused('{"CES": []}', "CES")),
    ("an unknown fact", refused('{"profile": {"tall": true}}', "tall")),
    ("a fact of another kind", refused('{"profile": {"pregnant": 3}}', "pregnant")),
    ("a profile that is no object", refused('{"profile": true}', "profile")),
    ("a list", refused('[true]')),
    ("a cut file", refused('{"STROKE": tr')),
    ("an empty file", refused('')),
    ("the same id twice", refused('{"CES": true, "CES": false}')),
]


def no_file(home):
    done = home.run("doctor", "--answers", "nowhere.json", "--json")
    must(done.returncode == 66 and "nowhere.json" in done.stderr, f"exit status {done.returncode}: {done.stderr}")


def no_answers_at_all(home):
    got = home.doctor({})
    must(got["tier"] == "incomplete" and not got["complete"] and not got["rules"], f"{got['tier']} {got['rules']}")
    must(got["unasked"] == [r for r in ORDER if r != "PREG" and r not in NEVER_ASKED], f"unasked {got['unasked']}")


def main():
    program = pathlib.Path(sys.argv[1]).resolve()
    sets = [AnswerSet(row) for row in table(HERE / "answer_sets.csv", *"id true null absent profile misses tier rules complete".split())]
    faults = [fault for s in sets for fault in s.faults()] + list(coverage(sets))
    cases = [(s.id, s.check) for s in sets]
    cases += [(f"chain {i}", more_signs_never_lower_the_tier(SEED + i)) for i in range(CHAINS)]
    cases += [(f"answers {i}", any_answers(SEED + i)) for i in range(RANDOM_SETS)]
    cases += [(f"unasked {rule}", an_unasked_question_never_gives_self_care(rule)) for rule in ORDER if rule != "SELF"]
    cases += [*BAD, ("no file", no_file), ("no answers at all", no_answers_at_all)]
    faults += each(cases, program)
    tell_and_exit("vignettes", len(cases) + 1, faults)


if __name__ == "__main__":
    main()
