"""Pictures of an analysis as files: network, camp matrix, backers, timeline (matplotlib, extra `[plot]`)."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from graphkit.analyze import Analysis, Month
from graphkit.errors import GraphkitError, UnknownFormat, UsageError, one_of
from graphkit.view.layout import positions

FORMATS = ("pdf", "png", "svg")
# More than these nobody can tell apart on a sheet of paper.
MOST = 60
_FRIEND, _FOE, _NEUTRAL = "#0b62a6", "#b3261e", "#6b7280"
_CAMPS = ("#0b62a6", "#b45309", "#15803d", "#7e22ce", "#be185d", "#0e7490", "#4d7c0f", "#9f1239")
Name = Callable[[str], str]


def plot(what: str, made: Analysis | Sequence[Month], name: Name, path: Path) -> None:
    """Draw one picture; its format is the ending of the file.

    Args:
        what: network, camps, rivals or timeline.
        made: the analysis; the months of a pair for the timeline.
        name: the name of an actor's id.
        path: the file to write.

    Raises:
        UnknownFormat: the ending is none of a picture, or there is no such picture.
        UsageError: matplotlib is not installed, or there is nothing to draw.
        GraphkitError: the file cannot be written; one that was there stays as it was.
    """
    if path.suffix[1:].lower() not in FORMATS:
        raise UnknownFormat(f"{path}: no picture format {path.suffix!r}; there is {one_of(FORMATS)}")
    if what not in _PICTURES:
        raise UnknownFormat(f"no picture of {what!r}; there is {one_of(_PICTURES)}")
    try:
        import matplotlib as mpl
        from matplotlib.figure import Figure
    except ImportError as error:
        raise UsageError("pictures need matplotlib; install it with: pip install 'alliance-graphkit[plot]'") from error
    # The same picture, byte for byte: no date, no random ids; text stays text.
    mpl.rcParams.update({"svg.hashsalt": "graphkit", "svg.fonttype": "none", "text.parse_math": False})
    figure = Figure(figsize=(11, 7), layout="constrained")
    _PICTURES[what](figure.add_subplot(), made, name)
    dated = {"svg": {"Date": None}, "pdf": {"CreationDate": None}, "png": {"Software": None}}
    ending, drawn = path.suffix[1:].lower(), io.BytesIO()
    # In memory first: on a full disk the writers of matplotlib fail with errors of their own.
    figure.savefig(drawn, format=ending, metadata=dated[ending])
    part = path.with_name(f"{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(drawn.getvalue())
        part.replace(path)
    except OSError as error:
        with suppress(OSError):
            part.unlink()
        raise GraphkitError(f"{path} cannot be written: {error.strerror or error}") from error


def _network(axes: Any, made: Analysis, name: Name) -> None:
    pairs = [pair for pair in made.pairs if pair.sign][: 2 * MOST]
    names = list(dict.fromkeys(end for pair in pairs for end in (pair.first, pair.second)))[:MOST]
    place = {actor: number for number, actor in enumerate(names)}
    kept = [pair for pair in pairs if pair.first in place and pair.second in place]
    _something(kept, "friends or foes")
    spots = positions(len(names), [(place[p.first], place[p.second], p.sign) for p in kept])
    for pair in kept:
        (x1, y1), (x2, y2) = spots[place[pair.first]], spots[place[pair.second]]
        friendly = pair.sign > 0
        axes.plot(
            (x1, x2), (-y1, -y2), color=_FRIEND if friendly else _FOE, linestyle="-" if friendly else "--", linewidth=0.8 + min(abs(pair.weight), 5), alpha=0.6, zorder=1
        )
    camp = {member: number for number, one in enumerate(made.camps) for member in one.members}
    colours = [_CAMPS[camp[a] % len(_CAMPS)] if a in camp else _NEUTRAL for a in names]
    axes.scatter([x for x, _ in spots], [-y for _, y in spots], c=colours, s=70, zorder=2)
    for actor, (x, y) in zip(names, spots, strict=True):
        axes.annotate(name(actor), (x, -y), xytext=(0, 7), textcoords="offset points", ha="center", fontsize=8)
    axes.set_axis_off()
    axes.set_title("Friends (solid) and foes (dashed), coloured by camp")


def _camp_matrix(axes: Any, made: Analysis, name: Name) -> None:
    members = [member for camp in made.camps for member in camp.members][:MOST]
    _something(members, "camps")
    place = {member: number for number, member in enumerate(members)}
    cells = [[0.0] * len(members) for _ in members]
    for pair in made.pairs:
        if pair.first in place and pair.second in place:
            one, other = place[pair.first], place[pair.second]
            cells[one][other] = cells[other][one] = float(max(-3, min(3, pair.weight)))
    image = axes.imshow(cells, cmap="RdBu", vmin=-3, vmax=3)
    axes.set_xticks(range(len(members)), [name(m) for m in members], rotation=90, fontsize=7)
    axes.set_yticks(range(len(members)), [name(m) for m in members], fontsize=7)
    edge = -0.5
    for camp in made.camps:
        edge += len(camp.members)
        if edge < len(members) - 1:
            axes.axhline(edge, color="black", linewidth=0.8)
            axes.axvline(edge, color="black", linewidth=0.8)
    axes.figure.colorbar(image, label="friendly less hostile sources")
    axes.set_title("Camps: friends within, foes between")


def _backers(axes: Any, made: Analysis, name: Name) -> None:
    rows = [r for r in made.rivalries if r.backers_of_first or r.backers_of_second][:20][::-1]
    _something(rows, "rivals with backers")
    places = range(len(rows))
    axes.barh(places, [-len(r.backers_of_first) for r in rows], color=_FRIEND, label="of the first")
    axes.barh(places, [len(r.backers_of_second) for r in rows], color=_CAMPS[1], hatch="//", label="of the second")
    axes.set_yticks(places, [f"{name(r.first)} against {name(r.second)}" for r in rows], fontsize=8)
    axes.axvline(0, color="black", linewidth=0.8)
    axes.xaxis.set_major_formatter(lambda value, _: f"{abs(value):g}")
    axes.xaxis.get_major_locator().set_params(integer=True)
    axes.set_xlabel("backers")
    axes.legend()
    axes.set_title("Backers of rival sides")


def _timeline(axes: Any, made: Sequence[Month], _: Name) -> None:
    _something(made, "claims")
    places = range(len(made))
    axes.bar(places, [m.friendly for m in made], color=_FRIEND, label="friendly")
    axes.bar(places, [-m.hostile for m in made], color=_FOE, hatch="//", label="hostile")
    axes.bar(places, [m.neutral for m in made], bottom=[m.friendly for m in made], color=_NEUTRAL, label="neither")
    axes.set_xticks(places, [m.month for m in made], rotation=60, ha="right")
    axes.axhline(0, color="black", linewidth=0.8)
    axes.yaxis.set_major_formatter(lambda value, _: f"{abs(value):g}")
    axes.set_ylabel("claims")
    axes.legend()
    axes.set_title("What is told, by month")


def _something(found: Sequence[object], what: str) -> None:
    if not found:
        raise UsageError(f"there are no {what} to draw")


_PICTURES: dict[str, Callable[[Any, Any, Name], None]] = {
    "network": _network,
    "camps": _camp_matrix,
    "rivals": _backers,
    "timeline": _timeline,
}
