"""The emulator's function workers, and the CPU they have used. Linux only: it reads /proc."""

import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

_TICKS_PER_S = os.sysconf("SC_CLK_TCK")
_PARENT, _USER_TICKS, _SYSTEM_TICKS = 1, 11, 12  # fields of /proc/<pid>/stat behind the command's name


def cpu_ms_by_function(emulator_pid: int) -> Counter[str]:
    """CPU milliseconds of every worker, summed by function, since each worker began."""
    used: Counter[str] = Counter()
    for function, cpu_ms in _workers(emulator_pid):
        used[function] += cpu_ms
    return used


def count(emulator_pid: int) -> int:
    """How many workers there are."""
    return sum(1 for _ in _workers(emulator_pid))


def _workers(emulator_pid: int) -> Iterator[tuple[str, int]]:
    for process in Path("/proc").glob("[0-9]*"):
        try:
            fields = (process / "stat").read_text().rpartition(")")[2].split()
            if int(fields[_PARENT]) == emulator_pid:
                ticks = int(fields[_USER_TICKS]) + int(fields[_SYSTEM_TICKS])
                yield _function(process), ticks * 1000 // _TICKS_PER_S
        except (FileNotFoundError, ProcessLookupError):
            continue  # it ended while we looked


def _function(process: Path) -> str:
    variables = (process / "environ").read_text(errors="replace").split("\0")
    return dict(pair.partition("=")[::2] for pair in variables).get("AWS_LAMBDA_FUNCTION_NAME", "")
