"""Subtitles (SRT, WebVTT, TTML): their words, without numbers and times."""

from __future__ import annotations

import html
import re

_TIMES = re.compile(r"(?:\d{1,3}:)?\d\d:\d\d[.,]\d{3}[ \t]+-->[ \t]+(?:\d{1,3}:)?\d\d:\d\d[.,]\d{3}(?:[ \t][^\n]{0,200})?")
_BEGINNING = re.compile(rf"\s{{0,9}}(?:WEBVTT\b|\d{{1,9}}[ \t]{{0,9}}\n{_TIMES.pattern}\n|{_TIMES.pattern}\n)")
_VOICE, _MARKUP = re.compile(r"<v(?:\.[^\s>]{1,99})?[ \t]+([^<>\n]{1,99})>"), re.compile(r"</?[a-z\d][^<>\n]{0,99}>|\{\\[^{}\n]{1,99}\}", re.IGNORECASE)
# Times on lines of their own, the fewest of them in the first characters of a transcript, and the most lines for each.
_CLOCK = re.compile(r"^[ \t]*(?:\d{1,2}:)?\d{1,2}:\d\d[ \t]*$", re.MULTILINE)
_FEW, _START, _SHARE = 3, 2_000, 4
_TTML, _PART, _BREAK = re.compile(r"\s*(?:<\?xml\b[^>]{0,200}>\s*)?(?:<!--[^<>]{0,1000}-->\s*)?<tt(?::tt)?[\s>]"), re.compile(r"<(?:tt:)?p\b[^<>]{0,500}(?<!/)>([^<]*(?:<(?!/?(?:tt:)?p\b)[^<]*)*)</(?:tt:)?p\s*>"), re.compile(r"<(?:tt:)?br\s*/>|\s+")
_DASHES, _ENDS = ("- ", "– ", ">>"), (".", "!", "?", "…", '."', ".”", "?”", "!”")


def is_ttml(text: str) -> bool:
    """Whether a text is a file of subtitles in TTML."""
    return _TTML.match(text) is not None


def without_times(text: str) -> str:
    """Return the words of subtitles, with one line per sentence or more, and each speaker who is marked; other texts as they are.

    A transcript copied from a page has times on lines of their own, between the lines of its words.
    """
    if not is_ttml(text) and not _BEGINNING.match(text):
        return _without_clock(text)
    # The parts of each line: automatic captions have no ends of sentences, and adding to one string would take quadratic time.
    lines: list[list[str]] = []
    before = speaker = ""
    for line in _parts(text) if is_ttml(text) else _lines(text):
        words = html.unescape(_MARKUP.sub("", line)).strip()
        # Rolling subtitles show each line twice, once with the time of each word.
        if words == before:
            continue
        before, voice = words, _VOICE.match(line)
        changed, speaker = voice is not None and voice[1] != speaker, voice[1] if voice else speaker
        if changed:
            lines.append([f"{speaker}:"])
        if changed or not lines or lines[-1][-1].endswith(_ENDS) or words.startswith(_DASHES):
            lines.append([words])
        else:
            lines[-1].append(words)
    return "\n".join(" ".join(parts).lstrip("->– ") for parts in lines)


def _without_clock(text: str) -> str:
    """Return a transcript without the times on lines of their own, if there are many and they go up; other texts as they are."""
    if len(_CLOCK.findall(text, 0, _START)) < _FEW:
        return text
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    times = [[int(part) for part in line.split(":")] for line in lines if _CLOCK.fullmatch(line)]
    seconds = [sum(part * 60**power for power, part in enumerate(reversed(time))) for time in times]
    if seconds != sorted(seconds) or len(times) < len(lines) / _SHARE:
        return text
    made: list[list[str]] = []
    for line in lines:
        if _CLOCK.fullmatch(line):
            continue
        if not made or made[-1][-1].endswith(_ENDS):
            made.append([line])
        else:
            made[-1].append(line)
    return "\n".join(map(" ".join, made))


def _parts(text: str) -> list[str]:
    """Return the paragraphs of TTML."""
    return [_BREAK.sub(" ", part) for part in _PART.findall(text)]


def _lines(text: str) -> list[str]:
    """Return the lines below the times of each block; other blocks are remarks and settings."""
    found: list[str] = []
    for block in re.split(r"\n[ \t]*\n", text):
        lines = [line.strip() for line in block.splitlines()]
        at = next((number for number, line in enumerate(lines[:3]) if _TIMES.fullmatch(line)), None)
        found += [line for line in lines[at + 1 :] if line] if at is not None else []
    return found
