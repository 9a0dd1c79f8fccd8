"""The review page for doubtful claims and for names that may belong to the same actor; requires writing."""

from __future__ import annotations

import contextlib
import re
import threading
from collections.abc import Mapping
from datetime import UTC, datetime
from itertools import islice
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from graphkit.decisions import not_taken_back, opposite
from graphkit.errors import GraphkitError, UnknownName, UsageError
from graphkit.model import OF_ARTICLES, Act, Claim, Decision, Lifecycle
from graphkit.query import DOUBTFUL
from graphkit.resolve.suggest import Proposal
from graphkit.review import Review
from graphkit.serve import pages
from graphkit.serve.answers import SAFE, html, read_body, status_of
from graphkit.serve.claim_values import page_values
from graphkit.serve.conflict_filter import ConflictFilter, selected_part
from graphkit.serve.corrections import choices, describe_decision
from graphkit.serve.current import Current, Opened
from graphkit.serve.endpoint import Endpoint
from graphkit.serve.index_queries import numbers
from graphkit.serve.protocol import decoded
from graphkit.serve.review_queue import MOST, Queue, cached_proposals, quote_in_context
from graphkit.serve.threads import run_sync

if TYPE_CHECKING:
    from graphkit.serve.survey import Survey

LONGEST = 500
# Maximum number of applied decisions listed.
MOST_APPLIED = 20
_ARTICLE = re.compile(r"/article/[\w%-]+(?:#card-\w+)?", re.ASCII)


class ReviewPages:
    """Handlers of the review of one graph; writers sign in with the token and are recognised by a cookie."""

    def __init__(self, endpoint: Endpoint, current: Current, survey: Survey) -> None:
        self._endpoint, self._current, self._survey = endpoint, current, survey
        self._deciding = threading.Lock()

    def warm(self) -> None:
        """Compute the name proposals ahead of the first request, as they take long in a large graph."""
        with contextlib.suppress(GraphkitError):
            cached_proposals(self._current.now(), Review(self._endpoint.settings.folder))

    async def show(self, request: Request) -> Response:
        """The review page: the item at `?at=N` of the queue, and decisions not yet applied."""
        if not self._endpoint.access.knows(request):
            return html(pages.page("token", what="Review", error=None, writes=self._endpoint.settings.token is not None))
        return await self._page(request, request.query_params, None)

    async def post(self, request: Request) -> Response:
        """Submit the token or a decision, undo the last decision, or apply decisions."""
        form = {name: values[0].strip()[:LONGEST] for name, values in parse_qs(decoded(await read_body(request, self._endpoint.settings.body))).items()}
        if "token" in form:
            return self._sign_in(request, form["token"])
        self._endpoint.access.writer(request)
        try:
            await self._done(form)
        except GraphkitError as error:
            return await self._page(request, form, error)
        return RedirectResponse(_back(form), 303, headers=SAFE)

    async def _done(self, form: Mapping[str, str]) -> None:
        act = form.get("act", "")
        if act == "apply":
            await self._endpoint.write({"review": True})
        elif act == "undo":
            await run_sync(self._changed, None)
        else:
            decision = _decision(act, form)
            await run_sync(self._changed, decision)

    def _changed(self, decision: Decision | None) -> None:
        """Append a decision to the file, or undo the last one (None); serialised."""
        with self._deciding:
            review = Review(self._endpoint.settings.folder)
            if decision is None:
                review.undo()
            else:
                review.add(decision)

    async def _page(self, request: Request, given: Mapping[str, str], error: GraphkitError | None) -> Response:
        part = await selected_part(self._survey, request, form=given)
        values = await run_sync(self._values, Queue.of(given), _number(given.get("at")), part)
        return html(pages.page("review", error=str(error) if error else None, **values), 200 if error is None else status_of(error))

    def _values(self, queue: Queue, at: int, part: ConflictFilter) -> dict[str, Any]:
        review, opened = Review(self._endpoint.settings.folder), self._current.now()
        things = queue.things(opened, review, part)
        at = min(at, max(len(things) - 1, 0))
        thing = things[at] if things else None
        return {
            "at": at,
            "number": len(things),
            "claims": opened.cached("numbers of all", lambda: numbers(opened.view))["claims"],
            "doubtful": DOUBTFUL,
            "most": MOST,
            "queue": queue,
            "part": part,
            "before": queue.address(at - 1) if at else None,
            "after": queue.address(at + 1) if at + 1 < len(things) else None,
            "claim": page_values(opened, thing) if isinstance(thing, Claim) else None,
            "around": quote_in_context(opened.view.text(thing.article), thing) if isinstance(thing, Claim) else None,
            "proposal": thing if isinstance(thing, Proposal) else None,
            "called": lambda actor: opened.actor(actor).name,
            **(choices(thing, opened.actors, review) if isinstance(thing, Claim) else {}),
            "actors": sorted(opened.actors),
            "pending": [_made(opened, decision) for decision in review.pending],
            "applied": _applied(opened, review, queue.claim),
            "judged": len(review.decisions),
        }

    def _sign_in(self, request: Request, token: str) -> Response:
        access = self._endpoint.access
        access.own(request)
        return access.sign_in(request, token, "/review") or html(pages.page("token", what="Review", error="that is not the token of this server", writes=access.writes), 403)


