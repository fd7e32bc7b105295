"""Processes of a stack that was killed: found by what it wrote down, and ended."""

from typing import Any

import psutil

SAME = 2.0  # seconds; a process that began at another time is somebody else's with the same id
GRACE = 5.0


def identity(pid: int) -> dict[str, Any] | None:
    """Return what tells this process from a later one with the same id; None when it is gone."""
    try:
        return {"pid": pid, "began": psutil.Process(pid).create_time()}
    except psutil.Error:
        return None


def end_leftovers(processes: dict[str, Any]) -> list[str]:
    """End what still runs of `processes` (name -> identity); return the names."""
    found = {name: process for name, entry in processes.items() if (process := _find(entry))}
    family = [member for process in found.values() for member in (process, *_children(process))]
    for process in family:
        _quietly(process.terminate)
    _, alive = psutil.wait_procs(family, timeout=GRACE)
    for process in alive:
        _quietly(process.kill)
    psutil.wait_procs(alive, timeout=GRACE)
    return list(found)


def _find(entry: dict[str, Any]) -> psutil.Process | None:
    try:
        process = psutil.Process(entry["pid"])
        same = abs(process.create_time() - entry["began"]) < SAME
    except (psutil.Error, KeyError, TypeError):
        return None
    return process if same and process.status() != psutil.STATUS_ZOMBIE else None


def _children(process: psutil.Process) -> list[psutil.Process]:
    try:
        return process.children(recursive=True)
    except psutil.NoSuchProcess:
        return []


def _quietly(act: Any) -> None:
    try:
        act()
    except psutil.NoSuchProcess:
        return
