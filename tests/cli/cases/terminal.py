#!/usr/bin/env python3
"""Runs a command on a terminal of its own and types answers. usage: terminal.py ANSWER... -- COMMAND...

Each answer is typed after the next question, known by its blank at the end and the silence after it. Prints all
that the terminal showed; exit status is the command's.
"""
import os
import pty
import select
import sys

split = sys.argv.index("--")
answers, command = sys.argv[1:split], sys.argv[split + 1:]
QUIET_S, LIMIT_S = 0.15, 60

child, terminal = pty.fork()
if child == 0:
    os.environ["TERM"] = "xterm"
    os.execvp(command[0], command)
shown, waited = b"", 0.0
while waited < LIMIT_S:
    if select.select([terminal], [], [], QUIET_S)[0]:
        try:
            part = os.read(terminal, 4096)
        except OSError:
            break
        if not part:
            break
        shown, waited = shown + part, 0.0
    elif shown.endswith(b" ") and answers:
        os.write(terminal, answers.pop(0).encode() + b"\n")
    else:
        waited += QUIET_S
sys.stdout.write(shown.decode("utf-8", "replace").replace("\r\n", "\n"))
sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
