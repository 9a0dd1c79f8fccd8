"""Messages of the inbox: the result for each file, why something was not read, and how to fix a refused form."""

from __future__ import annotations

import pytest

from graphkit.serve.inbox import _too_much
from graphkit.serve.inbox_messages import all_done, how, reasons


def job(name="a.zip", state="done", read=0, claims=0, failures=(), failed=None):
    return {"name": name, "state": state, "read": read, "claims": claims, "failed": len(failures) if failed is None else failed, "failures": list(failures)}


@pytest.mark.parametrize(
    ("told", "words"),
    [
        (job(state="waiting"), "Waiting"),
        (job(state="reading"), "Being read"),
        (job(state="reading", read=1, claims=2), "Being read: 1 article, 2 new claims"),
        (job(read=2, claims=1), "Read: 2 articles, 1 new claim"),
        (job(read=2, claims=1, failed=3), "Read: 2 articles, 1 new claim; 3 could not be read"),
        (job(failed=1), "Not read"),
        (job(failed=11), "11 could not be read"),
        (job(), "No article read"),
    ],
)
def test_a_job_says_what_became_of_it_and_counts_nothing_that_is_none(told, words):
    assert how(told) == words


def test_a_reason_is_a_sentence_and_names_only_what_the_job_is_not_called():
    told = job("http://x/", failures=[("http://x/", "is an address of this machine"), ("http://x/", "unknown ending .py")])
    assert reasons(told) == ["It is an address of this machine", "Unknown ending .py"]
    assert reasons(job(failures=[("a.zip/b.txt", "is empty"), ("a.zip/c.key", "unknown ending .key")])) == ["b.txt is empty", "c.key: unknown ending .key"]


def test_in_the_end_failures_are_counted_too():
    assert all_done([job(read=1, claims=5), job(failed=11)]) == "Done: 5 new claims; 11 inputs could not be read"
    assert all_done([job(read=1, claims=1)]) == "Done: 1 new claim"


@pytest.mark.parametrize(("message", "status", "words"), [("Part exceeded maximum size of 16384KB.", 413, "save it as a file"), ("Too many files. Maximum number of files is 200.", 413, "more than 200 files"), ("Invalid multipart data.", 400, "a shorter one")])
def test_a_form_that_is_refused_says_what_to_do(message, status, words):
    refused = _too_much(message, 200)
    assert refused.status == status
    assert words in str(refused)
    assert "multipart" not in str(refused)


def test_the_page_of_the_inbox_stands_below_home_and_has_no_heading_without_a_list(browser, writable):
    page = browser.new_page()
    page.goto(f"{writable.address}/review")
    page.fill("[name=token]", "a-token-of-the-tests")
    page.press("[name=token]", "Enter")
    page.wait_for_url("**/review")
    page.goto(f"{writable.address}/inbox")
    assert page.locator(".crumbs li").all_inner_texts() == ["Home", "Add articles"]
    assert page.locator("header [aria-current]").count() == 0
    assert not page.locator("#being").is_visible()
    page.fill("#address", "javascript:alert(1)")
    page.press("#address", "Enter")
    page.wait_for_selector("#said:has-text('is not the address of a page')")
    page.fill("#address", "http://localhost:1/x")
    page.press("#address", "Enter")
    page.wait_for_selector("#said:has-text('Done: 0 new claims; 1 input could not be read')", timeout=120_000)
    assert page.locator("#being").is_visible()
    assert page.inner_text(".job").split("\n") == ["http://localhost:1/x Not read", "It is an address of this machine or of a private network, which is not fetched for a page; save it and add the file"]
    page.reload()
    assert "It is an address of this machine" in page.inner_text(".job")
    page.close()
