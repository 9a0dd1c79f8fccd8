"""Texts on inbox jobs: their state, and why inputs were not read."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from graphkit.plural import counted

# Reasons that continue a sentence starting with the name of the input.
_GOES_ON = re.compile(r"(?:is|are|has|cannot|could|took|contains|needs|does|holds)\b")


def how(job: Mapping[str, Any]) -> str:
    """Return the state of a job as text: "Read: 2 articles, 5 new claims; 1 could not be read"."""
    failed = f"{job['failed']:,} could not be read" if job["failed"] else ""
    got = f"{counted(job['read'], 'article')}, {counted(job['claims'], 'new claim')}" if job["read"] else ""
    done = "; ".join(part for part in (got, failed) if part)
    if job["state"] == "waiting":
        return "Waiting"
    if job["state"] == "reading":
        return f"Being read: {done}" if done else "Being read"
    if got:
        return f"Read: {done}"
    return "Not read" if job["failed"] == 1 else done[:1].upper() + done[1:] or "No article read"


def reasons(job: Mapping[str, Any]) -> list[str]:
    """Return one sentence per input that was not read; the job's own name is not repeated."""
    return [_reason(str(job["name"]), str(source), str(reason)) for source, reason in job["failures"]]


def all_done(jobs: Sequence[Mapping[str, Any]]) -> str:
    """Return the summary of all jobs when none is waiting."""
    claims, failed = (sum(job[what] for job in jobs) for what in ("claims", "failed"))
    return f"Done: {counted(claims, 'new claim')}" + (f"; {counted(failed, 'input')} could not be read" if failed else "")


def _reason(name: str, source: str, reason: str) -> str:
    if source == name:
        words = f"it {reason}" if _GOES_ON.match(reason) else reason
        return words[:1].upper() + words[1:]
    within = source.removeprefix(f"{name}/")
    return f"{within} {reason}" if _GOES_ON.match(reason) else f"{within}: {reason}"
