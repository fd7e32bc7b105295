"""An LLM for the demo that needs no key: the double that the tests use, in a process of its own.

It speaks the real protocol and answers what the local engine reads, so it shows the whole paid
path: prompt, strict JSON, grounding, tokens, cost. It does not show what a model understands.
"""

import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

from local.errors import CannotRun
from local.home import Home
from local.ports import HOST, PortBook
from local.processes.command import Command
from local.processes.keeper import Keeper, State
from local.processes.output import Output
from local.processes.waiting import http_status, until

NAME = "llm"
MODULE = "tests.support.openai_server"
PARSER_SETTINGS = ("ENGINE", "OPENAI_API_KEY", "OPENAI_BASE_URL", "OPENAI_MODEL")


@asynccontextmanager
async def fake_llm(
    root: Path, home: Home, output: Output, environ: Mapping[str, str], fault: str = ""
) -> AsyncIterator[dict[str, str]]:
    """Run the double from the checkout `root`; yield `environ`, pointed at it.

    `fault` is what goes wrong with every call. Raises `CannotRun` where the double is not there.
    """
    if not root.joinpath(*MODULE.split(".")).with_suffix(".py").exists():
        raise CannotRun(f"LLM=fake needs the folder tests/ of the repository; {root} has none.")
    port = PortBook(home.ports, environ).port(NAME)
    command = Command(
        name=NAME,
        argv=(
            *(sys.executable, "-m", MODULE, "--host", HOST, "--port", str(port)),
            *(("--fault", fault) if fault else ()),
        ),
        environment=environ,
        folder=root,
    )
    keeper = Keeper(command, output=output, ready=partial(until, partial(_lists_models, port)))
    keeper.start()
    try:
        if await keeper.first_outcome() is not State.READY:
            raise CannotRun(f"The double of the LLM could not start:\n{output.tail(NAME)}")
        kept = {name: value for name, value in environ.items() if name not in PARSER_SETTINGS}
        yield kept | {"ENGINE": "auto", "OPENAI_BASE_URL": f"http://{HOST}:{port}/v1"}
    finally:
        await keeper.stop()


async def _lists_models(port: int) -> bool:
    return await http_status(port, "/v1/models") == 200
