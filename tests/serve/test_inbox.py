"""Articles added in a browser: only with the token, read by a separate process, and inert whatever is sent."""

from __future__ import annotations

import gzip
import io
import json
import os
import time
import zipfile
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import urlencode

import pytest
import urllib3
from markupsafe import escape

from graphkit import Act, Decision, Graph, decide
from graphkit.documents import Upload, Wish, plain_name, plain_title, read, upload
from graphkit.documents import public as public_hosts
from graphkit.model import Document, Failure
from graphkit.serve import reader_of
from graphkit.serve.inbox_jobs import Queue
from graphkit.serve.settings import Settings
from graphkit.store import Store
from tests.serve.conftest import TOKEN, sender, serving

TEXT = "Turkey supports the Government of National Accord (GNA). Egypt opposes the GNA."
NASTY = '<script>document.title="owned"</script><img src=x onerror=alert(1)>'


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """A server with an empty graph that accepts articles: `send` posts a form, `done` waits until all is read."""
    place = tmp_path_factory.mktemp("desk")
    Store.open(place / "graph", create=True)
    (place / "token").write_text(TOKEN + "\n")
    with serving(place / "graph", "--write", "--token-file", str(place / "token")) as address:
        send = sender(address)
        cookie = send("/review", data=urlencode({"token": TOKEN}).encode()).headers["Set-Cookie"].split(";")[0]

        def post(fields, cookie=cookie, **headers):
            body, kind = urllib3.encode_multipart_formdata(fields)
            return send("/inbox", data=body, **{"Content-Type": kind, "Accept": "application/json", **({"Cookie": cookie} if cookie else {}), **headers})

        def jobs():
            return {job["id"]: job for job in json.loads(send("/inbox", Accept="application/json", Cookie=cookie).text)["jobs"]}

        def done(ids):
            until = time.monotonic() + 240
            while time.monotonic() < until:
                found = jobs()
                if all(found[each]["state"] == "done" for each in ids):
                    return [found[each] for each in ids]
                time.sleep(0.2)
            raise AssertionError(found)

        def add(*fields):
            reply = post(list(fields))
            assert reply.status == 202, reply.text
            return done([job["id"] for job in json.loads(reply.text)["jobs"]])

        add.post, add.send, add.cookie, add.folder, add.address, add.place, add.jobs = post, send, cookie, place / "graph", address, place, jobs
        yield add


def a_file(name, data=TEXT):
    return "files", (name, data)


def test_files_and_a_text_become_articles_with_claims(desk):
    read_file, pasted = desk(a_file("wire.txt"), ("text", "Egypt supports Khalifa Haftar."), ("title", "Cairo's choice"), ("outlet", "Test Wire"), ("date", "2020-02-03"))
    assert (read_file["read"], read_file["failed"]) == (1, 0)
    graph = Graph.open(desk.folder)
    [article] = [each for each in graph.articles() if each.title == "Cairo's choice"]
    assert (article.outlet, str(article.published)) == ("Test Wire", "2020-02-03")
    assert pasted["articles"] == [{"key": article.key, "title": "Cairo's choice", "claims": 1, "new": True}]
    assert ("Turkey", "supports", "GNA") in {(c.subject, c.predicate, c.object) for c in graph.claims()}
    page = desk.send(f"/article/{article.key}", Accept="text/html")
    assert "Egypt" in page.text


def test_a_pasted_text_without_a_title_is_called_by_its_first_words(desk):
    """How it is passed to the reader is not mentioned."""
    [pasted] = desk(("text", f"Algeria criticized\nKhalifa Haftar. {'Talks went on. ' * 9}"))
    assert pasted["name"] == "Algeria criticized Khalifa Haftar. Talks went on. Talks…"
    assert [article["title"] for article in pasted["articles"]] == [pasted["name"]]
    assert pasted["lines"] == []


@pytest.mark.parametrize("line", ["A <b>news</b>", "R&D <i>x</i> &amp; more", "a < b", "</title><script>alert(2)</script>"])
def test_title_and_source_of_a_pasted_text_are_kept_as_typed_and_escaped_where_they_are_shown(desk, line):
    [job] = desk(("text", f"Egypt supports Khalifa Haftar, says {len(line)}."), ("title", line), ("outlet", line))
    [told] = job["articles"]
    article = Graph.open(desk.folder).article(told["key"])
    assert (article.title, article.outlet) == (line, line)
    page = desk.send(f"/article/{article.key}", Accept="text/html").text
    assert line not in page or line == escape(line)
    assert escape(line) in page


