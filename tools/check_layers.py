#!/usr/bin/env python3
"""Holds the includes of src/ and include/ against tools/layers.txt.

usage: check_layers.py [ROOT]      prints one line per breach; exit status 1 when there is one

A file of a room includes project headers as "room/file.h" or <tingle/file.h>, and nothing else but
the C library, POSIX and the libraries that its room's row names.
"""
import pathlib
import re
import sys

INCLUDE = re.compile(r'^\s*#\s*include\s+([<"])([^>"]+)[>"]', re.M)
STANDARD = set("""
assert.h complex.h ctype.h errno.h fenv.h float.h inttypes.h iso646.h limits.h locale.h math.h
setjmp.h signal.h stdalign.h stdarg.h stdatomic.h stdbool.h stddef.h stdint.h stdio.h stdlib.h
stdnoreturn.h string.h tgmath.h threads.h time.h uchar.h wchar.h wctype.h
dirent.h fcntl.h fnmatch.h glob.h langinfo.h poll.h pthread.h pwd.h strings.h sys/file.h sys/ioctl.h
sys/resource.h sys/stat.h sys/time.h sys/types.h sys/wait.h termios.h unistd.h
""".split())


def read_table(path):
    """{room: (rooms it may include, libraries it may include)}"""
    table = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [c.strip() for c in line.split("|")]
        if len(cells) != 3:
            raise ValueError(f"{path.name}:{number}: three columns are expected")
        table[cells[0]] = (set(cells[1].split()) | {cells[0]}, set(cells[2].split()))
    for room, (allowed, _) in table.items():
        unknown = allowed - set(table) - {"public"}
        if unknown:
            raise ValueError(f"{path.name}: {room} names unknown rooms: {' '.join(sorted(unknown))}")
    return table


def breach_of(root, room, quote, header, table):
    """Why this include is not allowed in this room; None when it is."""
    allowed, libraries = table[room]
    if quote == "<":
        if header.startswith("tingle/"):
            if not (root / "include" / header).is_file():
                return f"there is no <{header}>"
            if header == "tingle/error.h" or "public" in allowed:
                return None
            return f"{room} may not include public headers"
        if header in STANDARD or header in libraries:
            return None
        return f"<{header}> is no header of C, POSIX or the libraries of {room}"
    target = header.split("/")[0]
    if "/" not in header or target not in table:
        return f'"{header}": write "room/file.h"'
    if not (root / "src" / header).is_file():
        return f'there is no "{header}"'
    if target not in allowed:
        return f"{room} may not include {target}"
    return None


def check_layers(root):
    """All breaches, as "file:line: why"."""
    table = read_table(root / "tools" / "layers.txt")
    breaches = []
    for path in sorted((root / "src").rglob("*.[ch]")):
        name = path.relative_to(root)
        room = name.parts[1]
        if room not in table:
            breaches.append(f"{name}: the room {room} has no row in tools/layers.txt")
            continue
        text = path.read_text(encoding="utf-8")
        for match in INCLUDE.finditer(text):
            why = breach_of(root, room, match[1], match[2], table)
            if why:
                breaches.append(f"{name}:{text.count(chr(10), 0, match.start(2)) + 1}: {why}")
    for path in sorted((root / "include").rglob("*.h")):
        for match in INCLUDE.finditer(path.read_text(encoding="utf-8")):
            if match[1] != "<" or not (match[2] in STANDARD or match[2].startswith("tingle/")):
                breaches.append(f"{path.relative_to(root)}: a public header includes {match[2]}")
    return breaches


if __name__ == "__main__":
    found = check_layers(pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else "."))
    print("\n".join(found) if found else "all includes keep to tools/layers.txt")
    sys.exit(1 if found else 0)
