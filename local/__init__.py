"""One machine, no Docker: reads stack.yml and runs all of it with servers from PyPI wheels.

What is deployed does not belong here; nobody imports `local`.
"""
