#!/usr/bin/env python3
"""What must hold for the guide: guide/*.md against data/guide_facts.csv, docs/evidence.md and the program. usage: check_guide.py ROOT TINGLE

- every number stands inside a figure of data/guide_facts.csv for that page, and every figure there stands in its pages
- the citation that follows a figure is that of its row; a judgement says "our judgement" in its sentence or in the line
  that introduces its list; textbook knowledge says so
- every citation is in docs/evidence.md; links and their places, front parts, dates and commands are right
- contents, words, minutes and sources that the program shows are those of the page
- no sentence of data/forbidden_claims.csv stands in guide/, data/, README.md or the strings of src/
"""
import csv
import datetime
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree

ROOT, PROGRAM = pathlib.Path(sys.argv[1]).resolve(), sys.argv[2]
FRONT = ["title", "summary", "place", "reviewed", "caution", "next"]
CITED = re.compile(r"\[(S\d+)\]")
UNITS = "minutes?|seconds?|hours?|days?|weeks?|months?|years?|kilometres?|millimetres?|km|mm|%|per cent|runs?|steps?|times|people|runners|degrees|points"
COUNTS = "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|ninety|hundred"
NUMBER = re.compile(rf"(?<![\w.])\d(?:[\d.,:]*\d)?|\b(?:{COUNTS}) (?:to (?:{COUNTS}) )?(?:{UNITS})\b|\bhalf\b|\bquarter\b|\btwice\b|\ba third of\b"
                    rf"|\b(?:one|{COUNTS}) (?:in|out of) (?:{COUNTS})\b", re.I)
MINUTES = range(3, 7)


def text(path):
    return path.read_text(encoding="utf-8")


