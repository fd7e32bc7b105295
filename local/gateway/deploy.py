"""What `faas-cli deploy` may change of a function of stack.yml."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from local.errors import BadStackFile
from local.gateway.cron import next_time
from local.gateway.refusal import bad_request
from local.stackfile.function import Function


def deployed(base: Function, said: Mapping[str, Any]) -> Function:
    """Return `base` as a deployment describes it; its code stays that of stack.yml's `handler`.

    As with OpenFaaS, what a deployment leaves out is gone. Raises `Refusal`.
    """
    function = replace(
        base,
        image=_text(said, "image"),
        fprocess=_text(said, "envProcess"),
        environment=_texts(said, "envVars"),
        labels=_texts(said, "labels"),
        annotations=_texts(said, "annotations"),
        secrets=_list(said, "secrets"),
        constraints=_list(said, "constraints"),
        limits=_texts(said, "limits"),
        requests=_texts(said, "requests"),
        readonly_root_filesystem=said.get("readOnlyRootFilesystem") is True,
    )
    try:
        function.check()
        if function.schedule:
            next_time(function.schedule, datetime.now(UTC))
    except BadStackFile as wrong:
        raise bad_request(str(wrong).removeprefix("stack.yml: ")) from None
    return function


def _text(said: Mapping[str, Any], name: str) -> str:
    found = said.get(name) or ""
    if not isinstance(found, str):
        raise bad_request(f"{name}: a text is needed")
    return found


def _texts(said: Mapping[str, Any], name: str) -> dict[str, str]:
    found = said.get(name) or {}
    if not isinstance(found, dict) or not all(isinstance(each, str) for each in found.values()):
        raise bad_request(f"{name}: an object of texts is needed")
    return found


def _list(said: Mapping[str, Any], name: str) -> tuple[str, ...]:
    found = said.get(name) or []
    if not isinstance(found, list) or not all(isinstance(each, str) for each in found):
        raise bad_request(f"{name}: a list of texts is needed")
    return tuple(found)
