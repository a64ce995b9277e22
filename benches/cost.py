"""What a run of a program costs, measured from outside: wall clock, processor time, peak memory."""

import ctypes
import os
import platform
import signal
import statistics
import subprocess
import sys
import threading
import time
from collections import namedtuple

# Seconds of wall clock, seconds of processor time (user and system, all threads), exit status (negative: ended by that signal).
Cost = namedtuple("Cost", "wall processor status")
MEBIBYTE = 1024 * 1024
PR_SET_CHILD_SUBREAPER = 36


def run(command, folder, environment=None, limit=None):
    """Runs `command` in `folder` with no input and its output thrown away; it is killed after `limit` seconds."""
    null = os.open(os.devnull, os.O_RDWR)
    before = os.getcwd()
    os.chdir(folder)
    try:
        start = time.perf_counter()
        actions = [(os.POSIX_SPAWN_DUP2, null, stream) for stream in (0, 1, 2)]
        process = os.posix_spawnp(command[0], command, environment or os.environ, file_actions=actions)
        status, usage = _wait(process, limit)
        wall = time.perf_counter() - start
    finally:
        os.chdir(before)
        os.close(null)
    return Cost(wall, usage.ru_utime + usage.ru_stime, status)


def peak(command, folder, environment=None, limit=None):
    """Peak memory of `command` in bytes.

    A process begins with the peak of the one that starts it, and Python holds more than a small linter needs. So a shell
    starts the program and ends; the kernel then hands the program over to this process, which waits for it.
    """
    if sys.platform != "linux":
        import resource

        run(command, folder, environment, limit)
        return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1)
    start = ["sh", "-c", '"$@" </dev/null >/dev/null 2>&1 & echo $!', "sh", *command]
    shell = subprocess.run(start, cwd=folder, env=environment, stdout=subprocess.PIPE, check=True)
    _, usage = _wait(int(shell.stdout), limit)
    return usage.ru_maxrss * 1024


def _wait(process, limit):
    timer = threading.Timer(limit, os.kill, (process, signal.SIGKILL)) if limit else None
    if timer:
        timer.start()
    _, status, usage = os.wait4(process, 0)
    if timer:
        timer.cancel()
    return os.waitstatus_to_exitcode(status), usage


def medians(costs):
    """The medians of wall clock and processor time, each by itself."""
    return statistics.median(cost.wall for cost in costs), statistics.median(cost.processor for cost in costs)


def machine():
    """One line that says what the figures were measured on, and when."""
    name = platform.processor() or platform.machine()
    if os.path.exists("/proc/cpuinfo"):
        with open("/proc/cpuinfo", encoding="utf-8") as file:
            models = [line.split(":", 1)[1].strip() for line in file if line.startswith("model name")]
        name = models[0] if models else name
    return f"{name}, {os.cpu_count()} cores, {platform.system()} {platform.release()}, {time.strftime('%Y-%m-%d')}"