def rows_of(name):
    with open(ROOT / "data" / name, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


class Page:
    def __init__(self, path):
        self.name = path.stem
        _, front, self.body = text(path).split("---\n", 2)
        self.front = dict(line.split(": ", 1) for line in front.splitlines())
        self.next = self.front["next"].split(", ")
        self.headings = [(len(m[1]), re.sub(r"[*`]", "", m[2])) for m in re.finditer(r"^(#+) (.*)$", self.body, re.M)]
        self.anchors = anchors([title for _, title in self.headings])
        self.links = re.findall(r"\]\(([^)\s]+)\)", self.body + self.front["caution"])


def anchors(titles):
    made = []
    for title in titles:
        base = re.sub(r"[^a-z0-9]+", "-", title.lower().replace("'", "")).strip("-")
        before = sum(1 for t in titles[:len(made)] if t == title)
        made.append(f"{base}-{before + 1}" if before else base)
    return made


def blocks(body):
    """(text, the line that introduces its list or "") of each paragraph and list item; drawings and code left out."""
    intro, found = "", []
    for chunk in re.split(r"\n\s*\n", body.strip("\n")):
        if chunk.startswith(("#", "    ")):
            continue
        for piece in re.split(r"\n(?=(?:- |\d+\. ))", chunk):
            item = re.match(r"(?:- |\d+\. )", piece)
            flat = " ".join(re.sub(r"`[^`]*`", lambda m: "~" * len(m[0]), piece[item.end() if item else 0:]).split())
            flat = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", flat).replace("**", "").replace("*", "")
            if not item:
                intro = flat
            found.append((flat, intro if item else ""))
    return found


def sentence_at(flat, at):
    ends = [0, *(m.end() for m in re.finditer(r'[.?!]"? (?=[A-Z"])', flat)), len(flat)]
    return next(flat[a:b] for a, b in zip(ends, ends[1:]) if a <= at < b or b == len(flat))


def next_citations(flat, at):
    """The first citations behind a place, those that stand together."""
    match = re.search(r"\[S\d+\](?: \[S\d+\])*", flat[at:])
    return set(CITED.findall(match[0])) if match else set()


def sources_of(row):
    return set(re.findall(r"\[[FfMD] (S\d+)\]", row["source"]))


def unmarked(row, flat, intro, at):
    """Why a figure at that place does not say where it is from; "" when it does."""
    wanted, here = sources_of(row), sentence_at(flat, at)
    if row["mark"] == "-":
        return ""
    if row["mark"] == "J":
        said = "our judgement" in here + intro
        return "" if said else "is a judgement, and its sentence does not say so"
    if not wanted:
        return "" if "textbook" in here + intro else "is textbook knowledge, and its sentence does not say so"
    found = next_citations(flat, at) | set(CITED.findall(intro))
    return "" if wanted <= found else f"is from {' '.join(sorted(wanted))}; the citation behind it is {' '.join(sorted(found)) or 'none'}"


def loose_ends(body, rows):
    """Numbers without a figure, and figures without their mark, in a page's text. `rows` are those of the page."""
    for flat, intro in blocks(body):
        spans = []
        for row in rows:
            for match in re.finditer(rf"(?<![\w.]){re.escape(row['figure'])}(?!\w)", flat):
                spans.append(match.span())
                if why := unmarked(row, flat, intro, match.end() - 1):
                    yield f"\"{row['figure']}\" ({row['id']}) {why}"
        bare = CITED.sub(lambda m: "~" * len(m[0]), flat)
        for match in NUMBER.finditer(bare):
            if not any(a <= match.start() and match.end() <= b for a, b in spans):
                yield f"\"{match[0]}\" in \"{sentence_at(flat, match.start()).strip()[:90]}\" is tied to no row"


def strings_of(source):
    """The texts in a C file, neighbours joined."""
    source = re.sub(r"/\*.*?\*/", " ", source, flags=re.S)
    for match in re.finditer(r'"(?:\\.|[^"\\\n])*"(?:\s*"(?:\\.|[^"\\\n])*")*', source):
        yield "".join(re.findall(r'"((?:\\.|[^"\\\n])*)"', match[0])).replace("\\n", " ").replace('\\"', '"')


def told_texts():
    """(where, text) of all that a runner may read, from the sources."""
    for path in [*sorted((ROOT / "guide").glob("*.md")), ROOT / "README.md"]:
        yield path, " ".join(text(path).split())
    for path in sorted((ROOT / "src").rglob("*.[ch]")):
        for said in strings_of(text(path)):
            yield path, said
    for path in sorted((ROOT / "data").glob("*.csv")):
        if path.name != "forbidden_claims.csv":
            for row in rows_of(path.name):
                for key, cell in row.items():
                    if key != "source" and cell:
                        yield path, cell


PAGES = sorted((Page(p) for p in (ROOT / "guide").glob("*.md")), key=lambda p: int(p.front["place"]))
FACTS, FORBIDDEN = rows_of("guide_facts.csv"), rows_of("forbidden_claims.csv")
EVIDENCE = dict(re.findall(r"^\| (S\d+) \| (.*) \|$", text(ROOT / "docs/evidence.md"), re.M))


def facts_of(page):
    return [row for row in FACTS if page.name in row["pages"].split()]


def program(*arguments):
    done = subprocess.run([PROGRAM, "guide", *arguments], capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL)
    assert done.returncode == 0, f"tingle guide {' '.join(arguments)}: {done.stderr}"
    return done.stdout


# ---------------------------------------------------------------- the pages

def front_parts_are_whole():
    names = {p.name for p in PAGES}
    for place, page in enumerate(PAGES, 1):
        if list(page.front) != FRONT or int(page.front["place"]) != place:
            yield f"{page.name}: {list(page.front)}, place {page.front['place']}, expected {place}"
        if datetime.date.fromisoformat(page.front["reviewed"]) < datetime.date(2026, 1, 1):
            yield f"{page.name}: reviewed on {page.front['reviewed']}"
        if page.front["summary"].count(". ") or not page.front["summary"].endswith("."):
            yield f"{page.name}: its summary is not one sentence"
        if not page.next or not set(page.next) <= names - {page.name}:
            yield f"{page.name}: next is {page.next}"
        for number in NUMBER.findall(" ".join(page.front[k] for k in ("title", "summary", "caution"))):
            if not any(number in row["figure"] for row in facts_of(page)):
                yield f"{page.name}: {number} in its front part is tied to no row"


def links_and_their_places_resolve():
    by_name = {p.name: p for p in PAGES}
    for page in PAGES:
        for link in page.links:
            name, _, place = link.partition("#")
            if not name.endswith(".md") or name[:-3] not in by_name:
                yield f"{page.name}: {link} leads nowhere"
            elif place and place not in by_name[name[:-3]].anchors:
                yield f"{page.name}: {link}: no such heading"
        if re.search(r"<\w|!\[|^\|", page.body, re.M):
            yield f"{page.name}: HTML, a picture or a table, which the terminal does not show"


def numbers_are_tied_and_marked():
    for page in PAGES:
        yield from (f"{page.name}: {end}" for end in loose_ends(page.body, facts_of(page)))


def every_figure_is_used():
    whole = {p.name: " ".join([*p.front.values(), *(b for b, _ in blocks(p.body))]) for p in PAGES}
    for row in FACTS:
        for name in row["pages"].split():
            if row["figure"] not in whole.get(name, ""):
                yield f"{row['id']}: \"{row['figure']}\" is not in {name}"
        if row["mark"] not in (set(re.findall(r"\[([FfMDJ])\b", row["source"])) or {"-"}):
            yield f"{row['id']}: mark {row['mark']}, source {row['source']}"


def numbers_of(text_):
    """Numbers as digits; a per cent is also a share, words up to twelve are numbers too."""
    words = dict(zip(("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"), map(str, range(2, 13))))
    spelled = re.sub(r"[a-z]+", lambda m: words.get(m[0], m[0]), text_.lower())
    return set(re.findall(r"(?<![\w.])\d(?:[\d.,:]*\d)?", spelled))


def every_number_is_in_the_evidence():
    """Those of a row that cites a section of docs/evidence.md stand in that section."""
    sections = {m[1]: numbers_of(m[2]) for m in re.finditer(r"^##+ (\d(?:\.\d)?)[. ](.*?)(?=^##|\Z)", text(ROOT / "docs/evidence.md"), re.M | re.S)}
    for row in FACTS:
        cited = re.search(r"evidence\.md (\d(?:\.\d)?)", row["source"])
        if not cited or row["mark"] == "-":
            continue
        for number in numbers_of(row["figure"]) - sections[cited[1]]:
            if not (number.isdigit() and f"0.{number:0>2}" in sections[cited[1]]):
                yield f"{row['id']}: {number} is not in section {cited[1]} of docs/evidence.md"


def numbers_of_signs_are_their_thresholds():
    """Hours, weeks, runs and severities that the page worry says of a rule over the log."""
    for row in FACTS:
        values = {float(t["value"]) / unit for t in rows_of("sign_thresholds.csv") if re.match(rf"{t['rule']}\b", row["what"]) for unit in (1, 7, 60)}
        for number in numbers_of(row["figure"]) if values and row["mark"] == "J" else ():
            if float(number) not in values | {10.0}:
                yield f"{row['id']}: {number} is none of {sorted(values)}"


def citations_are_known_and_have_facts():
    for page in PAGES:
        facts = set().union(*(sources_of(row) for row in facts_of(page)))
        for source in sorted(set(CITED.findall(page.body))):
            if source not in EVIDENCE:
                yield f"{page.name}: {source} is not in docs/evidence.md"
            if source not in facts:
                yield f"{page.name}: no row of data/guide_facts.csv rests on {source}"


def every_warning_sign_stands_under_its_tier():
    """The facts of the page worry name the rules; the first four headings are the tiers E, U, S, R."""
    page = next(p for p in PAGES if p.name == "worry")
    sections = re.split(r"^## .*$", page.body, flags=re.M)
    tiers = dict(zip("EUSR", (" ".join(s.split()) for s in sections[1:5])))
    for sign in rows_of("warning_signs.csv"):
        phrases = [row["figure"] for row in facts_of(page) if re.match(rf"{sign['id']}\b", row["what"])]
        if sign["tier"] in tiers and (not phrases or any(phrase not in tiers[sign["tier"]] for phrase in phrases)):
            yield f"worry: {sign['id']} is not under its tier {sign['tier']}"


def every_lacing_pattern_has_its_place():
    body = " ".join(next(p for p in PAGES if p.name == "lacing").body.split())
    for pattern in rows_of("lacing_patterns.csv"):
        if f"*{pattern['name']}*" not in body and pattern["name"] != "criss-cross":
            yield f"lacing: the page does not name {pattern['name']}"


def commands_that_pages_name_exist():
    for page in PAGES:
        for command, rest in re.findall(r"`tingle ([a-z]+)([^`]*)`", page.body):
            done = subprocess.run([PROGRAM, command, "--help"], capture_output=True, text=True, check=False)
            missing = [o for o in re.findall(r"--[a-z-]+", rest) if o not in done.stdout]
            if done.returncode or missing:
                yield f"{page.name}: there is no `tingle {command}{rest}`"


# ---------------------------------------------------------------- against the program

def words_in(page):
    """Words as the pages count them: anything with a letter or a digit, citations left out."""
    flat = re.sub(r"^(\s*)(?:- |\d+\. |#+ )", r"\1", CITED.sub("", page.body), flags=re.M)
    flat = re.sub(r"\]\([^)]*\)", "]", flat)
    return sum(1 for word in flat.split() if re.search(r"[^\W_]", word))


def contents_words_and_sources_are_shown():
    for page in PAGES:
        said, words = json.loads(program(page.name, "--json")), words_in(page)
        if [(h["level"], h["title"], h["anchor"]) for h in said["contents"]] != [(n, t, a) for (n, t), a in zip(page.headings, page.anchors)]:
            yield f"{page.name}: contents {said['contents']}"
        if (said["words"], said["minutes"]) != (words, -(-words // 200)):
            yield f"{page.name}: {said['words']} words, {said['minutes']} minutes; expected {words}, {-(-words // 200)}"
        if said["minutes"] not in MINUTES:
            yield f"{page.name}: {said['minutes']} minutes is too short or too long"
        if [s["id"] for s in said["sources"]] != list(dict.fromkeys(CITED.findall(page.body))):
            yield f"{page.name}: sources {[s['id'] for s in said['sources']]}"
        if [s for s in said["sources"] if not s["text"].startswith(EVIDENCE[s["id"]])]:
            yield f"{page.name}: a source is not that of docs/evidence.md"
        if said["markdown"].strip() != page.body.strip() or any(said[k] != page.front[k] for k in ("title", "summary", "caution", "reviewed")):
            yield f"{page.name}: not what the file says"


def terminal_shows_all_of_it():
    for page in PAGES:
        said, shown = json.loads(program(page.name, "--json")), " ".join(program(page.name).split())
        for part in (page.front["title"], page.front["summary"], re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", page.front["caution"]), f"{said['minutes']} minutes to read", page.front["reviewed"],
                     "Not yet reviewed by a clinician.", "If you are worried, or it changes, see a doctor."):
            if part not in shown:
                yield f"{page.name}: the terminal does not show {part!r}"
        for _, title in page.headings:
            if shown.count(title) < 2:
                yield f"{page.name}: {title!r} is not both in the contents and in the text"
        for source in said["sources"]:
            if f"{source['id']} {source['text']}" not in shown:
                yield f"{page.name}: {source['id']} is not among its sources"
        for name in page.next:
            if f"tingle guide {name}" not in shown:
                yield f"{page.name}: {name} is not under read next"


def html_is_sound():
    with tempfile.TemporaryDirectory() as folder:
        program("--html", folder)
        made = {p.name: xml.etree.ElementTree.fromstring(text(p).split("\n", 1)[1]) for p in pathlib.Path(folder).iterdir()}
    ids = {name: [e.get("id") for e in tree.iter() if e.get("id")] for name, tree in made.items()}
    if set(made) != {f"{p.name}.html" for p in PAGES} | {"index.html"}:
        yield f"files: {sorted(made)}"
    for name, tree in made.items():
        if len(ids[name]) != len(set(ids[name])):
            yield f"{name}: an id twice"
        levels = [int(e.tag[1]) for e in tree.iter() if re.fullmatch(r"h\d", e.tag)]
        if levels.count(1) != 1 or any(b > a + 1 for a, b in zip(levels, levels[1:])):
            yield f"{name}: headings {levels}"
        for link in (e.get("href") for e in tree.iter("a")):
            target, _, place = link.partition("#")
            if (target or name) not in made or (place and place not in ids[target or name]):
                yield f"{name}: {link} leads nowhere"
        whole = "".join(tree.itertext())
        if "Not yet reviewed by a clinician. If you are worried" not in whole or (name != "index.html" and "Back to top" not in whole):
            yield f"{name}: the closing line or the way back to the top is missing"


# ---------------------------------------------------------------- what must not be said

def nothing_forbidden_is_said():
    told = list(told_texts())
    for row in FORBIDDEN:
        pattern = re.compile(row["pattern"], re.I)
        for path, said in told:
            if (row["where"] == "all" or path.parent == ROOT / "guide") and (match := pattern.search(said)):
                yield f"{path.relative_to(ROOT)}: \"{said[max(0, match.start() - 40):match.end() + 20]}\" ({row['id']}: {row['why']})"


def the_forbidden_is_recognised():
    for row in FORBIDDEN:
        pattern = re.compile(row["pattern"], re.I)
        yield from (f"{row['id']}: not caught: {example}" for example in row["caught"].split(" || ") if not pattern.search(example))
        yield from (f"{row['id']}: caught, and harmless: {example}" for example in row["passes"].split(" || ") if pattern.search(example))
    if set(map(str, range(1, 18))) - set(re.findall(r"\((\d+)\)", "".join(row["source"] for row in FORBIDDEN))):
        yield "a line of docs/evidence.md, section 8, has no pattern"


EXAMPLES = [  # a page's text, its rows (figure, mark, source), whether something is wrong with it
    ("It is back after 3 minutes [S37].", [("3 minutes", "F", "x [F S37]")], False),
    ("It is back after 3 minutes.", [("3 minutes", "F", "x [F S37]")], True),
    ("It is back after 3 minutes [S38].", [("3 minutes", "F", "x [F S37]")], True),
    ("It is back after 3 minutes. That was an arm [S37].", [("3 minutes", "F", "x [F S37]")], False),
    ("It is back after 13 minutes [S37].", [("3 minutes", "F", "x [F S37]")], True),
    ("It is back after three minutes [S37].", [], True),
    ("Half of it is back [S37].", [], True),
    ("The third toe, and `tingle log 40 R`.", [], False),
    ("Vitamin B12 [S29].", [], False),
    ("Rest for 7 days (our judgement).", [("7 days", "J", "x [J]")], False),
    ("Rest for 7 days. This is our judgement.", [("7 days", "J", "x [J]")], True),
    ("All our judgement:\n\n- 7 days\n- 8 days", [("7 days", "J", "x [J]"), ("8 days", "J", "x [J]")], False),
    ("All known:\n\n- 7 days\n- 8 days", [("7 days", "J", "x [J]"), ("8 days", "J", "x [J]")], True),
    ("Rules [S1]:\n\n1. 4 of it", [("4 of it", "F", "x [F S1]")], False),
    ("No 4 steps (textbook knowledge).", [("4 steps", "M", "x [M]")], False),
    ("No 4 steps.", [("4 steps", "M", "x [M]")], True),
]


def untied_numbers_are_recognised():
    for body, rows, wrong in EXAMPLES:
        said = list(loose_ends(body, [{"id": "x", "figure": f, "mark": m, "source": s} for f, m, s in rows]))
        if bool(said) != wrong:
            yield f"{body!r}: {said}"


CHECKS = [front_parts_are_whole, links_and_their_places_resolve, numbers_are_tied_and_marked, every_figure_is_used, every_number_is_in_the_evidence,
          numbers_of_signs_are_their_thresholds, citations_are_known_and_have_facts, every_warning_sign_stands_under_its_tier,
          every_lacing_pattern_has_its_place, commands_that_pages_name_exist, contents_words_and_sources_are_shown, terminal_shows_all_of_it,
          html_is_sound, nothing_forbidden_is_said, the_forbidden_is_recognised, untied_numbers_are_recognised]


def main():
    failed = 0
    for check in CHECKS:
        try:
            breaches = list(check())
        except (AssertionError, LookupError, ValueError, OSError, xml.etree.ElementTree.ParseError) as problem:
            breaches = [f"{type(problem).__name__}: {problem}"]
        if breaches:
            failed += 1
            print(f"FAILED: {check.__name__.replace('_', ' ')}", *(f"    {b}" for b in breaches[:40]), sep="\n")
    print(f"# guide: {len(CHECKS) - failed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
