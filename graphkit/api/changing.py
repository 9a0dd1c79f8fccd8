"""Changes of a graph that is there: decisions, retraction, SPARQL Update, repair."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from graphkit.api.graph import DEFAULT_FOLDER
from graphkit.errors import UsageError
from graphkit.model import Act, Decision
from graphkit.store import Store

if TYPE_CHECKING:
    from datetime import date

    from graphkit.query import Version


def decide(decisions: Sequence[Decision], *, graph: str | Path = DEFAULT_FOLDER, file: str | Path | None = None) -> None:
    """Judge claims and actors: the decisions are written to the file beside the graph, and applied.

    Args:
        decisions: in order; see `graphkit.Decision`.
        graph: the folder.
        file: the file of decisions, where it is another one.

    Raises:
        UnknownName: there is no such claim, actor or relation; the decisions before it are kept.
        UsageError: a relation that does not hold between such actors.
        DataError: the file is wrong or cannot be written.
        StoreError: the folder cannot be opened or written, or another process writes to it.
    """
    from graphkit.review import Review

    review = Review(Path(graph), Path(file) if file else None)
    for decision in decisions:
        review.add(decision)
    review.apply()


def retract(name: str, reason: str, *, graph: str | Path = DEFAULT_FOLDER, day: date | None = None) -> int:
    """Retract a claim, or every claim of an article; it stays for audit.

    Args:
        name: key, id, address or IRI of an article, or id or IRI of a claim.
        reason: why, kept with each claim.
        day: as of when; None for today.

    Returns:
        How many claims were active until now.

    Raises:
        UsageError: there is no such article or claim, or no reason.
        StoreError: the folder cannot be opened or written, or another process writes to it.
    """
    from datetime import UTC, datetime

    if not reason.strip():
        raise UsageError("give a reason for the retraction; it is kept with the claims")
    with Store.open(Path(graph)).writer() as writer:
        return writer.retract(name, reason.strip(), day or datetime.now(UTC).date())


def undo_version(name: str, *, graph: str | Path = DEFAULT_FOLDER, who: str = "", why: str = "", day: date | None = None, file: str | Path | None = None) -> Version:
    """Make an article that a newer version replaced active again; both versions are active then.

    This is a decision: it is written to the file of decisions, and holds on every rebuild.

    Args:
        name: key, id or address of the replaced article.
        graph: the folder.
        who: who decides; kept with the decision.
        why: the reason; kept as well.
        day: when; None for today.
        file: the file of decisions, where it is not the one beside the folder.

    Returns:
        The article, and the version that replaced it until now.

    Raises:
        UnknownName: there is no such article, no newer version replaced it, or several have this name.
        DataError: the file of decisions is wrong or cannot be written.
        StoreError: the folder cannot be opened or written, or another process writes to it.
    """
    from datetime import UTC, datetime

    from graphkit.query import replaced_article
    from graphkit.review import Review

    review = Review(Path(graph), Path(file) if file else None)
    found = replaced_article(review.view, name)
    review.add(Decision(Act.KEEP, found.article.key, "", who, day or datetime.now(UTC).date(), why))
    review.apply()
    return found


def update(
    sparql: str,
    *,
    graph: str | Path = DEFAULT_FOLDER,
    base: str | None = None,
    default: Sequence[str] = (),
    named: Sequence[str] = (),
) -> bool:
    """Change a graph by SPARQL 1.1 Update, wholly or not at all.

    Graphs of your own and the default graph take anything but quotes and plain ties. In the
    graphs that graphkit keeps, claims can be corrected or taken out, but no quote can come in
    or change, and the shapes must hold afterwards; direct triples follow from the claims whatever the update says.

    Args:
        sparql: the update; the project's prefixes are known.
        graph: the folder.
        base: what relative IRIs are relative to.
        default: graphs that its patterns match in, as USING.
        named: named graphs that its patterns match in, as USING NAMED.

    Returns:
        Whether anything is different now; False where no pattern matched, or all of it stood there already.

    Raises:
        QueryError: it does not parse, or asks for what is switched off.
        UpdateRefused: the graph would not be right afterwards.
        StoreError: the folder cannot be opened or written, or another process writes to it.
    """
    from graphkit.query import wrong_after
    from graphkit.store import with_dataset

    text = with_dataset(sparql, default, named)
    with Store.open(Path(graph)).writer() as writer:
        return writer.changes(text, base=base, check=wrong_after)


def mend(graph: str | Path = DEFAULT_FOLDER) -> tuple[int, int]:
    """Make the direct triples what the active claims give; how many were missing, and too many.

    Raises:
        StoreError: the folder cannot be opened or written, or another process writes to it.
    """
    with Store.open(Path(graph)).writer() as writer:
        return writer.mend()