def _applied(opened: Opened, review: Review, name: str) -> list[dict[str, Any]]:
    """Return the last applied decisions that can be taken back, or those on one claim and its article, each with the decision that does."""
    pending, one = set(review.pending), opened.view.claim(name) if name else None
    found = (decision for decision in reversed(not_taken_back(review.decisions)) if decision not in pending)
    about = (decision for decision in found if not name or (one is not None and decision.target in (name, one.article)))
    held = (decision for decision in about if decision.act is not Act.REJECT or _is_retracted(opened, decision.target))
    return [{**_made(opened, decision), "back": opposite(decision)} for decision in islice(held, MOST_APPLIED)]


def _is_retracted(opened: Opened, name: str) -> bool:
    claim = opened.view.claim(name)
    return claim is not None and claim.lifecycle is Lifecycle.RETRACTED


def _made(opened: Opened, decision: Decision) -> dict[str, str]:
    """Return a decision as text, with who made it, when and why, its target and the target's address."""
    by = ", ".join(filter(None, (decision.who, str(decision.on or ""), decision.why)))
    if decision.act in OF_ARTICLES:
        # The decisions file may name articles that are not in this graph.
        with contextlib.suppress(UnknownName):
            article = opened.article(decision.target)
            return {"what": describe_decision(decision), "about": article.title or article.id, "address": pages.path("article", article.key), "by": by}
    name = decision.target.partition(":")[0]
    [*found] = opened.named([name])
    about = page_values(opened, found[0])["sentence"] if found else opened.actor(name).name
    return {"what": describe_decision(decision), "about": about, "address": pages.path("claim" if found else "id", name), "by": by}


def _back(form: Mapping[str, str]) -> str:
    """Return the address to go to after a form: the article it is on, otherwise the review."""
    back = form.get("back", "")
    return back if _ARTICLE.fullmatch(back) else Queue.of(form).address(_number(form.get("at")))


def _number(text: str | None) -> int:
    return int(text) if text and text.isdigit() and len(text) < 9 else 0


def _decision(act: str, form: Mapping[str, str]) -> Decision:
    """Create the decision of a form.

    Raises:
        UsageError: there is no such act.
    """
    if act not in set(Act):
        raise UsageError(f"unknown decision {act!r}")
    kind, target, value = Act(act), form.get("target", ""), form.get(f"value-{act}", form.get("value", ""))
    if kind is Act.SPLIT:
        target = f"{target}:{form.get('end', 'subject')}"
    if kind in (Act.MERGE, Act.RENAME) and form.get("which"):
        target = form["which"]
    return Decision(kind, target, value, form.get("who", "") or "a user of the server", datetime.now(UTC).date(), form.get("why", ""))
