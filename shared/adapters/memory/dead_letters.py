"""The dead letters in memory."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from shared.adapters.memory.rows import Rows
from shared.domain.dead_letter import Action, DeadLetter, LetterFilter, LetterStatus
from shared.errors import DeadLetterNotFound


class MemoryDeadLetters:
    """Provides `ports.DeadLetters`."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def get(self, letter_id: str) -> DeadLetter:
        with self._rows.lock:
            if letter_id not in self._rows.letters:
                raise DeadLetterNotFound
            letter = self._rows.letters[letter_id]
            history = self._rows.attempts[letter.delivery_id or letter.job_id]
            return replace(letter, history=tuple(history))

    def find(self, wanted: LetterFilter, limit: int) -> Sequence[DeadLetter]:
        with self._rows.lock:
            found = [letter for letter in self._rows.letters.values() if _fits(letter, wanted)]
        return sorted(found, key=lambda letter: (letter.created_at, letter.id))[:limit]

    def mark(
        self, letter_id: str, status: LetterStatus, *, actor: str, reason: str, now: datetime
    ) -> None:
        with self._rows.lock:
            letter = replace(self.get(letter_id), status=status, reason=reason, history=())
            self._rows.letters[letter_id] = letter
            self._rows.audit[letter_id].append(
                Action(at=now, actor=actor, action=status.value, reason=reason)
            )

    def audit(self, subject: str) -> Sequence[Action]:
        with self._rows.lock:
            return list(self._rows.audit[subject])

    def depth(self) -> Mapping[tuple[str, str], int]:
        with self._rows.lock:
            return Counter(
                (letter.function.value, letter.error_code)
                for letter in self._rows.letters.values()
                if letter.status in (LetterStatus.DEAD, LetterStatus.QUARANTINED)
            )


def _fits(letter: DeadLetter, wanted: LetterFilter) -> bool:
    due = letter.replay_after
    return (
        wanted.function in (None, letter.function)
        and wanted.error_code in (None, letter.error_code)
        and wanted.priority in (None, letter.priority)
        and wanted.status in (None, letter.status)
        and wanted.transient in (None, letter.transient)
        and (wanted.created_before is None or letter.created_at < wanted.created_before)
        and (wanted.created_after is None or letter.created_at >= wanted.created_after)
        and (wanted.replay_before is None or (due is not None and due <= wanted.replay_before))
    )
