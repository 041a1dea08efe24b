#!/usr/bin/env python3
"""Runs the text cases of the program. usage: run_cases.py TINGLE FOLDER [WORD]

A file NAME.case holds cases, each in a folder of its own with an empty journal (TINGLE_HOME):

    ## an unknown command                   begins a case
    $ tingle frobnicate                     a shell command; `tingle` is the built program
    2> tingle: unknown command 'frobnicate'*    what standard error says, line by line
    > ...                                   what standard output says, line by line
    = 2                                     the exit status; 0 when not said; 1|65 for either

Lines starting with # are comments. Several commands of a case run one after the other. In expected
lines `*` stands for any text, and a line of three dots for any lines; output about which nothing is
said must be empty. A case whose first line is `? COMMAND` is skipped when that command fails
(for example where the file system has no such device). With WORD only cases with it in the title.
"""
import concurrent.futures
import os
import pathlib
import re
import subprocess
import sys
import tempfile

TIMEOUT_S = 240


class Command:
    def __init__(self, line, number):
        self.line, self.number = line, number
        self.out, self.err, self.statuses = [], [], [0]


class Case:
    def __init__(self, title, where):
        self.title, self.where = title, where
        self.needs, self.commands = [], []


def read_cases(path):
    cases = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        where = f"{path.name}:{number}"
        if line.startswith("## "):
            cases.append(Case(line[3:], where))
        elif not line.strip() or line.startswith("#"):
            continue
        elif not cases:
            sys.exit(f"{where}: a case begins with '## title'")
        elif line.startswith("? "):
            cases[-1].needs.append(line[2:])
        elif line.startswith("$ "):
            cases[-1].commands.append(Command(line[2:], number))
        elif not cases[-1].commands:
            sys.exit(f"{where}: a command comes first")
        elif line.startswith("= "):
            cases[-1].commands[-1].statuses = [int(s) for s in line[2:].split("|")]
        elif line == ">" or line.startswith("> "):
            cases[-1].commands[-1].out.append(line[2:])
        elif line == "2>" or line.startswith("2> "):
            cases[-1].commands[-1].err.append(line[3:])
        else:
            sys.exit(f"{where}: not understood: {line}")
    return cases


def line_matches(pattern, line):
    return re.fullmatch(".*".join(re.escape(part) for part in pattern.split("*")), line) is not None


def text_matches(expected, lines):
    """Line by line; "..." takes any number of lines."""
    if not expected:
        return not lines
    if expected[0] == "...":
        return any(text_matches(expected[1:], lines[i:]) for i in range(len(lines) + 1))
    return bool(lines) and line_matches(expected[0], lines[0]) and text_matches(expected[1:], lines[1:])


def shell(line, folder, env):
    return subprocess.run(["bash", "-c", line], cwd=folder, env=env, stdin=subprocess.DEVNULL,
                          capture_output=True, timeout=TIMEOUT_S, check=False)


def complaint(command, done):
    """What is wrong with one command's results; "" when nothing is."""
    out, err = (raw.decode("utf-8", "replace").splitlines() for raw in (done.stdout, done.stderr))
    said = []
    if done.returncode not in command.statuses:
        said.append(f"exit status {done.returncode}, expected {' or '.join(map(str, command.statuses))}")
    for channel, expected, lines in (("standard output", command.out, out), ("standard error", command.err, err)):
        if not text_matches(expected, lines):
            said += [f"{channel}:", *(f"    {l}" for l in lines[:30]), "expected:", *(f"    {l}" for l in expected)]
    return "\n".join([f"line {command.number}: $ {command.line}", *said]) if said else ""


def run_case(case, program, cases_folder):
    """("passed" | "failed" | "skipped", text)"""
    with tempfile.TemporaryDirectory(prefix="tingle-case-") as folder:
        bin_folder = pathlib.Path(folder, "bin")
        bin_folder.mkdir()
        (bin_folder / "tingle").symlink_to(program)
        work = pathlib.Path(folder, "work")
        work.mkdir()
        env = {**os.environ, "PATH": f"{bin_folder}:{os.environ['PATH']}", "HOME": str(work), "LC_ALL": "C.UTF-8",
               "TINGLE_HOME": str(work / "home"), "CASES": str(cases_folder), "COLUMNS": "80", "TERM": "dumb"}
        env.pop("XDG_DATA_HOME", None)
        for need in case.needs:
            if shell(need, work, env).returncode:
                return "skipped", f"{case.title}: {need}"
        for command in case.commands:
            try:
                wrong = complaint(command, shell(command.line, work, env))
            except subprocess.TimeoutExpired:
                wrong = f"line {command.number}: $ {command.line}\nnot done after {TIMEOUT_S} s"
            if wrong:
                return "failed", f"{case.where}: {case.title}\n{wrong}"
    return "passed", ""


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    program, folder = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
    word = sys.argv[3] if len(sys.argv) > 3 else ""
    cases = [c for path in sorted(folder.glob("*.case")) for c in read_cases(path) if word in c.title]
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        results = list(pool.map(lambda c: run_case(c, program, folder), cases))
    for outcome, said in results:
        if outcome != "passed":
            print(f"# skipped: {said}" if outcome == "skipped" else f"FAILED {said}")
    outcomes = [r[0] for r in results]
    print(f"# cli: {outcomes.count('passed')} passed, {outcomes.count('failed')} failed")
    sys.exit(1 if "failed" in outcomes else 0)


if __name__ == "__main__":
    main()
