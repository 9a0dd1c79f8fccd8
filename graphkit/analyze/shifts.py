"""Friendly and hostile ties that began, ended or turned in a window, and leaders that left or followed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from graphkit.analyze.signed import Whole
from graphkit.model import Article, Brief, Claim
from graphkit.ontology import load_vocabulary
from graphkit.query import changes
from graphkit.standing import has_ended

LEADING = "leads"


@dataclass(frozen=True, slots=True)
class Shift:
    """A friendly or hostile tie that began, ended or turned in a window, or a leader that left or followed.

    Attributes:
        kind: gained, lost or turned.
        subject, object: ids of the actors.
        families: those gained or lost; for a turned tie, those of the new sign.
        claims: the claims that state it, and for a lost tie those of its end first.
        late: whether that was before the window, but not reported until then.
    """

    kind: str
    subject: str
    object: str
    families: tuple[str, ...]
    claims: tuple[Claim, ...]
    late: bool = False


def shifts(claims: Sequence[Claim | Brief], article: Callable[[str], Article], whole: Whole, since: date, until: date | None) -> list[Shift]:
    """Return the friendly and hostile ties that do not hold alike before a window and at its end, by subject and object; the late ones last.

    Who leads a body is listed if its leader has left: most leaders are only mentioned for the first time.

    Args:
        claims: all claims, including those that state an end.
        article: returns the article with a key.
        whole: returns the claims for briefs.
        since: first day of the window.
        until: its last day; None for now.
    """
    vocabulary = load_vocabulary()
    signed = [claim for claim in claims if vocabulary.sign(claim.predicate) or vocabulary.family(claim.predicate) == LEADING]
    known = {claim.article: article(claim.article) for claim in signed}
    by_id = {claim.id: claim for claim in signed}
    made = []
    before_it = since - timedelta(days=1) if since > date.min else since
    changed = changes(signed, known, before_it, until)
    left = {change.object for change in changed if LEADING in set(change.before) - set(change.after)}
    for change in changed:
        before, after = (set(families) for families in (change.before, change.after))
        families = {"gained": after - before, "lost": before - after or before}.get(change.kind, after)
        families -= set() if change.object in left else {LEADING}
        if not families:
            continue
        over = [c for c in signed if change.kind == "lost" and has_ended(c) and {c.subject, c.object} == {change.subject, change.object} and vocabulary.family(c.predicate) in families]
        said = {claim.id: claim for claim in (*over, *(by_id[id_] for id_ in change.claims)) if vocabulary.family(claim.predicate) in families}
        made.append(Shift(change.kind, change.subject, change.object, tuple(sorted(families)), tuple(whole(list(said.values()))), change.late))
    return made
