#!/usr/bin/env python3
"""Does to a journal what the cases need. usage: spoil.py hold|newer|damage HOME [COMMAND]"""
import pathlib
import sqlite3
import subprocess
import sys

what, home = sys.argv[1], pathlib.Path(sys.argv[2])
file = max(home.iterdir(), key=lambda f: f.stat().st_size)
if what == "damage":
    raw = bytearray(file.read_bytes())
    for i in range(5000, len(raw), 97):
        raw[i] ^= 0x55
    file.write_bytes(raw)
    sys.exit(0)
with sqlite3.connect(file, isolation_level=None) as base:
    if what == "newer":
        base.execute("PRAGMA user_version = 999")
    elif what == "hold":
        base.execute("BEGIN EXCLUSIVE")
        sys.exit(subprocess.run(["bash", "-c", sys.argv[3]], check=False).returncode)
