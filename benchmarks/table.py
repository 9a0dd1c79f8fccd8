"""`make bench`: import of a large synthetic table into a graph.

    python -m benchmarks.table [ROWS ...] [--dir DIR]

Prints rows per CPU second (of the importing process with its threads) and its peak memory for each number of
rows, each in a new process, and how much memory grows from the smallest number to the largest.
"""

from __future__ import annotations

import csv
import json
import random
import resource
import shutil
import subprocess
import sys
import time
from datetime import date, timedelta
from pathlib import Path

from benchmarks.timing import measured, show

_COLUMNS = "event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,actor1,assoc_actor_1,inter1,actor2,assoc_actor_2,inter2,interaction,civilian_targeting,iso,region,country,admin1,admin2,admin3,location,latitude,longitude,geo_precision,source,source_scale,notes,fatalities,tags,timestamp".split(",")
_COUNTRIES = ("Libya", "Yemen", "Mali", "Sudan", "Syria", "Somalia")
_KINDS = (("Battles", "Armed clash"), ("Battles", "Government regains territory"), ("Explosions/Remote violence", "Shelling/artillery/missile attack"), ("Violence against civilians", "Attack"))


# Import a table, and print what it took without the start of the program.
_IMPORT = "import sys; from benchmarks.table import imported; imported(*sys.argv[1:])"


def figures(sizes: list[int], work: Path) -> None:
    """Print the figures for these numbers of rows."""
    most = [_of(size, work) for size in sorted(sizes)]
    if len(most) > 1:
        rows, megabytes = max(sizes) - min(sizes), most[-1] - most[0]
        show(f"growth of memory, MB a million rows, {min(sizes):,} to {max(sizes):,}", f"{1e6 * megabytes / rows:.0f}")


def _of(size: int, work: Path) -> float:
    """Print the figures for one size; returns the peak memory in MB."""
    table = write(work / f"table-{size}.csv", size)
    shutil.rmtree(work / "table", ignore_errors=True)
    done = subprocess.run([sys.executable, "-c", _IMPORT, str(table), str(work / "table")], check=True, capture_output=True, text=True)
    seconds, by_the_clock, megabytes = json.loads(done.stdout)
    show(f"import-table, rows a second of work, {size:,} rows (5,000 wanted)", f"{size / seconds:,.0f}")
    show(f"the same by the clock, {size:,} rows", f"{size / by_the_clock:,.0f}")
    show(f"most memory, MB, {size:,} rows", f"{megabytes:.0f}")
    return float(megabytes)


def imported(table: str, folder: str) -> None:
    """Import a table; prints CPU seconds, elapsed seconds and peak memory in MB, as JSON."""
    from graphkit.api import import_table
    from graphkit.pipeline.row_records import RowConverter
    from graphkit.tables import read_mapping

    RowConverter(read_mapping("acled"))
    began, clock = time.process_time(), time.perf_counter()
    import_table(table, "acled", graph=folder)
    taken = time.process_time() - began, time.perf_counter() - clock
    sys.stdout.write(json.dumps([*taken, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]))


def write(path: Path, rows: int) -> Path:
    """Write a table in the layout of ACLED's exports, the same each time: events of some hundred fictitious groups."""
    dice = random.Random(17)
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, _COLUMNS, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(_event(number, dice) for number in range(rows))
    return path


def _event(number: int, dice: random.Random) -> dict[str, object]:
    country, (kind, sort) = dice.choice(_COUNTRIES), dice.choice(_KINDS)
    day = date(2000, 1, 1) + timedelta(days=dice.randrange(9_000))
    one = dice.choice((f"Military Forces of {country} (2012-)", f"Banner {dice.randrange(60)} ({country})"))
    two = f"Civilians ({country})" if kind.startswith("Violence") else f"Column {dice.randrange(60)} ({country})"
    place = f"Town {dice.randrange(900)}"
    return {
        "event_id_cnty": f"{country[:3].upper()}{number}", "event_date": f"{day:%d %B %Y}", "year": day.year, "time_precision": dice.choice("1112"),
        "disorder_type": "Political violence", "event_type": kind, "sub_event_type": sort, "actor1": one, "actor2": two,
        "iso": 434, "region": "Made up", "country": country, "admin1": f"Province {dice.randrange(20)}", "location": place,
        "latitude": f"{dice.uniform(10, 35):.4f}", "longitude": f"{dice.uniform(-5, 50):.4f}", "geo_precision": 1, "source": "Daily Ledger",
        "source_scale": "National", "notes": f"On {day.isoformat()}, {one} attacked near {place}. {dice.randrange(30)} people were hurt, and the road was closed for the day.",
        "fatalities": dice.randrange(9), "timestamp": 1_700_000_000 + number,
    }  # fmt: skip


if __name__ == "__main__":
    measured(__doc__.splitlines()[0], figures)
