"""Run in a bare environment by `test_packaging`: reads a file of each format there is a library for.

    python packaged.py FOLDER           names of the files that were not read as `expected.json` says
    python packaged.py FOLDER --all     as well those for which a library is missing
"""

import importlib.util
import json
import sys
from pathlib import Path


def main() -> bool:
    from graphkit.documents import read

    folder, every = Path(sys.argv[1]), "--all" in sys.argv
    wrong = []
    for name, entry in sorted(json.loads((folder / "expected.json").read_text(encoding="utf-8")).items()):
        missing = [module for module in entry.get("needs", ()) if importlib.util.find_spec(module) is None]
        if missing and not every:
            # What cannot be read must say what to install.
            said = " ".join(getattr(item, "reason", "") for item in read([folder / name]))
            wrong += [] if "pip install" in said else [f"{name}: without {', '.join(missing)} it says {said!r}"]
            continue
        found = [item.text for item in read([folder / name]) if hasattr(item, "text")]
        if found != [document["text"] for document in entry["documents"]]:
            wrong.append(f"{name}: {found} {[getattr(item, 'reason', '') for item in read([folder / name])]}")
    print("\n".join(wrong))
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())
