"""Query methods of `graphkit.Graph` that draw conclusions from claims about actors, pairs and the whole graph."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from graphkit.errors import UsageError, check_text, shortened
from graphkit.model import Actor, Article, Claim, Lifecycle, Polarity, Status
from graphkit.store import View

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from graphkit.analyze import Analysis, Conflict, Month
    from graphkit.query import Change, Disputed, Dossier, Explanation, PairDossier, Validation


class Answers:
    """Answers drawn from the claims of a view; `graphkit.Graph` supplies the view and the lists."""

    _view: View
    folder: Path
    # The conflict that the view is restricted to.
    conflict: Conflict | None = None

    def actors(self) -> list[Actor]:
        """Return all actors and places, by id."""
        return self._view.actors()

    def article(self, key: str) -> Article:
        """Return one article by its key.

        Raises:
            UnknownName: there is no such article.
        """
        return self._view.article(check_text("the key of an article is a text", key))

    def text(self, key: str) -> str | None:
        """Return the text of an article, which the offsets of its claims refer to; None if it is not kept.

        Raises:
            UnknownName: there is no article with this key.
        """
        return self._view.text(check_text("the key of an article is a text", key))

    def reading(self, name: str) -> str:
        """Render an article with its quotes highlighted as one HTML page.

        Args:
            name: its key, id, address, title, or words of the title that no other title has.

        Raises:
            UnknownName: there is no such article, or several match.
        """
        from graphkit.query import find_article
        from graphkit.view import reading_content, reading_html

        names = {actor.id: actor.name for actor in self.actors()}
        return reading_html(reading_content(self._view, find_article(self.articles(), name).key, names))

    def checked(self, *, everything: bool = False) -> Validation:
        """Validate the graph against the ontology's shapes; a graph on disk remembers what was checked.

        Args:
            everything: check every article, not only those that changed since the last check or failed it.
        """
        from graphkit.query import validate_changed

        return validate_changed(self._view, everything=everything)

    def notices(self, sparql: str) -> list[str]:
        """Return one line for each name in a query that neither the vocabulary nor the graph knows, with the nearest known names.

        Args:
            sparql: the query.

        Raises:
            UsageError: it is not a text.
        """
        from graphkit.query import unknown_term_notices

        check_text("a query is SPARQL", sparql)
        return unknown_term_notices(sparql, self._view)

    def articles(self) -> Iterator[Article]:
        """Yield all articles, by key."""
        return self._view.articles()

    def claims(self, **wanted: Any) -> Iterator[Claim]:
        """Yield the active claims by article and position, all or filtered.

        Args:
            wanted: `subject` and `object` (names or ids of actors), `family` (a family or a relation), `status` (a status,
                `uncertain`, `denied` or `ended`), `since` and `until` (days of publication), `source` (an outlet or speaker),
                `day` (only what holds on this day),
                `out_of_force` (include superseded and retracted claims).

        A filter whose value cannot match anything in the graph is refused: an actor, outlet or speaker that it does not
        have, or a relation or status that the ontology does not have. Known values without claims give no claims.

        Raises:
            UnknownName: unknown actor, family, status or source; the message lists similar names.
            UsageError: `since` is later than `until`, or a filter is unknown or of a wrong type.
        """
        if wanted.keys() <= {"out_of_force"}:
            return (claim for claim in self._view.claims() if wanted.get("out_of_force") or claim.lifecycle is Lifecycle.ACTIVE)
        from graphkit.query import ClaimFilter, check_source, select

        if unknown := wanted.keys() - ClaimFilter.__dataclass_fields__.keys():
            raise UsageError(f"no filter {', '.join(sorted(unknown))}; claims are filtered by {', '.join(ClaimFilter.__dataclass_fields__)}")
        actors, chosen = self.actors(), ClaimFilter(**wanted)
        if chosen.source is not None:
            check_source(chosen.source, self.articles(), actors)
        return select(self._view.claims, actors, self.article, chosen)

    def dossier(self, name: str) -> Dossier:
        """Return everything said about one actor: who backs it, since when, according to whom, who denies it.

        Raises:
            UnknownName: the name matches no actor of the graph, or several; the message lists them.
        """
        from graphkit.query import dossier

        return dossier(self.actors(), self._view.claims, self.article, name)

    def pair(self, first: str, second: str) -> PairDossier:
        """Return everything said about two actors, in both directions, as a dossier.

        Args:
            first: name or id of one actor, as people type it ("uae", "haftar").
            second: name or id of the other actor.

        Raises:
            UnknownName: a name matches no actor of the graph, or several; the message lists them.
        """
        from graphkit.query import pair_dossier

        return pair_dossier(self.actors(), self._view.claims, self.article, first, second)

    def conflicts(self) -> tuple[Conflict, ...]:
        """Return the conflicts that the articles are about, those with most claims first; see `graphkit.analyze.conflicts`."""
        from graphkit.analyze import conflicts

        return conflicts(self.actors(), self._view.briefs(), self.articles())

    def headline(self, conflict: Conflict | None = None, *, day: date | None = None) -> str:
        """Summarize who sides with whom in one or two sentences, for one of the `conflicts` or all claims; "" if there are none, or for "Other".

        Args:
            conflict: one of `conflicts()`; None for all claims.
            day: as of this day; None for now.

        Raises:
            UsageError: the conflict or the day is of another type.
        """
        from graphkit.analyze import Conflict, headline
        from graphkit.days import check_order

        check_order(None, day, called=("since", "day"))
        if not isinstance(conflict, Conflict | None):
            raise UsageError(f"conflict is one of graph.conflicts(), not {shortened(repr(conflict), 80)}; for a name use graph.within(name).headline()")
        about = conflict or self.conflict
        return "" if about and about.is_mixture else headline(self.actors(), self._view.briefs(None if conflict is None else conflict.articles), self._about(), day, about.rivals if about else ())

    def disputed(self) -> list[Disputed]:
        """Return the ties that some active claims state and others deny, the most evenly disputed first."""
        from graphkit.query import disputed_of

        return disputed_of(self._view)

    def explain(self, first: str, second: str) -> Explanation:
        """Return every claim between two actors, in both directions.

        Args:
            first: name or id of one actor, as people type it ("uae", "haftar").
            second: name or id of the other actor.

        Raises:
            UnknownName: a name matches no actor of the graph, or several; the message lists them.
        """
        from graphkit.query import explain

        return explain(self.actors(), self._view.claims, self.article, first, second)

    def diff(self, since: date | None = None, until: date | None = None, *, other: Answers | None = None, reported: bool = False) -> list[Change]:
        """Return the ties gained, lost and reversed between two days, or between two graphs.

        Args:
            since: day of the older state; None for an empty one, so that all ties are gained.
            until: day of the newer state; None for after everything known.
            other: the newer graph, to compare two graphs; `until` then limits both.
            reported: also return, last and marked `late`, ties that changed before `since` but were not reported until then.

        Raises:
            UsageError: `since` is later than `until`, or given with `other`; `reported` is given without `since`.
        """
        from graphkit.days import check_order
        from graphkit.query import changes, compare, standing

        check_order(since, until)
        if not isinstance(other, Answers | None):
            raise UsageError(f"other is a graph, opened with Graph.open, not {shortened(repr(other), 80)}")
        if reported and since is None:
            raise UsageError("what was first reported in a period needs its first day: give since")
        if other is not None and since is not None:
            raise UsageError(f"since {since} has no meaning between two graphs: the older state is that of this graph; give until alone")
        articles = {article.key: article for article in self.articles()}
        if other is None:
            if since is not None:
                return [change for change in changes(self._view.claims(), articles, since, until) if reported or not change.late]
            return compare({}, standing(self._view.claims(), articles, until))
        theirs = {article.key: article for article in other.articles()}
        return compare(standing(self._view.claims(), articles, until), standing(other.claims(out_of_force=True), theirs, until))

    def analyze(self, *, day: date | None = None, since: date | None = None, alleged: bool = False, parted: bool = True) -> Analysis:
        """Analyze camps, balance, brokers, rivals and contested ties at a date.

        Args:
            day: the date; None for the current state.
            since: first day of the period whose trends are listed.
            alleged: also count alleged and probable claims.
            parted: find camps within each conflict; otherwise, which is faster, in all claims together.

        Raises:
            UsageError: `since` is later than `day`.
        """
        from graphkit.analyze import analyze
        from graphkit.query import contested_claims

        view, parts = self._view, self._parts() if parted else ()
        actors = {actor.id: actor for actor in self.actors()}
        return analyze(view.briefs(), self._about(), actors=actors, whole=view.full_claims, contested=contested_claims(view), day=day, since=since, statuses=_counted(alleged), parts=parts)

    def _parts(self) -> tuple[Conflict, ...]:
        """Return the conflicts, or the one that the graph is restricted to."""
        return (self.conflict,) if self.conflict else self.conflicts()

    def _about(self) -> Callable[[str], Article]:
        """Return a lookup of articles by key; all are read at once."""
        known = {article.key: article for article in self.articles()}
        return lambda key: known.get(key) or self.article(key)

    def timeline(self, first: str, second: str, *, since: date | None = None, until: date | None = None, alleged: bool = False) -> list[Month]:
        """Return the claims of a pair by month of publication, including those that have ended since.

        Args:
            first: one actor, by name or id.
            second: the other actor.
            since: first day of publication; with it or `until`, undated claims are left out.
            until: last date of publication.
            alleged: also count alleged and probable claims.

        Raises:
            UnknownName: a name matches no actor of the graph, or several.
            UsageError: `since` is later than `until`.
        """
        from graphkit.analyze import timeline
        from graphkit.standing import has_ended, is_sure

        statuses, found = _counted(alleged), self.explain(first, second)
        claims = [c for c in found.claims if c.polarity is Polarity.POSITIVE and c.status in statuses and is_sure(c) and not has_ended(c)]
        return timeline(claims, found.articles.__getitem__, since, until)

    def report(self, *, title: str = "Who backs whom", day: date | None = None, since: date | None = None, markdown: bool = False) -> str:
        """Render a brief of the conflicts as one HTML page or as Markdown, with the sources of every sentence; several conflicts get a section each.

        Args:
            title: the title of the page.
            day: as of this day; None for now.
            since: first day of the period for which changes are listed; None for no such section.
            markdown: return Markdown, not HTML.

        Raises:
            UsageError: `since` is later than `day`, or an argument is of another type.
        """
        from graphkit.days import check_order
        from graphkit.query import withdrawn
        from graphkit.store import unread_inputs
        from graphkit.view import UNREAD, report, report_sections

        check_text("title is a text", title)
        check_order(since, day, called=("since", "date"))
        actors, article = self.actors(), self._about()
        names = {actor.id: actor.name for actor in actors}
        sections = report_sections(self._parts(), actors, self._view, article, day)
        left = unread_inputs(self.folder, UNREAD)
        made = self.analyze(day=day, since=since)
        return report(made, lambda actor: names.get(actor, actor), article, title=title, read=self.articles(), sections=sections, unread=left, withdrawn=withdrawn(self._view), markdown=markdown)


def _counted(alleged: bool) -> tuple[Status, ...]:
    """Return the statuses that an analysis counts."""
    from graphkit.standing import STATED

    return (*STATED, Status.ALLEGED, Status.PROBABLE) if alleged else STATED
