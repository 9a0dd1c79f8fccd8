"""Changes to an existing graph: decisions, retraction, SPARQL Update, repair."""

from __future__ import annotations

from collections.abc import Sequence
from os import PathLike
from typing import TYPE_CHECKING

from graphkit.api.graph import DEFAULT_FOLDER, as_path
from graphkit.errors import UsageError, check_text, shortened
from graphkit.model import Act, Decision, Lifecycle
from graphkit.store import Store

if TYPE_CHECKING:
    from datetime import date

    from graphkit.query import Version


def decide(decisions: Sequence[Decision], *, graph: str | PathLike[str] = DEFAULT_FOLDER, file: str | PathLike[str] | None = None) -> None:
    """Record decisions about claims, actors and articles in the decisions file, and apply them.

    Args:
        decisions: in order; see `graphkit.Decision`.
        graph: the graph folder.
        file: the decisions file; by default the one next to the graph folder.

    Raises:
        UnknownName: unknown claim, actor or relation; earlier decisions are kept.
        UsageError: the relation is not allowed between these actors.
        DataError: the decisions file is invalid or cannot be written.
        StoreError: the folder cannot be opened or written, or another process writes to it.
    """
    from graphkit.review import Review

    if not isinstance(decisions, Sequence):
        raise UsageError(f"decisions is a list of graphkit.Decision, not {shortened(repr(decisions), 80)}")
    review = Review(as_path(graph), as_path(file) if file else None)
    for decision in decisions:
        review.add(decision)
    review.apply()


def retract(name: str, reason: str, *, graph: str | PathLike[str] = DEFAULT_FOLDER, day: date | None = None, who: str = "", file: str | PathLike[str] | None = None) -> int:
    """Retract all claims of an article, or reject a claim; retracted claims stay in the graph for audit.

    The decision is written to the decisions file and applied on every build. `graphkit.decide` takes it
    back, with `Act.RESTORE` and the key of the article, or `Act.ACCEPT` and the id of the claim.

    Args:
        name: key, id, address or IRI of an article, or id or IRI of a claim.
        reason: the reason, saved with each claim.
        graph: the graph folder.
        day: date of the retraction; None for today.
        who: author of the decision.
        file: the decisions file; by default the one next to the graph folder.

    Returns:
        Number of claims retracted.

    Raises:
        UsageError: unknown article or claim, or no reason given.
        DataError: the decisions file is invalid or cannot be written.
        StoreError: the folder cannot be opened or written, or another process writes to it.
    """
    from datetime import UTC, datetime

    from graphkit.review import Review

    check_text("name is that of an article or claim", name)
    check_text("reason is a text", reason)
    if not reason.strip():
        raise UsageError("give a reason for the retraction; it is kept with the claims")
    review = Review(as_path(graph), as_path(file) if file else None)
    active = [claim for claim in review.view.claims_named(name) if claim.lifecycle is Lifecycle.ACTIVE]
    if active:
        local = name.strip("<>").rpartition("/")[2].removeprefix("claim:")
        act, target = (Act.REJECT, local) if review.view.claim(local) else (Act.RETRACT, active[0].article)
        # A run that was interrupted between file and graph has written it.
        if next((made.act for made in reversed(review.pending) if made.target == target), None) is not act:
            review.add(Decision(act, target, "", who, day or datetime.now(UTC).date(), reason.strip()))
        review.apply()
    return len(active)


def undo_version(name: str, *, graph: str | PathLike[str] = DEFAULT_FOLDER, who: str = "", why: str = "", day: date | None = None, file: str | PathLike[str] | None = None) -> Version:
    """Make a replaced article active again, in addition to the newer version.

    The decision is written to the decisions file and applied on every build.

    Args:
        name: key, id or address of the replaced article.
        graph: the graph folder.
        who: author of the decision.
        why: the reason, saved with the decision.
        day: date of the decision; None for today.
        file: the decisions file; by default the one next to the graph folder.

    Returns:
        The article and the version that had replaced it.

    Raises:
        UnknownName: unknown or ambiguous article, or no newer version replaced it.
        DataError: the decisions file is invalid or cannot be written.
        StoreError: the folder cannot be opened or written, or another process writes to it.
    """
    from datetime import UTC, datetime

    from graphkit.query import replaced_article
    from graphkit.review import Review

    check_text("name is that of an article", name)
    review = Review(as_path(graph), as_path(file) if file else None)
    found = replaced_article(review.view, name)
    review.add(Decision(Act.KEEP, found.article.key, "", who, day or datetime.now(UTC).date(), why))
    review.apply()
    return found


def update(
    sparql: str,
    *,
    graph: str | PathLike[str] = DEFAULT_FOLDER,
    base: str | None = None,
    default: Sequence[str] = (),
    named: Sequence[str] = (),
) -> bool:
    """Change a graph with a SPARQL 1.1 update, completely or not at all.

    Your own named graphs and the default graph accept anything except quotes and direct triples. In the
    named graphs that graphkit maintains, you can correct or remove claims, but not add or change quotes, and
    the shapes must hold afterwards. Direct triples are derived from the claims again.

    Args:
        sparql: the update; the prefixes of graphkit are predeclared.
        graph: the graph folder.
        base: base IRI for relative IRIs.
        default: graphs to match patterns in, as with USING.
        named: named graphs to match patterns in, as with USING NAMED.

    Returns:
        Whether anything changed; False if no pattern matched or all data were already present.

    Raises:
        QueryError: the update does not parse or uses a disabled feature.
        UpdateRefused: the graph would be invalid afterwards.
        StoreError: the folder cannot be opened or written, or another process writes to it.
    """
    from graphkit.query import update_problems
    from graphkit.store import with_dataset

    check_text("an update is SPARQL", sparql)
    if base is not None:
        check_text("base is an IRI", base)
    for iri in (*_listed("default", default), *_listed("named", named)):
        check_text("a graph is an IRI", iri)
    text = with_dataset(sparql, default, named)
    with Store.open(as_path(graph)).writer() as writer:
        return writer.changes(text, base=base, check=update_problems)


def _listed(name: str, given: Sequence[str]) -> Sequence[str]:
    if isinstance(given, str) or not isinstance(given, Sequence):
        raise UsageError(f"{name} is a list of IRIs of graphs, not {shortened(repr(given), 80)}")
    return given


def mend(graph: str | PathLike[str] = DEFAULT_FOLDER) -> tuple[int, int]:
    """Restore the direct triples from the active claims; return the numbers of missing and extra ones.

    Raises:
        StoreError: the folder cannot be opened or written, or another process writes to it.
    """
    with Store.open(as_path(graph)).writer() as writer:
        return writer.mend()
