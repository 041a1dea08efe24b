#!/usr/bin/env python3
"""What must hold for the source itself. usage: check_source.py ROOT [TINGLE]

Each check is a function that yields one line per breach, and is one case. TINGLE is the built
program, whose help and manual pages are looked at too.
"""
import concurrent.futures
import csv
import os
import pathlib
import re
import shlex
import shutil
import statistics
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(sys.argv[1]).resolve()
PROGRAM = sys.argv[2] if len(sys.argv) > 2 else None
sys.path.insert(0, str(ROOT / "tools"))
sys.dont_write_bytecode = True
from check_layers import check_layers, read_table  # noqa: E402

INCLUDES = [f"-I{ROOT}/include", f"-I{ROOT}/src"]
STRICT = ["-fsyntax-only", "-Wall", "-Wextra", "-Wpedantic", "-Wshadow", "-Werror", "-D_POSIX_C_SOURCE=200809L"]
FILE_LINES_MAX = 800
SKIPPED_FOLDERS = {".git", "build", "__pycache__"}


class Skip(Exception):
    """A check that needs a program which is not installed."""


def tree(*patterns):
    """Files of the project by glob patterns, without what is built."""
    found = set()
    for pattern in patterns:
        for path in ROOT.rglob(pattern):
            if path.is_file() and not SKIPPED_FOLDERS & set(path.relative_to(ROOT).parts):
                found.add(path)
    return sorted(found)


def name(path):
    return str(path.relative_to(ROOT))


def text(path):
    return path.read_text(encoding="utf-8")


