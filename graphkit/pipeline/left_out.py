"""Summary lines on what an import of a table skipped."""

from __future__ import annotations

from collections import Counter

from graphkit.plural import counted


def notes_on(left_out: Counter[str], silent: int, unlisted: int, shown: int = 50) -> list[str]:
    """Return lines on what was skipped, most frequent first.

    Args:
        left_out: number of times for each line.
        silent: number of rows without a claim.
        unlisted: number of failed rows that are not in the list of failures.
        shown: greatest number of lines from `left_out`.
    """
    ranked = sorted(left_out.items(), key=lambda pair: (-pair[1], pair[0]))
    notes = [f"{line} ({_times(number)})" for line, number in ranked[:shown]]
    if len(ranked) > shown:
        notes.append(f"skipped for {counted(len(ranked) - shown, 'further reason')} ({_times(sum(n for _, n in ranked[shown:]))})")
    notes += [f"rows without a claim: {silent}"] if silent else []
    return notes + ([f"further rows that failed: {unlisted}"] if unlisted else [])


def _times(number: int) -> str:
    return "once" if number == 1 else f"{number} times"
