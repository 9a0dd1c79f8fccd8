"""What of a table was left out, as lines at the end of its import."""

from __future__ import annotations

from collections import Counter

from graphkit.plural import counted


def notes_on(left_out: Counter[str], silent: int, unlisted: int, shown: int = 50) -> list[str]:
    """What was not understood, most frequent first.

    Args:
        left_out: how often each line about it came.
        silent: rows that make no claim.
        unlisted: rows that failed and are not in the list.
        shown: lines about what was left out, at most.
    """
    ranked = sorted(left_out.items(), key=lambda pair: (-pair[1], pair[0]))
    notes = [f"{line} ({_times(number)})" for line, number in ranked[:shown]]
    if len(ranked) > shown:
        notes.append(f"left out for {counted(len(ranked) - shown, 'further reason')} ({_times(sum(n for _, n in ranked[shown:]))})")
    notes += [f"rows that make no claim: {silent}"] if silent else []
    return notes + ([f"further rows that failed: {unlisted}"] if unlisted else [])


def _times(number: int) -> str:
    return "once" if number == 1 else f"{number} times"
