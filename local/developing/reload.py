"""Runs functions anew when their code changes: one when it is its own, all when it is the library."""

import asyncio
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from local.environment import CODE
from local.errors import CannotRun
from local.stack import Stack

LOOK = 0.4  # seconds between looks; a change counts when the next look finds no further one
LIBRARY = "shared"
ENDINGS = frozenset((".py", ".lua", ".sql", ".json", ".txt", ".md", ".yml", ".yaml"))

Seen = Mapping[Path, tuple[int, int]]  # file -> when it was changed (ns), and its size


def look_at(places: Iterable[Path]) -> Seen:
    """Return the state of all source files in and under `places`."""
    return {file: state for place in places for file in _files(place) if (state := _state(file))}


def changed(before: Seen, now: Seen) -> set[Path]:
    """Return the files that were changed, made or deleted."""
    return {file for file in before.keys() | now.keys() if before.get(file) != now.get(file)}


@asynccontextmanager
async def reloading(stack: Stack) -> AsyncIterator[None]:
    """Run what changes anew, for as long as this lasts."""
    watching = asyncio.create_task(_watch(stack), name="reloading")
    try:
        yield
    finally:
        watching.cancel()
        with suppress(asyncio.CancelledError):
            await watching


async def _watch(stack: Stack) -> None:
    stack.output.say("changed code is run anew")
    seen = look_at(_places(stack))
    while True:
        await asyncio.sleep(LOOK)
        now = await asyncio.to_thread(look_at, _places(stack))
        if not (files := changed(seen, now)):
            continue
        while True:  # an editor or git may be at it still
            await asyncio.sleep(LOOK)
            later = await asyncio.to_thread(look_at, _places(stack))
            if not (more := changed(now, later)):
                break
            files, now = files | more, later
        seen = now
        await _take_over(files, stack)


async def _take_over(files: set[Path], stack: Stack) -> None:
    """Run anew what is made of `files`."""
    stack_files = {path.resolve() for path in stack.stack_files}
    if files & stack_files:
        try:
            stack.read_anew()
            stack.output.say("the stack file changed: all functions are run anew")
        except CannotRun as problem:
            stack.output.say(f"{problem} (what ran before goes on)")
        return
    if any(_is_in(file, _library(stack)) for file in files):
        stack.output.say("the library changed: all functions and the bridge are run anew")
        stack.run_anew(list(stack.replicas))
        await stack.run_bridge_anew()
        return
    names = [
        name for name, folder in _folders(stack).items() if any(_is_in(f, folder) for f in files)
    ]
    stack.output.say(f"changed, and run anew: {', '.join(names)}")
    stack.run_anew(names)


def _places(stack: Stack) -> list[Path]:
    files = [path.resolve() for path in stack.stack_files]
    return [*files, _library(stack), *_folders(stack).values()]


def _library(stack: Stack) -> Path:
    """The stack's own, or ours where it has none."""
    own = stack.root / LIBRARY
    return own if own.is_dir() else CODE / LIBRARY


def _folders(stack: Stack) -> dict[str, Path]:
    return {
        name: (stack.root / each.function.handler).resolve()
        for name, each in stack.replicas.items()
    }


def _files(place: Path) -> Iterable[Path]:
    if place.is_file():
        return [place]
    return (file for file in place.rglob("*") if file.suffix in ENDINGS)


def _state(file: Path) -> tuple[int, int] | None:
    try:
        found = file.stat()
    except OSError:  # it has just gone
        return None
    return found.st_mtime_ns, found.st_size


def _is_in(file: Path, folder: Path) -> bool:
    return file.is_relative_to(folder)
