"""Pictures of the pages in examples/ exist and are small enough for the repository."""

from __future__ import annotations

from benchmarks.pictures import SMALL
from tests.conftest import ROOT

MOST = 3_000_000


def test_pictures_of_pages_are_kept_in_every_look_and_small():
    pages = list((ROOT / "examples" / "pages").glob("*.webp"))
    names = {page.stem for page in pages}
    assert {"site-home", "site-network", "site-ask-as-network", "desk-article", "file-report"} <= {name.rsplit("-", 2)[0] for name in names}
    assert names == {f"{name.rsplit('-', 2)[0]}-{look}" for name in names for look in SMALL}
    assert sum(picture.stat().st_size for picture in [*pages, *(ROOT / "examples").glob("*.png")]) < MOST
