#!/usr/bin/env python3
"""Runs a command on a terminal of its own and types answers. usage: terminal.py [--keys] ANSWER... -- COMMAND...

Each answer is typed, and Enter, after the next question, known by its blank at the end and the silence after it; the answers
^C and ^D are these keys, and "!COMMAND" is run in a shell before the next answer is typed. Prints all that the terminal showed, and with --keys how many keys were
pressed; exit status is the command's, 128 + N when signal N ended it.
"""
import os
import pty
import select
import signal
import subprocess
import sys

split = sys.argv.index("--")
answers, command = sys.argv[1:split], sys.argv[split + 1:]
counts = answers[:1] == ["--keys"]
answers = answers[counts:]
KEYS = {"^C": b"\x03", "^D": b"\x04"}
QUIET_S, LIMIT_S = 0.15, 30

child, terminal = pty.fork()
if child == 0:
    os.environ["TERM"] = "xterm"
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # a test run in the background ignores it
    os.execvp(command[0], command)
shown, waited, keys = b"", 0.0, 0
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
        while answers[0].startswith("!"):
            subprocess.run(answers.pop(0)[1:], shell=True, stdout=subprocess.DEVNULL, check=True)
        typed = KEYS.get(answers[0]) or answers[0].encode() + b"\n"
        keys += len(typed.decode())
        answers.pop(0)
        os.write(terminal, typed)
    else:
        waited += QUIET_S
sys.stdout.write(shown.decode("utf-8", "replace").replace("\r\n", "\n"))
if waited >= LIMIT_S:
    sys.stderr.write(f"terminal: still asking after {LIMIT_S} s, and no answer is left\n")
    os.kill(child, signal.SIGKILL)
if counts:
    print(f"{keys} keys")
status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
sys.exit(status if status >= 0 else 128 - status)
