#!/usr/bin/env python3
"""Vignettes in prose, answered through the questions by readers who had not seen the rules. usage: check_prose.py TINGLE [FOLDER]

prose.csv: `text`, the right `tier` as the one who wrote it saw it, further tiers that are `acceptable`, what it is `about`, its
`source`. prose_answers.csv: what the reader `ticked`: ids of rules, and facts of the profile in small letters; all else was
answered with no. prose_questions.txt: the questions as the readers saw them; when they change, the stories are answered anew.

Those who wrote the stories saw neither rules nor questions, those who answered neither tiers nor rules; no physician has looked
at the tiers. Stories P, Q and T showed which words people trip over, and the questions were changed for them; stories V were
written and answered when the words stood, and are the honest measure. What must hold for all, and for V alone:

- caught: of those whose tier is E or U, 95 % or more. An E is caught when the program says E, nothing less; a U when it says
  U or E;
- too high: of the benign, whose tier is C, 5 % or less come out in a tier that is neither C nor acceptable;
- no benign one comes out as an emergency.

Every vignette that does not come out in its tier is listed with what fired. FOLDER holds the tables (else this one).
"""
import json
import pathlib
import sys
import tempfile

from vignette_program import PROFILE, RANK, TIER, Home, answers, rules_of, table

LEAST, LEAST_GRAVE, LEAST_BENIGN = 60, 15, 15  # vignettes
CAUGHT_PCT, TOO_HIGH_PCT = 95, 5
HELD_OUT = "V"  # stories that were written and answered when the words of the questions stood


def read(folder):
    told = {row["id"]: row for row in table(folder / "prose.csv", "id", "text", "tier", "acceptable", "about", "source")}
    ticked = {row["id"]: row["ticked"] for row in table(folder / "prose_answers.csv", "id", "ticked")}
    for name in told.keys() ^ ticked.keys():
        sys.exit(f"{name} is in one of prose.csv and prose_answers.csv only")
    for row in told.values():
        if row["tier"] not in RANK or set(row["acceptable"].split()) - set(RANK):
            sys.exit(f"prose.csv: {row['id']}: no such tier")
    return told, ticked


def outcome(home, ticked):
    words = ticked.split()
    facts = [w for w in words if w in PROFILE]
    rules = rules_of(" ".join(w for w in words if w not in facts))
    return home.doctor(answers(rules, profile={fact: fact in facts for fact in PROFILE}))


def caught(want, got):
    return got == "E" if want == "E" else got in ("U", "E")


def too_high(row, got):
    return RANK[got] > RANK["C"] and got not in row["acceptable"].split()


def share(some, of):
    return 100 * len(some) / max(1, len(of))


def show_misses(told, got, ticked):
    for name, row in told.items():
        if got[name]["tier"] != row["tier"]:
            what = "lower" if RANK[got[name]["tier"]] < RANK[row["tier"]] else "higher"
            also = ", acceptable" if got[name]["tier"] in row["acceptable"].split() else ""
            print(f"  {name}: {row['tier']} came out as {got[name]['tier']} ({what}{also}); fired {' '.join(got[name]['rules']) or 'nothing'}; "
                  f"ticked {ticked[name] or 'nothing'}; {row['about']}")


def tier_table(told, got):
    print("  tier as written (down), of the program (across):")
    print("     " + "".join(f"{tier:>11}" for tier in RANK))
    for want in dict.fromkeys(TIER.values()):
        counts = [sum(r["tier"] == want and got[n]["tier"] == tier for n, r in told.items()) for tier in RANK]
        print(f"  {want:3}" + "".join(f"{count:11}" for count in counts))


def verdict(which, told, got):
    """{what must hold of these vignettes: whether it does}"""
    grave = [n for n, row in told.items() if row["tier"] in ("E", "U")]
    benign = [n for n, row in told.items() if row["tier"] == "C"]
    found = [n for n in grave if caught(told[n]["tier"], got[n]["tier"])]
    high = [n for n in benign if too_high(told[n], got[n]["tier"])]
    frightened = [n for n in benign if got[n]["tier"] == "E"]
    return {
        f"{which}: {len(told)} vignettes, {len(grave)} of them grave and {len(benign)} benign":
            len(told) >= LEAST and len(grave) >= LEAST_GRAVE and len(benign) >= LEAST_BENIGN,
        f"{which}: {len(found)} of {len(grave)} grave ones caught": share(found, grave) >= CAUGHT_PCT,
        f"{which}: {len(high)} of {len(benign)} benign ones too high": share(high, benign) <= TOO_HIGH_PCT,
        f"{which}: {len(frightened)} benign ones called an emergency": not frightened,
    }


def questions_of(home):
    """What a reader saw: what stands above the ticks, the ticks, and what they open."""
    lines = []
    for screen in json.loads(home.tell("doctor", "--questions", "--json"))["screens"]:
        lines.append(screen["stem"])
        for tick in screen["ticks"]:
            lines += [f"- {tick['text']}"] + [f"  then: {tick['then']}"] * bool(tick["then"])
    return "\n".join(lines) + "\n"


def main():
    folder = pathlib.Path(sys.argv[2] if len(sys.argv) > 2 else __file__ + "/..").resolve()
    told, ticked = read(folder)
    with tempfile.TemporaryDirectory(prefix="tingle-prose-") as place:
        home = Home(pathlib.Path(sys.argv[1]).resolve(), place)
        got = {name: outcome(home, ticked[name]) for name in told}
        asked = questions_of(home)
    must_hold = {"the questions are those that were answered": asked == (folder / "prose_questions.txt").read_text(encoding="utf-8")}
    must_hold |= verdict("all", told, got)
    must_hold |= verdict("held out", {n: row for n, row in told.items() if n.startswith(HELD_OUT)}, got)
    show_misses(told, got, ticked)
    tier_table(told, got)
    for said, holds in must_hold.items():
        print(f"  {'holds' if holds else 'FAILED'}: {said}")
    failed = sum(not holds for holds in must_hold.values())
    print(f"# prose vignettes: {len(told) + len(must_hold) - failed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
