"""The review shows the text next to the decision form, and how many claims are waiting."""

from __future__ import annotations

import pytest

from tests.serve.conftest import TOKEN, writing


@pytest.fixture(scope="module")
def judge(browser, seed_folder, tmp_path_factory):
    """Open the review at a given width, with write access."""
    with writing(seed_folder, tmp_path_factory.mktemp("beside")) as write:
        context = browser.new_context()
        page = context.new_page()
        page.goto(f"{write.address}/review")
        page.fill("[name=token]", TOKEN)
        page.press("[name=token]", "Enter")
        page.wait_for_selector("progress")

        def at(width, height):
            page.set_viewport_size({"width": width, "height": height})
            page.goto(f"{write.address}/review?at=4")
            return page

        yield at
        context.close()


def test_on_a_wide_screen_the_quote_and_the_buttons_are_seen_at_once(judge):
    page = judge(1440, 868)
    text, accept = page.locator(".judged blockquote").bounding_box(), page.get_by_role("button", name="Accept", exact=True).bounding_box()
    assert accept["y"] + accept["height"] < 868
    assert accept["x"] >= text["x"] + text["width"]
    assert page.locator("mark").first.bounding_box()["y"] < 868


def test_on_a_phone_they_stand_below_each_other(judge):
    page = judge(390, 844)
    text, accept = page.locator(".judged blockquote").bounding_box(), page.get_by_role("button", name="Accept", exact=True).bounding_box()
    assert accept["y"] >= text["y"] + text["height"]
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("width", [390, 768, 1440])
def test_fields_that_wrap_do_not_touch(judge, width):
    """A button right below a field looks like a part of it."""
    boxes = [each.bounding_box() for each in judge(width, 868).locator(".judged form :is(input:not([type=hidden]), select, button)").all()]
    edges = [(box["x"], box["y"], box["x"] + box["width"], box["y"] + box["height"]) for box in boxes]
    below = [(one, other) for one in edges for other in edges if one[3] <= other[1] + 2 and one[0] < other[2] and other[0] < one[2]]
    assert below
    assert [pair for pair in below if pair[1][1] - pair[0][3] < 3] == []


def test_the_words_that_are_judged_are_wholly_in_view_in_their_text(judge):
    """On a phone the text is higher than its frame."""
    page, seen = judge(390, 844), 0
    for at in range(12):
        page.goto(f"{page.url.partition('?')[0]}?at={at}")
        text, mark = page.locator(".text").bounding_box(), page.locator(".text mark").bounding_box()
        assert mark["y"] >= text["y"] - 1
        assert mark["y"] + mark["height"] <= text["y"] + text["height"] + 1
        seen += page.evaluate("document.querySelector('.text').scrollTop > 0")
    assert seen


def test_what_is_left_is_explained(judge):
    told = judge(1440, 868).inner_text("main p.small")
    assert "left of" in told
    assert "active claims: those whose confidence is below 0.85, and names that may be of the same actor." in told
