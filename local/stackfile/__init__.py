"""Reads stack.yml as faas-cli does: text with `${VAR}` first, then YAML whose scalars stay text."""