def test_the_same_file_again_adds_nothing(desk):
    desk(a_file("again.txt", "France supports Greece."))
    [again] = desk(a_file("again.txt", "France supports Greece."))
    assert (again["read"], again["added"], again["claims"]) == (1, 0, 0)
    assert [each["new"] for each in again["articles"]] == [False]


def test_hostile_files_cost_themselves_only_and_say_why(desk):
    """A zip bomb, a broken archive, a path, a script, a long name, an empty file, an unknown kind: one run, with one good article."""
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("a.txt", bytes(80 << 20))
    climbing = io.BytesIO()
    with zipfile.ZipFile(climbing, "w") as made:
        made.writestr("../../../escaped.txt", "Iran supports Syria.")
    jobs = desk(
        a_file("bomb.zip", bomb.getvalue()), a_file("broken.zip", b"PK\x03\x04nothing"), a_file("climbing.zip", climbing.getvalue()),
        a_file("../../../../escaped.txt", "Qatar supports Turkey."), a_file(f"{NASTY}.txt", f"Russia supports Serbia. {NASTY}"),
        a_file("n" * 1_000 + ".txt", "Jordan supports Iraq."), a_file("empty.txt", b""), a_file("program.exe", b"MZ"),
        a_file("bomb.jsonl.gz", gzip.compress(b"a" * (40 << 20))), a_file("good.txt", "Norway supports Ukraine."),
    )
    by_name = {job["name"][:12]: job for job in jobs}
    assert [name for name, job in by_name.items() if job["failed"] != 1] == ["climbing.zip", "escaped.txt", NASTY.rpartition("/")[2][:12], "nnnnnnnnnnnn", "good.txt"]
    assert by_name["good.txt"]["added"] == 1
    assert all(reason for job in jobs for _, reason in job["failures"])
    assert max(len(job["name"]) for job in jobs) <= upload.LONGEST_NAME
    outside = {path.name for path in desk.place.rglob("*") if desk.folder not in path.parents}
    assert outside == {"graph", "token"}
    assert list((desk.folder / "inbox").iterdir()) == [desk.folder / "inbox" / "not-read.csv"], "what was read is not kept"


def test_who_does_not_show_the_token_adds_and_sees_nothing(desk):
    assert desk.post([a_file("a.txt")], cookie=None).status == 403
    assert desk.post([a_file("a.txt")], cookie="graphkit-writer=0000").status == 403
    assert desk.send("/inbox", Accept="application/json").status == 403
    assert "wire.txt" not in desk.send("/inbox", Accept="text/html").text


@pytest.mark.parametrize("headers", [{"Origin": "https://stranger.example"}, {"Origin": "https://stranger.example", "Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "null", "Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}])
def test_a_page_of_another_site_adds_nothing(desk, headers):
    assert desk.post([a_file("a.txt")], **headers).status == 403


def test_behind_a_proxy_that_hides_its_name_a_page_of_the_server_adds_articles(desk):
    """Only the page's script was refused: it sends its origin, which is the proxy's."""
    assert desk.post([("title", "nothing else")], Origin="https://graph.example", **{"Sec-Fetch-Site": "same-origin"}).status == 400
    reply = desk.post([("title", "nothing else")], Origin="https://graph.example")
    assert reply.status == 403
    assert json.loads(reply.text)["detail"] == f"the request was sent by a page of https://graph.example, this server is {desk.address}; a reverse proxy must pass on Host and X-Forwarded-Proto"


def test_a_server_that_only_reads_takes_nothing(ask):
    assert ask("/inbox", data=b"x", Content_Type="multipart/form-data; boundary=x").status == 403
    assert "is read-only" in ask("/inbox", Accept="text/html").text


@pytest.mark.parametrize("fields,status,says", [
    ([("title", "nothing else")], 400, "nothing was sent"),
    ([("address", "file:///etc/passwd")], 400, "only http and https are supported"),
    ([("address", "javascript://x/%0aalert(1)")], 400, "only http and https are supported"),
    ([("address", "https://[broken")], 400, "not the address of a page"),
    ([a_file("n" * 10_000 + ".txt")], 400, "the form cannot be read"),
    ([(f"f{n}", "x") for n in range(50)], 400, "more than 20 fields"),
    ([a_file(f"{n}.txt") for n in range(201)], 413, "more than 200 files"),
])
def test_what_cannot_be_added_is_refused_with_the_reason(desk, fields, status, says):
    reply = desk.post(fields)
    assert (reply.status, reply.kind) == (status, "application/problem+json")
    assert says in json.loads(reply.text)["detail"]


