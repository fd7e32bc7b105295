"""stack.yml → functions."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, cast

import yaml

from local.errors import BadStackFile
from local.stackfile.envsubst import envsubst
from local.stackfile.function import Function

NAMES = ("stack.yaml", "stack.yml")  # faas-cli looks for them in this order
FUNCTION_NAME = re.compile(r"[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?")


class RawScalars(yaml.SafeLoader):
    """Leaves every scalar as it is written: Go reads `on`, `010` and `10:30` into strings."""

    yaml_implicit_resolvers: Any = {}  # noqa: RUF012  (yaml's own)


RawScalars.add_implicit_resolver(
    "tag:yaml.org,2002:null", re.compile(r"^(~|null|Null|NULL|)$"), ["~", "n", "N", ""]
)
RawScalars.add_implicit_resolver("tag:yaml.org,2002:merge", re.compile("^<<$"), ["<"])


def find(folder: Path) -> Path:
    """Return the stack file of `folder`; raise `BadStackFile`."""
    for name in NAMES:
        if (folder / name).is_file():
            return folder / name
    raise BadStackFile(f"There is no stack.yml in {folder}.")


def load(
    path: Path, environ: Mapping[str, str], overlays: Sequence[Path] = ()
) -> dict[str, Function]:
    """Return the functions of a stack file by name, in its order; raise `BadStackFile`.

    `overlays` are laid over it, the last one on top.
    """
    stack = _read(path, environ)
    for overlay in overlays:
        stack = merge(stack, _read(overlay, environ))
    if _mapping(stack.get("provider"), "provider").get("name") != "openfaas":
        raise BadStackFile(f"{path}: provider.name must be openfaas")
    functions = _mapping(stack.get("functions"), "functions")
    return {name: _function(name, said, path.parent) for name, said in functions.items()}


def merge(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    """Return `below` with what `above` says laid over it, mapping by mapping."""
    merged = dict(below)
    for key, value in above.items():
        under = merged.get(key)
        if isinstance(under, Mapping) and isinstance(value, Mapping):
            merged[key] = merge(under, value)
        else:
            merged[key] = value
    return merged


def _read(path: Path, environ: Mapping[str, str]) -> dict[str, Any]:
    try:
        text = path.read_text(encoding="utf-8")
        found = yaml.load(envsubst(text, environ), Loader=RawScalars)  # noqa: S506  (a SafeLoader)
    except (OSError, yaml.YAMLError) as error:
        raise BadStackFile(f"{path} cannot be read: {error}") from error
    return _mapping(found, path.name)


def _function(name: str, found: Any, folder: Path) -> Function:
    if not FUNCTION_NAME.fullmatch(name):
        raise BadStackFile(f"stack.yml: {name!r} is not a function's name (a-z, 0-9, -)")
    said = _mapping(found, name)
    environment = _texts(said, "environment", name)
    for file in _list(said, "environment_file", name):
        environment |= _environment_file(folder / file)
    function = Function(
        name=name,
        lang=_text(said, "lang", name).lower(),
        handler=_text(said, "handler", name),
        image=_text(said, "image", name),
        fprocess=_text(said, "fprocess", name),
        environment=environment,
        secrets=_list(said, "secrets", name),
        constraints=_list(said, "constraints", name),
        labels=_texts(said, "labels", name),
        annotations=_texts(said, "annotations", name),
        limits=_texts(said, "limits", name),
        requests=_texts(said, "requests", name),
        readonly_root_filesystem=_text(said, "readonly_root_filesystem", name) == "true",
    )
    function.check()
    return function


def _environment_file(path: Path) -> dict[str, str]:
    try:
        found = yaml.load(path.read_text(encoding="utf-8"), Loader=RawScalars)  # noqa: S506
    except (OSError, yaml.YAMLError) as error:
        raise BadStackFile(f"{path} cannot be read: {error}") from error
    return _texts(_mapping(found, path.name), "environment", path.name)


def _mapping(found: Any, what: str) -> dict[str, Any]:
    if found is None:
        return {}
    if not isinstance(found, dict):
        raise BadStackFile(f"stack.yml: {what} is not a mapping")
    return cast("dict[str, Any]", found)


def _texts(said: Mapping[str, Any], key: str, function: str) -> dict[str, str]:
    found = _mapping(said.get(key), f"{function}.{key}")
    for name, value in found.items():
        if isinstance(value, (dict, list)):
            raise BadStackFile(f"stack.yml: {function}.{key}.{name} is not text")
    return {name: value or "" for name, value in found.items()}


def _list(said: Mapping[str, Any], key: str, function: str) -> tuple[str, ...]:
    found = said.get(key)
    if found is None:
        return ()
    if not isinstance(found, list) or not all(isinstance(part, str) for part in found):
        raise BadStackFile(f"stack.yml: {function}.{key} is not a list of texts")
    return tuple(found)


def _text(said: Mapping[str, Any], key: str, function: str) -> str:
    found = said.get(key)
    if found is not None and not isinstance(found, str):
        raise BadStackFile(f"stack.yml: {function}.{key} is not text")
    return found or ""
