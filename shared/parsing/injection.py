"""Lines of a CV that speak to a machine instead of a reader.

They say nothing about the person, so no engine needs them; what only they claim is not in the CV.
The patterns ask for words that address a model, not for suspicious claims.
"""

import re
from collections.abc import Sequence

from shared.domain.document import Line

ADDRESSES_A_MODEL = re.compile(
    r"""
    \b(?:ignore|disregard|forget|override|bypass)\b.{0,40}
        \b(?:instructions?|prompts?|rules|guidelines|directives)\b
  | \b(?:ignorez?|oubliez?|ne\ tenez\ pas\ compte\ d)\b.{0,40}\b(?:instructions?|consignes?|directives)\b
  | \b(?:ignora|olvida|omite)\b.{0,40}\b(?:instrucciones|reglas)\b
  | \b(?:ignoriere|vergiss|missachte)\b.{0,40}\b(?:anweisung|anweisungen|regeln|vorgaben)\b
  | \b(?:reply|respond|answer|output|reveal|print|show|repeat)\b.{0,30}\bsystem\ ?prompt\b
  | ^\W*(?:system|assistant|user|developer)\W*$ | ^\W{0,3}(?:system|assistant)\s*:
  | <\|?/?(?:im_start|im_end|system|assistant|endoftext)\|?>
  | \[/?INST\] | \bBEGIN\ SYSTEM\b
  | \byou\ are\ (?:now\ )?(?:an?\ )?(?:AI|LLM|language\ model|chatbot|assistant|resume\ parser)\b
  | \b(?:as|attention|note\ to|dear|hey)\b.{0,15}\b(?:AI|LLM|language\ model)\b.{0,20}
        \b(?:model|screener|parser|reviewer|recruiter|system|assistant)s?\b.{0,60}
        \b(?:must|rate|rank|score|recommend|select|approve|output|reply|respond|add)\b
  | \b(?:score|rate|rank)\b.{0,30}\bthis\ (?:candidate|resume|cv)\b.{0,40}
        \b(?:10|100|highest|top|best|maximum)\b
    """,
    re.IGNORECASE | re.VERBOSE,
)


def instructions_in(lines: Sequence[Line]) -> frozenset[int]:
    """Return the indexes of `lines` that give orders to a model.

    An order goes on to the end of its paragraph: an empty line, another block or page, a list
    item, or a heading ends it.
    """
    found: set[int] = set()
    for index, line in enumerate(lines):
        if ADDRESSES_A_MODEL.search(line.text) or (
            index - 1 in found and _goes_on(lines[index - 1], line)
        ):
            found.add(index)
    return frozenset(found)


def _goes_on(before: Line, line: Line) -> bool:
    same_place = (line.page, line.block) == (before.page, before.block)
    same_look = (line.size, line.bold) == (before.size, before.bold)
    starts_anew = not line.text.strip() or line.bullet or line.heading or line.cells
    return same_place and same_look and not starts_anew and _full(before)


def _full(line: Line) -> bool:
    """Return whether `line` is long enough that its text may run on in the next one."""
    return len(line.text) >= 40
