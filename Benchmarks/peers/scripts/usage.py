"""Runs a program and prints its seconds and the most MiB it had: usage.py LOG COMMAND…

A process of its own, because Linux counts to a new process's peak what the one that started it
had; this one has next to nothing.
"""

import os
import sys
import time

log, *command = sys.argv[1:]
output = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
start = time.perf_counter()
process = os.posix_spawnp(
    command[0], command, os.environ,
    file_actions=[(os.POSIX_SPAWN_DUP2, output, 1), (os.POSIX_SPAWN_DUP2, output, 2)])
_, status, usage = os.wait4(process, 0)
seconds = time.perf_counter() - start
unit = 1 << 20 if sys.platform == "darwin" else 1 << 10
print(seconds, usage.ru_maxrss / unit)
sys.exit(os.waitstatus_to_exitcode(status))
