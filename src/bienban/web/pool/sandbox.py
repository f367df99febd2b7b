"""What a worker gives up before it runs anything: memory, core dumps, its life after the server's, and the network.

The last is the second line behind :mod:`bienban.store.fetching`: on Linux (x86-64, aarch64) a seccomp filter refuses the calls
that make a socket or start a program, so that even a query that got past the guard reaches nobody.
"""

from __future__ import annotations

import ctypes
import os
import platform
import re
import resource
import signal
import struct
import sys
from pathlib import Path

__all__ = ["Held", "bound_memory", "data_bytes", "die_with_parent", "no_network"]

_PDEATHSIG, _NO_NEW_PRIVS, _SECCOMP, _FILTER = 1, 38, 22, 2
_LOAD, _EQUAL, _GREATER, _RETURN = 0x20, 0x15, 0x35, 0x06
_ALLOW, _REFUSE, _KILL = 0x7FFF0000, 0x00050000 | 13, 0x80000000  # 13 is EACCES
_X32 = 0x40000000

# audit architecture, then: socket, execve, execveat, io_uring_setup (which can make sockets too)
_CALLS = {"x86_64": (0xC000003E, (41, 59, 322, 425)), "aarch64": (0xC00000B7, (198, 221, 281, 425))}


def data_bytes() -> int:
    """Bytes of private writable memory of this process, 0 where the system does not say."""
    try:
        status = Path("/proc/self/status").read_text(encoding="ascii")
    except OSError:
        return 0
    found = re.search(r"^VmData:\s+(\d+) kB", status, re.MULTILINE)
    return 0 if found is None else int(found[1]) * 1024


class Held:
    """How much private writable memory this process holds, asked after every job: thirty times as fast as :func:`data_bytes`."""

    def __init__(self) -> None:
        try:
            self._file = os.open("/proc/self/statm", os.O_RDONLY)
        except OSError:
            self._file = -1

    def bytes(self) -> int:
        """Data and stack in bytes; 0 where the system does not say."""
        if self._file < 0:
            return 0
        return int(os.pread(self._file, 128, 0).split()[5]) * resource.getpagesize()


def bound_memory(extra: int) -> None:
    """Let the process have so many bytes more than it has; a request beyond fails, and ends it. No core is dumped."""
    most = data_bytes() + extra
    resource.setrlimit(resource.RLIMIT_DATA, (most, most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def die_with_parent() -> None:
    """On Linux, be killed when the server is gone, however it went; elsewhere the closed pipe ends the worker between jobs."""
    for told in (signal.SIGINT, signal.SIGTERM):  # meant for the server, which lets its workers finish what they do
        signal.signal(told, signal.SIG_IGN)
    if sys.platform == "linux":
        parent = os.getppid()
        ctypes.CDLL(None).prctl(_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
        if os.getppid() != parent:
            raise SystemExit(0)


def no_network() -> bool:
    """Refuse sockets and programs to this process for good; False where the system has no such filter."""
    found = _CALLS.get(platform.machine()) if sys.platform == "linux" else None
    if found is None:
        return False
    library = ctypes.CDLL(None, use_errno=True)
    code = ctypes.create_string_buffer(_program(*found))

    class Program(ctypes.Structure):
        _fields_ = (("length", ctypes.c_ushort), ("code", ctypes.c_void_p))

    program = Program(len(code.raw) // 8, ctypes.addressof(code))
    if library.prctl(_NO_NEW_PRIVS, 1, 0, 0, 0) != 0:
        return False
    return bool(library.prctl(_SECCOMP, _FILTER, ctypes.byref(program), 0, 0) == 0)


def _program(architecture: int, calls: tuple[int, ...]) -> bytes:
    """The filter (classic BPF over ``struct seccomp_data``): another architecture dies, the calls are refused, the rest pass."""

    def step(code: int, yes: int, no: int, value: int) -> bytes:
        return struct.pack("=HBBI", code, yes, no, value)

    tests = [(_GREATER, _X32), *((_EQUAL, call) for call in calls)]
    steps = [step(_LOAD, 0, 0, 4), step(_EQUAL, 1, 0, architecture), step(_RETURN, 0, 0, _KILL), step(_LOAD, 0, 0, 0)]
    steps += [step(code, len(tests) - i, 0, value) for i, (code, value) in enumerate(tests)]
    return b"".join([*steps, step(_RETURN, 0, 0, _ALLOW), step(_RETURN, 0, 0, _REFUSE)])