def without_comments(source):
    """C source with comments and the content of strings blanked, lines kept."""
    def blank(match):
        kept = "\n" * match[0].count("\n")
        return f'""{kept}' if match[0][0] == '"' else f"''{kept}" if match[0][0] == "'" else f" {kept}"
    return re.sub(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', blank, source, flags=re.S)


def matches(pattern, source):
    for match in re.finditer(pattern, source):
        yield source.count("\n", 0, match.start()) + 1, match[0]


def run(command, **options):
    return subprocess.run(command, capture_output=True, text=True, check=False, **options)


def need(program):
    if not shutil.which(program):
        raise Skip(f"{program} is not installed")
    return program


# --- layout -------------------------------------------------------------------------------------

def includes_keep_to_the_layer_table():
    yield from check_layers(ROOT)


def architecture_shows_the_layer_table():
    shown = text(ROOT / "ARCHITECTURE.md")
    for room, (allowed, _) in read_table(ROOT / "tools/layers.txt").items():
        row = re.search(rf"^\| {room} \| ([^|]*)\|", shown, re.M)
        if not row:
            yield f"ARCHITECTURE.md has no row for the room {room}"
        elif set(re.findall(r"\w+", row[1])) - {"only"} != allowed - {room}:
            yield f"ARCHITECTURE.md: the row of {room} is not that of tools/layers.txt"


def file_names_are_unique():
    # meson.build is the build's name for it; public headers stand in a folder of their own name.
    seen = {}
    for path in tree("*.c", "*.h", "*.py", "*.sh"):
        if path.parts[-3:-1] == ("include", "tingle"):
            continue
        if path.name in seen:
            yield f"{name(path)} and {name(seen[path.name])} have the same name"
        seen[path.name] = path


def files_are_not_too_long():
    for path in tree("*.c", "*.h", "*.py"):
        lines = text(path).count("\n")
        if lines > FILE_LINES_MAX and ".gen." not in path.name:
            yield f"{name(path)}: {lines} lines (at most {FILE_LINES_MAX})"


def functions_are_short():
    sources = [str(p) for p in tree("*.c") if ".gen." not in p.name and "src" in p.parts]
    rows = [line.split("\t") for line in run([need("pmccabe"), *sources]).stdout.splitlines()]
    lines = sorted(int(r[4]) for r in rows)
    if not rows:
        yield "pmccabe found no function"
    elif statistics.median(lines) > 15 or lines[int(0.9 * len(lines))] > 60:
        yield f"middle {statistics.median(lines)} lines (15), nine in ten up to {lines[int(0.9 * len(lines))]} (60)"


# --- headers ------------------------------------------------------------------------------------

def compiles_alone(path, compiler, language, standard):
    command = [*compiler, "-x", language, f"-std={standard}", *STRICT, *INCLUDES, "-"]
    done = run(command, input=f'#include "{path}"\n#include "{path}"\n')
    if done.returncode:
        yield f"{name(path)} as {standard}: {done.stderr.strip().splitlines()[0]}"


def public_headers_compile_alone_as_c_and_cxx():
    compiler = shlex.split(os.environ.get("CC", "cc"))
    for path in tree("include/tingle/*.h"):
        yield from compiles_alone(path, compiler, "c", "c17")
        yield from compiles_alone(path, [need("clang")], "c++", "c++17")


def every_header_compiles_alone_twice():
    compiler = shlex.split(os.environ.get("CC", "cc"))
    for path in tree("src/**/*.h"):
        yield from compiles_alone(path, compiler, "c", "c17")


def headers_say_what_they_are_for():
    for path in tree("src/**/*.[ch]", "include/**/*.h"):
        if not text(path).startswith("/*"):
            yield f"{name(path)}: no comment at its top"


# --- habits -------------------------------------------------------------------------------------

UNSAFE = r"\b(strcpy|strcat|sprintf|vsprintf|gets|strtok|atoi|atof|rand|srand|setlocale|system|popen|tmpnam|alloca)\s*\("
TALKING = r"\b(printf|fprintf|vprintf|vfprintf|puts|fputs|putchar|perror|exit|_exit|abort|quick_exit|atexit|signal)\s*\("


def unsafe_functions_are_not_called():
    for path in tree("src/**/*.[ch]", "fuzz/*.[ch]"):
        for line, call in matches(UNSAFE, without_comments(text(path))):
            yield f"{name(path)}:{line}: {call.strip('( ')}"


def the_library_neither_prints_nor_exits():
    for path in tree("src/**/*.[ch]"):
        if path.relative_to(ROOT / "src").parts[0] == "cli":
            continue
        for line, call in matches(TALKING, without_comments(text(path))):
            yield f"{name(path)}:{line}: {call.strip('( ')}"


def nothing_is_left_undone():
    words = "|".join(("TO" + "DO", "FIX" + "ME", "XX" + "X", "HA" + "CK", "not imple" + "mented"))
    for path in tree("*.[ch]", "*.py", "*.sh", "*.md", "*.build", "check", "tingle"):
        for line, word in matches(rf"\b({words})\b", text(path)):
            yield f"{name(path)}:{line}: {word}"


def no_path_of_a_machine_is_written_down():
    machine = re.compile(r"(?<![\w.~$}])/(?:work|root|home/\w+|tmp/wt|tmp/build)\b/?")
    for path in tree("*.[ch]", "*.py", "*.sh", "*.md", "*.build", "*.txt", "*.csv", "*.case", "check", "tingle", "run"):
        for line, found in matches(machine, text(path)):
            yield f"{name(path)}:{line}: {found}"


def shell_scripts_pass_shellcheck():
    scripts = [p for p in tree("*.sh", "check", "tingle", "run", "top_functions") if text(p).startswith("#!/usr/bin/env bash")]
    done = run([need("shellcheck"), "-f", "gcc", *map(str, scripts)])
    yield from done.stdout.splitlines()


# --- data and generated files -------------------------------------------------------------------

def every_row_of_data_has_a_source():
    for path in tree("data/*.csv"):
        with open(path, encoding="utf-8", newline="") as file:
            rows = csv.DictReader(file)
            if "source" not in (rows.fieldnames or []):
                yield f"{name(path)}: no column 'source'"
                continue
            for row in rows:
                if not (row["source"] or "").strip():
                    yield f"{name(path)}:{rows.line_num}: no source"


def every_judgement_is_listed():
    """A mark [J] in the code has its file, one in the data its row too, in a line of docs/judgements.md."""
    lines = text(ROOT / "docs/judgements.md").splitlines()
    for path in tree("src/**/*.[ch]", "include/**/*.h"):
        if ".gen." not in path.name and re.search(r"(?<![\w\]])\[J\]", text(path)):
            listed = sum(f"`{name(path)}`" in line for line in lines)
            marks = len(re.findall(r"(?<![\w\]])\[J\]", text(path)))
            if listed < marks:
                yield f"{name(path)}: {marks} judgements [J], {listed} in docs/judgements.md"
    for path in tree("data/*.csv"):
        with open(path, encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                key = next(iter(row.values()))
                if "[J]" in row["source"] and not any(f"`{name(path)}`" in line and f"`{key}`" in line for line in lines):
                    yield f"{name(path)}: {key} is a judgement [J] and not in docs/judgements.md"


def generated_files_are_fresh():
    """Each generator says `usage: gen_x.py ARGS > FILE` for every file that it makes."""
    made = set()
    for script in tree("tools/gen_*.py"):
        for arguments, target in re.findall(rf"{re.escape(script.name)}([^>\n]*)> (\S+)", text(script)):
            done = run([sys.executable, str(script), *arguments.split()], cwd=ROOT)
            made.add(target)
            if done.returncode:
                yield f"{name(script)} fails: {done.stderr.strip().splitlines()[-1]}"
            elif not (ROOT / target).is_file():
                yield f"{name(script)}: {target} is not there"
            elif done.stdout != text(ROOT / target):
                yield f"{target} is not what {name(script)} makes: run {script.name}{arguments}> {target}"
    for path in tree("*.gen.*"):
        if name(path) not in made:
            yield f"{name(path)}: no generator names it in its usage lines"
        elif "Generated by tools/" not in text(path)[:200]:
            yield f"{name(path)}: its first line does not say what it is generated by"


# --- tests --------------------------------------------------------------------------------------

def every_test_file_is_registered():
    for folder, pattern in (("tests/unit", "test_*.c"), ("fuzz", "fuzz_*.c"), ("tests/long", "*.c"), ("bench", "*.c")):
        if not (ROOT / folder).is_dir():
            continue
        listed = text(ROOT / folder / "meson.build")
        for path in tree(f"{folder}/{pattern}"):
            stem = path.stem.removeprefix("fuzz_") if folder == "fuzz" else path.stem
            if not re.search(rf"'{stem}(?:\.c)?'", listed):
                yield f"{name(path)} is not in {folder}/meson.build"


def every_fuzz_target_has_inputs():
    for path in tree("fuzz/fuzz_*.c"):
        corpus = ROOT / "fuzz/corpus" / path.stem.removeprefix("fuzz_")
        if not corpus.is_dir() or not any(corpus.iterdir()):
            yield f"{name(path)}: no inputs in {name(corpus)}"


def every_status_is_provoked():
    codes = re.findall(r"X\((TINGLE_\w+), (\d+)", text(ROOT / "include/tingle/error.h"))
    tests = "".join(text(p) for p in tree("tests/**/*.c"))
    for code, _ in codes:
        if not re.search(rf"\b{code}\b", tests):
            yield f"no test speaks of {code}"


# --- documents and the program's own words ------------------------------------------------------

def links_in_documents_resolve():
    for path in tree("*.md"):
        for line, link in matches(r"\]\([^)#\s]+[^)\s]*\)", text(path)):
            target = link[2:-1].split("#")[0]
            if "://" not in link and not (path.parent / target).exists():
                yield f"{name(path)}:{line}: {target}"


def every_document_is_in_the_index():
    index = text(ROOT / "docs/README.md")
    for path in tree("docs/*.md"):
        if path.name != "README.md" and f"({path.name})" not in index:
            yield f"{name(path)} is not in docs/README.md"


def documents_name_files_that_exist():
    """`src/...`, `tools/...` and the like in the documents are files or folders of the project."""
    pattern = r"`((?:src|include|tools|tests|fuzz|bench|docs|data)/[\w./-]*)`"
    for path in tree("*.md"):
        for line, quoted in matches(pattern, text(path)):
            if not (ROOT / quoted.strip("`")).exists():
                yield f"{name(path)}:{line}: {quoted}"


def one_version_everywhere():
    build = re.search(r"version: '([^']+)'", text(ROOT / "meson.build"))[1]
    header = re.search(r'TINGLE_VERSION "([^"]+)"', text(ROOT / "include/tingle/tingle.h"))[1]
    changes = re.search(r"^## (\S+)", text(ROOT / "CHANGELOG.md"), re.M)[1]
    if len({build, header, changes}) > 1:
        yield f"meson.build {build}, include/tingle/tingle.h {header}, CHANGELOG.md {changes}"


def pages_named_in_the_code_exist():
    for path in tree("*.[ch]", "*.py", "*.sh", "*.csv", "*.build"):
        for line, page in matches(r"\bdocs/[\w-]+\.md\b", text(path)):
            if not (ROOT / page).is_file():
                yield f"{name(path)}:{line}: {page}"


def cited_sections_exist():
    """decisions.md A5, evidence.md 5.4 and S37 in code and data are there in the document."""
    decisions, evidence = text(ROOT / "docs/decisions.md"), text(ROOT / "docs/evidence.md")
    for path in tree("src/**/*.[ch]", "include/**/*.h", "data/*.csv", "tests/**/*.c"):
        for line, cited in matches(r"decisions(?:\.md)? [A-E]\d+", text(path)):
            if f"**{cited.split()[-1]}. " not in decisions:
                yield f"{name(path)}:{line}: {cited}"
        for line, cited in matches(r"evidence\.md (?:section )?\d(?:\.\d+)?", text(path)):
            if not re.search(rf"^##+ {re.escape(cited.split()[-1])}[. ]", evidence, re.M):
                yield f"{name(path)}:{line}: {cited}"
        for line, cited in matches(r"\bS\d{1,3}\b", text(path) if path.suffix == ".csv" else ""):
            if f"| {cited} |" not in evidence:
                yield f"{name(path)}:{line}: source {cited}"


def commands():
    listed = text(ROOT / "src/cli/command_list.c")
    files = re.findall(r"&cmd_(\w+)", listed)
    return [(f, re.search(r'cli_command cmd_\w+ = \{\s*\.name = "([^"]+)"', text(ROOT / f"src/cli/cmd_{f}.c"))[1]) for f in files]


def every_command_is_built_and_listed():
    build = text(ROOT / "src/cli/meson.build")
    named = set(re.findall(r"'([^']+)'", re.search(r"commands = \[(.*?)\]", build, re.S)[1]))
    for file, command in commands():
        if command.replace(" ", "_") != file:
            yield f"cmd_{file}.c describes the command {command}"
        if command not in named:
            yield f"src/cli/meson.build does not name {command}"
    for path in tree("src/cli/cmd_*.c"):
        if path.stem.removeprefix("cmd_") not in {f for f, _ in commands()}:
            yield f"{name(path)} is not in command_list.c"


def manual_pages_pass_mandoc():
    if not PROGRAM:
        raise Skip("no program given")
    for words in [[]] + [c.split() for _, c in commands()]:
        page = run([PROGRAM, "help", "--man", *words]).stdout
        with tempfile.NamedTemporaryFile("w", suffix=".1") as file:
            file.write(page)
            file.flush()
            done = run([need("mandoc"), "-T", "lint", "-W", "warning", file.name])
        for line in done.stdout.splitlines():
            yield f"{' '.join(['tingle', *words])}: {line.split(': ', 2)[-1]}"


def manual_pages_show_the_examples():
    if not PROGRAM:
        raise Skip("no program given")
    for _, command in commands():
        page = run([PROGRAM, "help", "--man", *command.split()]).stdout
        shown = run([need("mandoc"), "-T", "utf8", "-O", "width=300"], input=page).stdout
        shown = re.sub(r".\x08", "", shown.replace("\N{HYPHEN}", "-").replace("\N{MINUS SIGN}", "-"))
        for example in re.findall(r"^  (tingle .*)$", run([PROGRAM, *command.split(), "--help"]).stdout.split("\nUsage")[0], re.M):
            if example not in shown:
                yield f"tingle {command}: {example}"


def completion_is_valid_bash():
    if not PROGRAM:
        raise Skip("no program given")
    script = run([PROGRAM, "help", "--completion", "bash"]).stdout
    probe = script + '\nCOMP_WORDS=(tingle hel) COMP_CWORD=1; _tingle; echo "${COMPREPLY[*]}"\n' \
                     'COMP_WORDS=(tingle help --comp) COMP_CWORD=2; _tingle; echo "${COMPREPLY[*]}"\n'
    done = run(["bash", "-c", probe])
    if done.stderr or done.stdout.split("\n")[:2] != ["help", "--completion"]:
        yield f"expected 'help' and '--completion', got: {done.stdout!r} {done.stderr!r}"


def units_run_what_there_is():
    """Their commands and options are known to the program."""
    if not PROGRAM:
        raise Skip("no program given")
    for path in tree("share/systemd/*.in"):
        starts = re.findall(r"^ExecStart=@bindir@/tingle (\S+)(.*)$", text(path), re.M)
        if len(starts) != 1:
            yield f"{name(path)}: one ExecStart of tingle was expected"
        for command, rest in starts:
            options = set(re.findall(r"--[a-z-]+", run([PROGRAM, command, "--help"]).stdout))
            for option in set(re.findall(r"--[a-z-]+", rest)) - options:
                yield f"{name(path)}: tingle {command} has no {option}"


def units_pass_systemd():
    if not PROGRAM:
        raise Skip("no program given")
    for path in tree("share/systemd/*.in"):
        with tempfile.TemporaryDirectory() as folder:
            unit = pathlib.Path(folder, path.name.removesuffix(".in").replace("@", "@tmp"))
            unit.write_text(text(path).replace("@bindir@/tingle", str(pathlib.Path(PROGRAM).resolve())), encoding="utf-8")
            done = run([need("systemd-analyze"), "verify", "--man=no", "--user", str(unit)], env={**os.environ, "XDG_RUNTIME_DIR": folder})
        yield from (f"{name(path)}: {line}" for line in done.stderr.splitlines() if unit.name in line)


def packages_are_listed_once():
    rows = [line.split(None, 2) for line in text(ROOT / "tools/packages.txt").splitlines() if line and line[0] != "#"]
    for row in rows:
        if len(row) != 3 or row[0] not in ("build", "test"):
            yield f"tools/packages.txt: {' '.join(row)}: when, package, what for"
    packages = [row[1] for row in rows]
    for package in {p for p in packages if packages.count(p) > 1}:
        yield f"tools/packages.txt names {package} twice"


CHECKS = [value for key, value in list(globals().items()) if callable(value) and getattr(value, "__code__", None)
          and value.__code__.co_flags & 0x20 and key not in ("matches", "compiles_alone")]


def outcome_of(check):
    """(breaches, why it was skipped or None)"""
    try:
        return list(check()), None
    except Skip as why:
        return [], why
    except (OSError, ValueError, TypeError, LookupError) as problem:
        return [f"{type(problem).__name__}: {problem}"], None


def main():
    passed = failed = 0
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        outcomes = list(pool.map(outcome_of, CHECKS))
    for check, (breaches, skipped) in zip(CHECKS, outcomes):
        title = check.__name__.replace("_", " ")
        if skipped:
            print(f"# skipped: {title}: {skipped}")
            continue
        passed, failed = passed + (not breaches), failed + bool(breaches)
        if breaches:
            print(f"FAILED: {title}")
            for breach in breaches[:20]:
                print(f"    {breach}")
            if len(breaches) > 20:
                print(f"    and {len(breaches) - 20} more")
    print(f"# meta: {passed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
