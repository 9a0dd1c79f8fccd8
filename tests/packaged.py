"""Run in a bare environment by `test_packaging`: reads a file of each format whose library is installed.

    python packaged.py FOLDER           prints the files that were not read as `expected.json` says
    python packaged.py FOLDER --all     includes those whose library is missing
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
            # The error for an unreadable format must name the package to install.
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
