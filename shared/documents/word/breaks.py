"""Line breaks and tabs within the paragraphs of a Word 97-2003 document.

The DocBook of antiword tells headings, items and cells, but leaves out line breaks and makes spaces of
tabs; its plain text has both, and nothing else.
"""

from typing import Final

BREAKS: Final = frozenset("\n\t")
FAR: Final = 4000  # letters; what is said again later is another paragraph


class Breaks:
    """Puts the breaks of the plain text into the paragraphs of the DocBook, in their order."""

    def __init__(self, text: str) -> None:
        self._letters, self._breaks = _letters_and_breaks(text)
        self._place = 0

    def missing_from(self, said: str) -> dict[int, str]:
        """Return the breaks that the next paragraph lacks, each by the index in `said` where it goes."""
        letters = "".join(said.split())
        start = self._letters.find(letters, self._place, self._place + FAR + len(letters))
        if start < 0 or not letters:
            return {}
        self._place = start + len(letters)
        found: dict[int, str] = {}
        number = start
        for index, letter in enumerate(said):
            if letter.isspace():
                continue
            if number > start and number in self._breaks:
                found[index] = self._breaks[number]
            number += 1
        return found


def _letters_and_breaks(text: str) -> tuple[str, dict[int, str]]:
    """Return the text without spaces, and the break before a letter by the letter's number."""
    letters: list[str] = []
    breaks: dict[int, str] = {}
    for letter in text:
        if letter in BREAKS:
            if breaks.get(len(letters)) != "\n":
                breaks[len(letters)] = letter
        elif not letter.isspace():
            letters.append(letter)
    return "".join(letters), breaks
