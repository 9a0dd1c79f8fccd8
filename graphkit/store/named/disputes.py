"""The queries about ties that are both stated and denied: `contested` and `sources-disagree`."""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import product

from graphkit.ontology import load_vocabulary
from graphkit.standing import FIRM
from graphkit.store.index import Tie
from graphkit.store.index.rows import parts
from graphkit.store.named.cells import Word, text, wider
from graphkit.store.named.context import Kept, Row, in_order
from graphkit.store.named.queries import Asking

_FIRM = frozenset(map(str, FIRM))
# Status, source and outlet of the claims of a tie that do not state an end.
_SIDE = """
SELECT DISTINCT c.status, c.voices, a.publisher FROM claims c JOIN articles a ON a.key = c.article
WHERE c.subject = ? AND c.object = ? AND c.active AND c.predicate = ? AND c.denied = ? AND NOT c.ended
"""
_STATUSES = "SELECT DISTINCT status FROM claims WHERE subject = ? AND object = ? AND active AND predicate = ? AND denied = ? AND NOT ended"


def contested(kept: Kept, asking: Asking) -> Iterator[Row]:
    """Yield disputed ties with the statuses of both sides."""
    words = kept.words
    statuses = functools.partial(_statuses, kept)
    for stated, denials in _disputes(kept, asking):
        ends = (words.actor(stated.subject), words.relation(stated.predicate), words.actor(stated.object))
        sides = product(_called(kept, statuses(stated) & _FIRM), _called(kept, frozenset().union(*map(statuses, denials))))
        is_direct = text("true" if _is_direct(kept, stated) else "false", "boolean")
        yield from in_order(((*ends, yes, no, is_direct) for yes, no in sides), (3, 4))


def sources_disagree(kept: Kept, asking: Asking) -> Iterator[Row]:
    """Yield disputed ties with source and outlet of both sides."""
    words = kept.words
    for stated, denials in _disputes(kept, asking):
        ends = (words.actor(stated.subject), words.relation(stated.predicate), words.actor(stated.object))
        yes = _side(kept, [stated], _FIRM.__contains__)
        no = _side(kept, denials, lambda _: True)
        yield from in_order(((*ends, *one, *other) for one, other in product(yes, no)), (3, 6, 4, 5, 7, 8))


def _disputes(kept: Kept, asking: Asking) -> Iterator[tuple[Tie, list[Tie]]]:
    """Yield each tie that is stated and denied, with those that deny it, ordered by IRI."""
    words = kept.words
    where = "contested AND NOT denied AND subject = ?" + (" AND object = ?" if asking.object is not None else "")
    for id_ in kept.subjects(asking, "contested"):
        found = list(kept.index.ties(where, id_, *([asking.object] if asking.object is not None else [])))
        for tie in sorted(found, key=lambda tie: (words.relation(tie.predicate), words.actor(tie.object))):
            if denials := _denials(kept, tie):
                yield tie, denials


def _denials(kept: Kept, stated: Tie) -> list[Tie]:
    above, relations = wider(stated.predicate), load_vocabulary().relations
    between = [tie for tie in _between(kept, stated) if tie.denied and tie.contested and tie.predicate in above]
    mutual = {tie.predicate for tie in between if relations[tie.predicate].symmetric or relations[stated.predicate].symmetric}
    return [tie for tie in between if (tie.subject, tie.object) == (stated.subject, stated.object) or tie.predicate in mutual]


def _between(kept: Kept, tie: Tie) -> list[Tie]:
    """Return the ties of the same two actors, in both directions."""
    ways = dict.fromkeys(((tie.subject, tie.object), (tie.object, tie.subject)))
    return [other for way in ways for other in kept.index.ties("subject = ? AND object = ?", *way)]


def _is_direct(kept: Kept, stated: Tie) -> bool:
    """Return whether a direct triple states the tie."""
    vocabulary = load_vocabulary()
    direct = [tie for tie in _between(kept, stated) if tie.direct and stated.predicate in vocabulary.ancestors(tie.predicate)]
    return any(tie.subject == stated.subject or vocabulary.relation(stated.predicate).symmetric for tie in direct)


def _statuses(kept: Kept, tie: Tie) -> frozenset[str]:
    """Return the statuses of a tie's claims that do not state an end."""
    if not tie.ended:
        return frozenset(tie.statuses)
    return frozenset(status for (status,) in kept.index.each(_STATUSES, tie.subject, tie.object, tie.predicate, tie.denied))


def _called(kept: Kept, statuses: Iterable[str]) -> list[Word]:
    return [word for status in sorted(statuses) for word in kept.words.status(status)]


def _side(kept: Kept, ties: Sequence[Tie], counts: Callable[[str], bool]) -> list[tuple[Word, Word, Word]]:
    """Return source, outlet and status of each claim of one side."""
    words = kept.words
    found: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for tie in ties:
        for status, voices, publisher in kept.index.each(_SIDE, tie.subject, tie.object, tie.predicate, tie.denied):
            found[status].update(product(parts(voices), parts(publisher)) if counts(status) else ())
    return [(words.source(voice), words.source(outlet), word) for status, pairs in found.items() for voice, outlet in pairs for word in words.status(status)]