def test_a_body_that_is_no_form_is_refused(desk):
    for body, kind, status in ((b"x", "text/plain", 415), (b"x", "multipart/form-data", 400), (b"no part", "multipart/form-data; boundary=b", 400)):
        assert desk.send("/inbox", data=body, Cookie=desk.cookie, **{"Content-Type": kind}).status == status


@pytest.mark.parametrize("address", ["http://127.0.0.1:1/", "http://localhost/", "http://[::1]/", "http://2130706433/", "http://[::ffff:10.0.0.1]/", "http://169.254.169.254/latest/meta-data"])
def test_addresses_of_this_machine_and_of_private_networks_are_not_fetched(address):
    [failed] = read([address], wish=Wish(public=True))
    assert "private network" in failed.reason


def test_an_address_that_is_private_fails_in_the_list(desk):
    [job] = desk(("address", f"{desk.address}/network?key=secret"))
    assert job["failed"] == 1
    assert "private network" in job["failures"][0][1]
    assert "secret" not in json.dumps(job)


def test_a_public_host_is_asked_at_its_number_by_its_name_and_may_not_send_on_into_the_private_network(monkeypatch):
    class Handler(BaseHTTPRequestHandler):
        asked = []  # noqa: RUF012 - one list shared by all requests is intended

        def do_GET(self):
            self.asked.append((self.headers["Host"], self.path))
            onward = self.path.startswith("/to")
            self.send_response(302 if onward else 200)
            body = b"" if onward else TEXT.encode()
            for name, value in (("Content-Type", "text/plain"), ("Content-Length", str(len(body))), *([("Location", "http://10.0.0.1/secret")] if onward else [])):
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    genuine = public_hosts.is_public
    monkeypatch.setattr(public_hosts, "is_public", lambda number: number == "127.0.0.1" or genuine(number))
    port = server.server_address[1]
    try:
        [document] = read([f"http://localhost:{port}/a.txt?x=1"], wish=Wish(public=True))
        [failed] = read([f"http://localhost:{port}/to"], wish=Wish(public=True))
    finally:
        server.shutdown()
        server.server_close()
    assert isinstance(document, Document)
    assert document.text == TEXT
    assert Handler.asked[0] == (f"localhost:{port}", "/a.txt?x=1")
    assert isinstance(failed, Failure)
    assert "private network" in failed.reason


@pytest.mark.parametrize("given,name", [
    ("a.txt", "a.txt"), ("../../b.txt", "b.txt"), ("C:\\secret\\c.txt", "c.txt"), ("d\u202etxt.exe", "d txt.exe"), ("e\n\0f.txt", "e f.txt"), ("", "file without a name"), ("///", "file without a name"),
])
def test_a_name_is_never_a_path(given, name):
    assert plain_name(given) == name


def test_a_title_keeps_its_slashes_and_signs():
    assert plain_title('Rome/Ankara: <b>3 < 5</b>\n "x"') == 'Rome/Ankara: <b>3 < 5</b> "x"'


def test_an_upload_is_no_version_of_another_by_its_name(tmp_path):
    (tmp_path / "data").write_text(TEXT)
    [document] = read([Upload(tmp_path / "data", "same.txt")])
    assert document.place is None


def test_what_a_server_left_is_read_by_the_next_one(tmp_path):
    """The file is in the graph's folder from the moment it is accepted."""
    Store.open(tmp_path / "graph", create=True)
    settings = Settings(tmp_path / "graph", reader=reader_of(extractor="dependency"))
    left = Queue(settings)
    left.close()
    with left.filling() as room:
        (room / "data").write_text(TEXT)
        assert left.add(room, "left.txt").state == "waiting"
    following = Queue(settings)
    following.resume()
    until = time.monotonic() + 240
    while following.all()[0].state != "done" and time.monotonic() < until:
        time.sleep(0.2)
    following.close()
    [job] = following.all()
    assert (job.id, job.name, job.state, job.outcome["added"]) == (room.name, "left.txt", "done", 1)
    assert not room.exists()


def test_what_a_server_left_is_read_in_the_order_in_which_it_was_added(tmp_path, monkeypatch):
    Store.open(tmp_path, create=True)
    left, ids = Queue(Settings(tmp_path)), iter(("c", "a", "b"))
    left.close()
    monkeypatch.setattr("graphkit.serve.inbox_jobs.secrets.token_hex", lambda _: next(ids))
    for place, name in enumerate(("first", "second", "third")):
        with left.filling() as room:
            os.utime(left.folder / left.add(room, name).id / "job.json", (place, place))
    following = Queue(Settings(tmp_path))
    following.close()
    following.resume()
    assert [job.name for job in following.all()] == ["third", "second", "first"]


