"""Adding articles in a browser: files, a pasted text or an address are uploaded and queued for reading."""

from __future__ import annotations

import asyncio
import json
import shutil
from collections.abc import AsyncGenerator, Sequence
from html import escape
from typing import Any
from urllib.parse import urlsplit

from starlette.datastructures import FormData, UploadFile
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from graphkit.plural import counted
from graphkit.serve import pages
from graphkit.serve.answers import SAFE, html
from graphkit.serve.endpoint import Endpoint
from graphkit.serve.inbox_jobs import Job, Queue
from graphkit.serve.inbox_messages import all_done
from graphkit.serve.negotiate import HTML, best
from graphkit.serve.protocol import RequestError
from graphkit.serve.threads import run_sync

# Limits: bytes of a pasted text, fields of a form, characters of an address, seconds until a form must be complete.
LONGEST_TEXT, MOST_FIELDS, LONGEST_ADDRESS, SECONDS = 16 << 20, 20, 4000, 300.0
# Maximum characters of the name of a text without a title.
LONGEST_CALLED = 60
_JSON = "application/json"


class Inbox:
    """Handlers of the inbox of one graph."""

    def __init__(self, endpoint: Endpoint) -> None:
        self._endpoint = endpoint
        self.queue = Queue(endpoint.settings)

    def start(self) -> None:
        """Resume unfinished jobs of an earlier server, if writing is enabled."""
        if self._endpoint.access.writes:
            self.queue.resume()

    async def show(self, request: Request) -> Response:
        """Jobs of the inbox, as a page or as JSON."""
        access = self._endpoint.access
        if not access.knows(request):
            if best(request.headers.get("accept", ""), {HTML: "", _JSON: ""}) == _JSON:
                raise RequestError(403, "enter the token of this server first, at /review")
            return html(pages.page("token", what="Add articles", error=None, writes=access.writes), 403)
        return self._jobs(request, await run_sync(self.queue.all), 200)

    async def post(self, request: Request) -> Response:
        """Add files (`files`), a text (`text`, with `title`, `outlet`, `date`) or an address (`address`), as form data."""
        self._endpoint.access.writer(request)
        form = await self._form(request)
        try:
            made = await run_sync(self._queued, form)
        finally:
            await form.close()
        if not made:
            raise RequestError(400, "nothing was sent: choose files, paste a text, or enter an address")
        if _wants_json(request):
            return JSONResponse({"jobs": [job.shown() for job in made]}, 202, headers=SAFE)
        return RedirectResponse("/inbox", 303, headers=SAFE)

    def _jobs(self, request: Request, jobs: Sequence[Job], status: int) -> Response:
        rows = [job.shown() for job in jobs]
        if _wants_json(request):
            done = all_done(rows) if rows and all(row["state"] == "done" for row in rows) else None
            return JSONResponse({"jobs": rows, "done": done}, status, headers={**SAFE, "Vary": "Accept", "Cache-Control": "no-store"})
        return html(pages.page("inbox", jobs=rows), status)

    async def _form(self, request: Request) -> FormData:
        """Parse the form of a request within the limits.

        Raises:
            RequestError: 413 if it is too large, 415 if it is not a form, 400 if it is malformed, 408 if it is not complete in time.
        """
        from starlette.formparsers import MultiPartException, MultiPartParser

        settings = self._endpoint.settings
        if not request.headers.get("content-type", "").lower().startswith("multipart/form-data"):
            raise RequestError(415, "send multipart/form-data, as a form does")
        parser = MultiPartParser(request.headers, _limited(request, settings.inbox), max_files=settings.files, max_fields=MOST_FIELDS, max_part_size=LONGEST_TEXT)
        try:
            async with asyncio.timeout(SECONDS):
                return await parser.parse()
        except MultiPartException as error:
            raise _too_much(error.message, settings.files) from error
        except (KeyError, UnicodeDecodeError, ValueError) as error:
            raise RequestError(400, "the form cannot be read") from error
        except ClientDisconnect as error:
            raise RequestError(400, "the client went away") from error
        except TimeoutError as error:
            raise RequestError(408, f"the form was not complete after {SECONDS:g} s") from error

    def _queued(self, form: FormData) -> list[Job]:
        """Queue everything in a form; empty file fields are ignored."""
        # Checked first: of a refused form, nothing is added.
        address = _address(_field(form, "address"))
        made = [self._file(sent) for sent in form.getlist("files") if isinstance(sent, UploadFile) and (sent.filename or sent.size)]
        if _field(form, "text"):
            made.append(self._text(form))
        if address:
            with self.queue.filling() as room:
                made.append(self.queue.add(room, _without_query(address), address))
        return made

    def _file(self, sent: UploadFile) -> Job:
        with self.queue.filling() as room:
            with (room / "data").open("wb") as stream:
                shutil.copyfileobj(sent.file, stream)
            return self.queue.add(room, sent.filename or "")

    def _text(self, form: FormData) -> Job:
        """Queue a pasted text as a JSON file; a text without title is named by its first words."""
        called = _field(form, "title") or _beginning(_field(form, "text"))
        row = {"id": called, **{name: value for name in ("title", "outlet", "date", "text") if (value := _field(form, name))}}
        # The JSON reader interprets tags as markup; one-line fields are meant literally.
        row |= {name: _as_typed(row[name]) for name in ("title", "outlet") if name in row}
        with self.queue.filling() as room:
            (room / "data").write_text(json.dumps(row), encoding="utf-8")
            return self.queue.add(room, "pasted text.json", called=called)


