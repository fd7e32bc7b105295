"""An answer at the terminal: its body as it is, what is about it beside."""

import sys

import requests


def show(answer: requests.Response) -> int:
    """Print the body to stdout, status and call id to stderr; return 0 when it is a success."""
    sys.stdout.buffer.write(answer.content)
    if answer.content and not answer.content.endswith(b"\n") and sys.stdout.isatty():
        sys.stdout.buffer.write(b"\n")
    sys.stdout.flush()
    seconds = answer.elapsed.total_seconds()
    call = answer.headers.get("X-Call-Id") or answer.request.headers.get("X-Call-Id")
    said = [f"{answer.status_code} {answer.reason or ''}".strip(), f"in {seconds:.2f} s"]
    print(" ".join(said) + (f", call {call}" if call else ""), file=sys.stderr)
    return 0 if answer.ok else 1