def test_what_cannot_be_stored_leaves_nothing_behind(tmp_path):
    """A disk that is full while a file is copied; the room was left in the graph's folder for ever."""
    Store.open(tmp_path, create=True)
    queue = Queue(Settings(tmp_path))

    def fill():
        with queue.filling() as room:
            (room / "data").write_text("Half a fi")
            raise OSError("the disk is full")

    with pytest.raises(OSError, match="full"):
        fill()
    assert list(queue.folder.iterdir()) == []


def test_the_failure_of_a_job_that_ends_while_its_progress_is_shown_is_kept(tmp_path, monkeypatch):
    """The list read the progress, the job failed, and the list put the progress in the place of the failure."""
    Store.open(tmp_path, create=True)
    queue = Queue(Settings(tmp_path))
    queue.close()
    with queue.filling() as room:
        job = queue.add(room, "a.txt")
        (room / "notes.json").write_text('{"read": 1}')
    job.state = "reading"
    loads = json.loads

    def slowly(text):
        job.outcome, job.state = {"failed": 1}, "done"
        return loads(text)

    monkeypatch.setattr("graphkit.serve.inbox_jobs.json.loads", slowly)
    queue.all()
    assert (job.state, job.outcome) == ("done", {"failed": 1})


def test_of_a_refused_form_nothing_is_added(desk):
    before = desk.jobs()
    assert desk.post([("text", "Malta supports Cyprus."), ("address", "javascript:alert(1)")]).status == 400
    assert desk.jobs() == before


def page_of(day, words):
    return "files", ("page.md", f"---\ntitle: Aid\ndate: {day}\nurl: https://wire.example/aid\n---\n\nIceland supports Estonia. {words}\n")


def test_a_new_version_is_named_and_the_decisions_on_the_earlier_one_that_no_longer_hold(desk):
    """`graphkit build` names both; in the browser a rejected claim was back without a word."""
    [first] = desk(page_of("2021-02-03", "Officials met on Monday to talk about the price of grain."))
    assert first["lines"] == []
    [claim] = [claim.id for claim in Graph.open(desk.folder).claims(subject="Iceland")]
    decide([Decision(Act.REJECT, claim)], graph=desk.folder)
    [second] = desk(page_of("2021-02-04", "Officials met on Monday to talk about the price of grain and salt."))
    assert second["lines"] == [
        "1 article is a new version of earlier ones (graphkit articles --versions lists them)",
        f"1 decision on replaced versions not applied to the new ones; check and repeat: graphkit decide reject {second_claim(desk.folder)}",
    ]


def second_claim(folder):
    return next(claim.id for claim in Graph.open(folder).claims(subject="Iceland"))


def test_an_article_is_dropped_read_and_opened_in_a_browser(desk, browser, tmp_path):
    """Drop a file, watch it being read, open its claims; nothing leaves loopback, no script in a name runs."""
    context = browser.new_context()
    page = context.new_page()
    requests, errors = [], []
    page.on("request", lambda request: requests.append(request.url))
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(f"{desk.address}/review")
    page.fill("input[name=token]", TOKEN)
    page.keyboard.press("Enter")
    page.wait_for_selector("input[name=token]", state="detached")
    page.goto(f"{desk.address}/inbox")
    name = f"{NASTY.replace('/', '')}.txt"
    dropped = page.evaluate_handle("([name, text]) => { const data = new DataTransfer(); data.items.add(new File([text], name)); return data; }", [name, "Iran supports Hezbollah."])
    page.dispatch_event("#drop", "dragover", {"dataTransfer": dropped})
    page.dispatch_event("#drop", "drop", {"dataTransfer": dropped})
    link = page.locator("#jobs .job").filter(has_text="owned").locator("a").first
    link.wait_for(timeout=240_000)
    assert page.title() != "owned"
    assert page.locator("#jobs img, #jobs script").count() == 0
    link.click()
    page.wait_for_selector("text=Hezbollah")
    assert errors == []
    assert all(url.startswith((desk.address, "data:", "blob:")) for url in requests)
    context.close()


def test_without_scripts_the_form_works_as_well(desk, browser):
    context = browser.new_context(java_script_enabled=False)
    name, _, value = desk.cookie.partition("=")
    context.add_cookies([{"name": name, "value": value, "url": desk.address}])
    page = context.new_page()
    page.goto(f"{desk.address}/inbox")
    page.set_input_files("#files", {"name": "plain.txt", "mimeType": "text/plain", "buffer": b"Chad supports Niger."})
    page.click("#add button")
    page.wait_for_selector("text=plain.txt")
    context.close()
