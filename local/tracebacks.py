"""Why a program ended, from what it said."""

FIRST_LINE = "Traceback (most recent call last):"


def last_traceback(said: str) -> str:
    """Return the last traceback in `said`, "" if there is none."""
    _, found, rest = said.rpartition(FIRST_LINE)
    if not found:
        return ""
    lines = rest.splitlines()
    # It ends with the line of the error: the first that is not indented.
    end = next((number for number, line in enumerate(lines[1:], 1) if line[:1].strip()), len(lines))
    return "\n".join([FIRST_LINE, *lines[1 : end + 1]])
