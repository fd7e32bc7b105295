"""What tells that two parses would give the same result."""

import hashlib


def fingerprint_of(content: bytes, file_name: str, recipe: str) -> str:
    """Return the hash of a file and of the `recipe` it is parsed by.

    The extension belongs to the file: one that is not what its name says is refused.
    """
    parts = (hashlib.sha256(content).hexdigest(), file_name.rpartition(".")[2].lower(), recipe)
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
