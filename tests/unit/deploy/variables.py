"""The environment variables that shared/settings.py reads, found in its text."""

import ast
from pathlib import Path

ROOT = Path(__file__).parents[3]


def variables_read() -> list[str]:
    """Return their names in the order in which they are read."""
    tree = ast.parse((ROOT / "shared" / "settings.py").read_text(encoding="utf-8"))
    return [
        str(node.args[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == "source"
        and isinstance(node.args[0], ast.Constant)
    ]
