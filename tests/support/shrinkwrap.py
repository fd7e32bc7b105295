"""Makes the build contexts that `faas-cli build --shrinkwrap` makes, where there is no faas-cli.

Its rules, from faas-cli's and its SDK's `CreateBuildContext`: the context is made anew; the template
goes to its root; what the handler's folder holds, but `build` and `template`, goes over it into
`function/`; each path of `configuration.copy` goes into `function/` under the same relative path, and
must lie inside the project without being all of it. Links are followed.
"""

import shutil
from pathlib import Path

import yaml

HANDLER_FOLDER = "function"
LEFT_OUT = frozenset({"build", "template"})


def shrinkwrap(project: Path, name: str, stack: str = "stack.yml") -> Path:
    """Make the context of the function `name` and return its folder, `build/<name>`."""
    said = yaml.safe_load((project / stack).read_text(encoding="utf-8"))
    function = said["functions"][name]
    context = project / "build" / name
    shutil.rmtree(context, ignore_errors=True)
    template = project / "template" / function["lang"].lower()
    about = yaml.safe_load((template / "template.yml").read_text(encoding="utf-8"))
    overlay = context / about.get("handler_folder", HANDLER_FOLDER)
    _copy(template, context)
    for entry in sorted((project / function["handler"]).iterdir()):
        if entry.name not in LEFT_OUT:
            _copy(entry, overlay / entry.name)
    for extra in said.get("configuration", {}).get("copy", []):
        _copy(_inside(project, extra), overlay / extra)
    return context


def _inside(project: Path, extra: str) -> Path:
    found, whole = (project / extra).absolute().resolve(), project.resolve()
    if found == whole or whole not in found.parents:
        raise ValueError(f"forbidden path: {extra}")
    return found


def _copy(source: Path, target: Path) -> None:
    if source.is_dir():
        shutil.copytree(source, target, symlinks=False, dirs_exist_ok=True)
    else:
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(source, target)
