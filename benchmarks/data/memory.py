"""Measure the memory of this process, as the system sees it."""

import ctypes
import gc
import os
import resource
import sys
from pathlib import Path

STATM = Path("/proc/self/statm")


def settle() -> None:
    """Give back to the system what is free."""
    gc.collect()
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # glibc has it, musl has not
        if trim is not None:
            trim(0)


def resident() -> int:
    """Return the bytes of this process that are in memory now; elsewhere, that ever were."""
    if STATM.exists():
        return int(STATM.read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024
