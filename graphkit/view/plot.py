"""Plots of an analysis as image files: network, camp matrix, backers, timeline (matplotlib, extra `[plot]`)."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from graphkit.analyze import Analysis, Month, Pair
from graphkit.errors import UnknownFormat, UsageError, one_of
from graphkit.model import Article, Brief, Claim
from graphkit.ontology import load_vocabulary
from graphkit.plural import counted
from graphkit.view.colours import CAMPS, FOE, FRIEND, NEUTRAL, camp_colour
from graphkit.view.layout import positions
from graphkit.view.text import NAME, clean_text, date_range

FORMATS = ("pdf", "png", "svg")
# Maximum number of actors that remain distinguishable on a sheet of paper.
MOST = 60
# Maximum number of outlets in a caption, and of members per camp in a legend.
_OUTLETS, _MEMBERS = 6, 3
Name = Callable[[str], str]
# Twice the resolution of a screen.
_DPI = 200


def caption_of(articles: Iterable[Article]) -> str:
    """Return the caption of a picture: number of articles, outlets, publication dates."""
    read = list(articles)
    outlets = Counter(article.outlet for article in read if article.outlet)
    named = [outlet for outlet, _ in sorted(outlets.items(), key=lambda item: (-item[1], item[0]))]
    more = [f"and {counted(len(named) - _OUTLETS, 'more outlet')}"] if len(named) > _OUTLETS else []
    of = f" of {', '.join([clean_text(outlet, NAME) for outlet in named[:_OUTLETS]] + more)}" if named else ""
    days = date_range(read)
    return f"Sources: {counted(len(read), 'article')}{of}{f'; published {days}' if days else ''}"


def picture_format(what: str, path: Path) -> str:
    """Return the format of a picture, from the ending of its file.

    Raises:
        UnknownFormat: the ending is unknown, or there is no picture of `what`.
    """
    if (ending := path.suffix[1:].lower()) not in FORMATS:
        raise UnknownFormat(f"{path}: unknown picture format {path.suffix!r}; known: {one_of(FORMATS)}")
    if what not in _PICTURES:
        raise UnknownFormat(f"no picture of {what!r}; known: {one_of(_PICTURES)}")
    return ending


def plot(what: str, analysis: Analysis | Sequence[Month], name: Name, format: str, caption: str = "") -> bytes:
    """Return one picture with title, legend and sources.

    Args:
        what: network, camps, rivals or timeline.
        analysis: the analysis; the months of a pair for the timeline.
        name: returns the name of an actor id.
        format: see `picture_format`.
        caption: text on the sources, see `caption_of`.

    Raises:
        UsageError: matplotlib is not installed, or there is nothing to draw.
    """
    try:
        import matplotlib as mpl
        from matplotlib.figure import Figure
    except ImportError as error:
        raise UsageError("pictures need matplotlib; install it with: pip install 'alliance-graphkit[plot]'") from error
    # Reproducible output: no date, no random ids; text is kept as text.
    mpl.rcParams.update({"svg.hashsalt": "graphkit", "svg.fonttype": "none", "text.parse_math": False})
    figure = Figure(figsize=(16, 10), layout="constrained")
    _PICTURES[what](figure.add_subplot(), analysis, name)
    if caption:
        figure.supxlabel(caption, fontsize=7, x=0.01, ha="left", wrap=True)
    dated = {"svg": {"Date": None}, "pdf": {"CreationDate": None}, "png": {"Software": None}}
    drawn = io.BytesIO()
    figure.savefig(drawn, format=format, metadata=dated[format], dpi=_DPI)
    return drawn.getvalue()


def _network(axes: Any, analysis: Analysis, name: Name) -> None:
    from matplotlib.patheffects import withStroke

    pairs = [pair for pair in analysis.pairs if pair.sign][: 2 * MOST]
    names = list(dict.fromkeys(end for pair in pairs for end in (pair.first, pair.second)))[:MOST]
    place = {actor: number for number, actor in enumerate(names)}
    drawn = [pair for pair in pairs if pair.first in place and pair.second in place]
    _require(drawn, "friends or foes")
    spots = positions(len(names), [(place[p.first], place[p.second], p.sign) for p in drawn])
    for pair in drawn:
        _arrow(axes, pair, spots[place[pair.first]], spots[place[pair.second]])
    # Camps with at least two drawn members, at most as many as there are colours.
    camps = [members for one in analysis.camps if len(members := [m for m in one.members if m in place]) > 1][: len(CAMPS)]
    camp = {member: number for number, members in enumerate(camps) for member in members}
    axes.scatter([x for x, _ in spots], [-y for _, y in spots], c=[camp_colour(camp.get(a)) for a in names], s=70, zorder=2)
    for actor, (x, y) in zip(names, spots, strict=True):
        axes.annotate(name(actor), (x, -y), xytext=(0, 7), textcoords="offset points", ha="center", fontsize=7, path_effects=[withStroke(linewidth=2, foreground="white")])
    axes.margins(0.08)
    axes.set_axis_off()
    axes.legend(handles=_legend(list(enumerate(camps)), name), loc="upper left", bbox_to_anchor=(1.0, 1.0), fontsize=8, frameon=False)
    left = len({end for pair in analysis.pairs if pair.sign for end in (pair.first, pair.second)}) - len(names)
    axes.set_title("Who stands with and against whom" + (f" ({counted(left, 'more actor')} not drawn)" if left else ""))


def _arrow(axes: Any, pair: Pair, start: tuple[int, int], end: tuple[int, int]) -> None:
    """Draw the line of a pair with arrowheads at the objects of its claims; none for symmetric relations."""
    vocabulary = load_vocabulary()
    ruling = [c for c in pair.said if vocabulary.sign(c.predicate) == pair.sign]
    at_second, at_first = (any(_aims(c, actor) for c in ruling) for actor in (pair.second, pair.first))
    style = {(True, True): "<|-|>", (True, False): "-|>", (False, True): "<|-"}.get((at_second, at_first), "-")
    friendly = pair.sign > 0
    axes.annotate(
        "", xy=(end[0], -end[1]), xytext=(start[0], -start[1]), zorder=1,
        arrowprops={
            "arrowstyle": style, "color": FRIEND if friendly else FOE, "linestyle": "-" if friendly else (0, (5, 2)), "linewidth": 0.8 + 0.5 * min(abs(pair.weight), 5),
            "shrinkA": 7, "shrinkB": 7, "mutation_scale": 14,
        },
    )  # fmt: skip


def _aims(claim: Claim | Brief, actor: str) -> bool:
    return claim.object == actor and not load_vocabulary().relation(claim.predicate).symmetric


def _legend(camps: Sequence[tuple[int, Sequence[str]]], name: Name) -> list[Any]:
    from matplotlib.lines import Line2D

    lines = [("friendly, arrow from who acts to whom", FRIEND, "-"), ("hostile, likewise", FOE, "--")]
    made = [Line2D([], [], color=colour, linestyle=style, label=label) for label, colour, style in lines]
    for number, members in camps:
        more = f" and {counted(len(members) - _MEMBERS, 'other')}" if len(members) > _MEMBERS else ""
        label = f"Camp: {', '.join(clean_text(name(m), 24) for m in members[:_MEMBERS])}{more}"
        made.append(Line2D([], [], color="none", marker="o", markerfacecolor=camp_colour(number), markeredgecolor="none", markersize=8, label=label))
    return [*made, Line2D([], [], color="none", marker="o", markerfacecolor=NEUTRAL, markeredgecolor="none", markersize=8, label="in none of these camps")]


def _camp_matrix(axes: Any, analysis: Analysis, name: Name) -> None:
    members = [member for camp in analysis.camps for member in camp.members][:MOST]
    _require(members, "camps")
    place = {member: number for number, member in enumerate(members)}
    cells = [[0.0] * len(members) for _ in members]
    for pair in analysis.pairs:
        if pair.first in place and pair.second in place:
            one, other = place[pair.first], place[pair.second]
            cells[one][other] = cells[other][one] = float(max(-3, min(3, pair.weight)))
    image = axes.imshow(cells, cmap="RdBu", vmin=-3, vmax=3)
    axes.set_xticks(range(len(members)), [name(m) for m in members], rotation=90, fontsize=7)
    axes.set_yticks(range(len(members)), [name(m) for m in members], fontsize=7)
    edge = -0.5
    for camp in analysis.camps:
        edge += len(camp.members)
        if edge < len(members) - 1:
            axes.axhline(edge, color="black", linewidth=0.8)
            axes.axvline(edge, color="black", linewidth=0.8)
    axes.figure.colorbar(image, label="friendly less hostile sources")
    axes.set_title("Camps: friends within, foes between")


def _backers(axes: Any, analysis: Analysis, name: Name) -> None:
    rows = [r for r in analysis.rivalries if r.backers_of_first or r.backers_of_second][:20][::-1]
    _require(rows, "rivals with backers")
    places = range(len(rows))
    axes.barh(places, [-len(r.backers_of_first) for r in rows], color=FRIEND, label="of the first")
    axes.barh(places, [len(r.backers_of_second) for r in rows], color=CAMPS[1], hatch="//", label="of the second")
    axes.set_yticks(places, [f"{name(r.first)} against {name(r.second)}" for r in rows], fontsize=8)
    axes.axvline(0, color="black", linewidth=0.8)
    axes.xaxis.set_major_formatter(lambda value, _: f"{abs(value):g}")
    axes.xaxis.get_major_locator().set_params(integer=True)
    axes.set_xlabel("backers")
    axes.legend()
    axes.set_title("Backers of rival sides")


def _timeline(axes: Any, months: Sequence[Month], _: Name) -> None:
    _require(months, "claims")
    places = range(len(months))
    axes.bar(places, [m.friendly for m in months], color=FRIEND, label="friendly")
    axes.bar(places, [-m.hostile for m in months], color=FOE, hatch="//", label="hostile")
    axes.bar(places, [m.neutral for m in months], bottom=[m.friendly for m in months], color=NEUTRAL, label="neutral")
    axes.set_xticks(places, [m.month for m in months], rotation=60, ha="right")
    axes.axhline(0, color="black", linewidth=0.8)
    axes.yaxis.set_major_formatter(lambda value, _: f"{abs(value):g}")
    axes.set_ylabel("claims")
    axes.legend()
    axes.set_title("Claims by month of publication")


def _require(found: Sequence[object], what: str) -> None:
    if not found:
        raise UsageError(f"there are no {what} to draw")


_PICTURES: dict[str, Callable[[Any, Any, Name], None]] = {
    "network": _network,
    "camps": _camp_matrix,
    "rivals": _backers,
    "timeline": _timeline,
}
