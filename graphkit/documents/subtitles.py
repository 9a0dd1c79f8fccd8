"""Subtitles (SRT, WebVTT): their words, without numbers and times."""

from __future__ import annotations

import re

_TIMES = re.compile(r"(?:\d{1,3}:)?\d\d:\d\d[.,]\d{3}[ \t]+-->[ \t]+(?:\d{1,3}:)?\d\d:\d\d[.,]\d{3}(?:[ \t][^\n]{0,200})?")
_BEGINNING = re.compile(rf"\s{{0,9}}(?:WEBVTT\b|\d{{1,9}}[ \t]{{0,9}}\n{_TIMES.pattern}\n|{_TIMES.pattern}\n)")
_VOICE, _MARKUP = re.compile(r"<v(?:\.[^\s>]{1,99})?[ \t]+([^<>\n]{1,99})>"), re.compile(r"</?[a-z\d][^<>\n]{0,99}>|\{\\[^{}\n]{1,99}\}", re.IGNORECASE)
_DASHES, _ENDS = ("- ", "– ", ">>"), (".", "!", "?", "…", '."', ".”", "?”", "!”")


def without_times(text: str) -> str:
    """Return the words of subtitles, with one line per sentence or more, and each speaker who is marked; other texts as they are."""
    if not _BEGINNING.match(text):
        return text
    # The parts of each line: automatic captions have no ends of sentences, and adding to one string would take quadratic time.
    lines: list[list[str]] = []
    before = speaker = ""
    for line in _lines(text):
        # Rolling subtitles show each line twice.
        if line == before:
            continue
        before, voice = line, _VOICE.match(line)
        changed, speaker = voice is not None and voice[1] != speaker, voice[1] if voice else speaker
        words = _MARKUP.sub("", line).strip()
        if changed:
            lines.append([f"{speaker}:"])
        if changed or not lines or lines[-1][-1].endswith(_ENDS) or words.startswith(_DASHES):
            lines.append([words])
        else:
            lines[-1].append(words)
    return "\n".join(" ".join(parts).lstrip("->– ") for parts in lines)


def _lines(text: str) -> list[str]:
    """Return the lines below the times of each block; other blocks are remarks and settings."""
    found: list[str] = []
    for block in re.split(r"\n[ \t]*\n", text):
        lines = [line.strip() for line in block.splitlines()]
        at = next((number for number, line in enumerate(lines[:3]) if _TIMES.fullmatch(line)), None)
        found += [line for line in lines[at + 1 :] if line] if at is not None else []
    return found