async def _limited(request: Request, most: int) -> AsyncGenerator[bytes, None]:
    """Yield the body of a request up to a limit.

    Raises:
        RequestError: 413 if it is larger.
    """
    size = 0
    async for piece in request.stream():
        size += len(piece)
        if size > most:
            raise RequestError(413, f"more than {most >> 20:,} MB at once; send fewer files, or give the folder to graphkit build")
        yield piece


def _too_much(message: str, files: int) -> RequestError:
    """Translate the parser's error message to a response with advice."""
    if "exceeded maximum size" in message:
        return RequestError(413, f"a pasted text may have {LONGEST_TEXT >> 20} MB; save it as a file and add the file")
    if "Too many files" in message:
        return RequestError(413, f"more than {counted(files, 'file')} at once; send fewer, or give the folder to graphkit build")
    if "Too many fields" in message:
        return RequestError(400, f"the form cannot be read: it has more than {MOST_FIELDS} fields")
    return RequestError(400, "the form cannot be read; where a file has a very long name, give it a shorter one and add it again")


def _field(form: FormData, name: str) -> str:
    value: Any = form.get(name)
    return value.strip() if isinstance(value, str) else ""


def _address(given: str) -> str:
    """Return the address in a form, with its scheme; "" if there is none.

    Raises:
        RequestError: 400 if it is not the address of a page.
    """
    address = given if "://" in given or not given else f"https://{given}"
    try:
        parts = urlsplit(address)
        # For "javascript:alert(1)" parts.port raises ValueError.
        fine = not given or (parts.scheme.lower() in {"http", "https"} and bool(parts.hostname) and (parts.port or 1) > 0 and len(address) <= LONGEST_ADDRESS)
    except ValueError:
        fine = False
    if not fine or any(ch.isspace() or not ch.isprintable() for ch in address):
        raise RequestError(400, f"{given[:200]!r} is not the address of a page; only http and https are supported")
    return address


def _as_typed(line: str) -> str:
    """Escape a line that the JSON reader would interpret as markup."""
    from graphkit.documents.markup import has_markup

    # The empty element makes the reader treat the line as markup and so unescape it; it is invisible.
    return f"{escape(line, quote=False)}<b></b>" if has_markup(line) else line


def _beginning(text: str) -> str:
    """Return the first words of a text on one line."""
    line = " ".join(text[: 4 * LONGEST_CALLED].split())
    return line if len(line) <= LONGEST_CALLED else f"{line[:LONGEST_CALLED].rpartition(' ')[0] or line[:LONGEST_CALLED]}…"


def _wants_json(request: Request) -> bool:
    return best(request.headers.get("accept", ""), {HTML: "", _JSON: ""}) == _JSON


def _without_query(address: str) -> str:
    """Return an address without parameters that may be secrets, for display."""
    from graphkit.documents.fetch import without_keys

    return without_keys(address)
