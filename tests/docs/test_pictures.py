"""Pictures of the pages in examples/: there, and small enough to be cloned by everybody."""

from __future__ import annotations

from tests.conftest import ROOT

MOST = 1_500_000


def test_pictures_of_pages_are_kept_and_small():
    pages = list((ROOT / "examples" / "pages").glob("*.webp"))
    assert {"site-home-1440-light.webp", "site-home-390-dark.webp", "site-ask-as-network-1440-light.webp", "desk-article-1440-light.webp"} <= {page.name for page in pages}
    assert sum(picture.stat().st_size for picture in [*pages, *(ROOT / "examples").glob("*.png")]) < MOST
