"""Every number is printed with the matching form of its noun."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from graphkit.plural import counted
from tests.conftest import ROOT


@pytest.mark.parametrize(
    ("number", "noun", "wanted"),
    [(0, "claim", "0 claims"), (1, "claim", "1 claim"), (2, "claim", "2 claims"), (12345, "source", "12,345 sources"), (3, "reply", "3 replies"), (2, "day", "2 days"), (2, "copy", "2 copies"), (4, "box", "4 boxes")],
)
def test_one_has_the_singular_and_all_others_the_plural(number, noun, wanted):
    assert counted(number, noun) == wanted


# Messages that are printed for several only.
_SEVERAL = {"graphkit/export/sheets.py", "graphkit/store/lifecycle.py"}
# A value followed directly by a plural noun: "{len(found)} claims" prints "1 claims" for one.
_BARE = re.compile(r"""\{[^{}\n"]{1,60}\}\}? (?:more )?(?:articles|claims|outlets|sources|pairs|rows|graphs|violations|actors|ties|files|quotes|triangles|days|decisions)\b""")


@pytest.mark.parametrize("ending", ["py", "html"])
def test_no_message_or_page_puts_a_plural_after_any_number(ending):
    """Where a limit is printed ("{MOST:,} rows"), the constant's name marks it as never being one."""
    found = [
        f"{path.relative_to(ROOT)}: {match[0]}"
        for path in sorted(Path(ROOT, "graphkit").rglob(f"*.{ending}"))
        for match in _BARE.finditer(path.read_text(encoding="utf-8"))
        if not re.match(r"\{[A-Z_]+", match[0]) and str(path.relative_to(ROOT)) not in _SEVERAL
    ]
    assert found == []
