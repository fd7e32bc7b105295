"""Valkey, PostgreSQL and SeaweedFS on this machine, from PyPI wheels or from PATH.

Each module says how its server is prepared, started, and known to be ready.
"""
