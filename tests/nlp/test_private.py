"""Reading an article leaves nothing in the user's home folder, and thereby sends nothing: no device id, no usage events, no cache."""

import os
import subprocess
import sys

# onnxruntime keeps its telemetry to itself where one of these is set.
QUIET = ("CI", "TF_BUILD", "GITHUB_ACTIONS", "ORT_DISABLE_TELEMETRY", "ORT_RUNNING_UNIT_TESTS", "XDG_CACHE_HOME")


def test_reading_leaves_nothing_in_the_home_folder(tmp_path):
    home, article = tmp_path / "home", tmp_path / "article.md"
    home.mkdir()
    article.write_text("Turkey armed the Government of National Accord. Egypt condemned Turkey.", encoding="utf-8")
    environment = {name: value for name, value in os.environ.items() if name not in QUIET} | {"HOME": str(home)}
    done = subprocess.run([sys.executable, "-m", "graphkit", "build", article, "--extractor", "hybrid", "--graph", tmp_path / "graph"], env=environment, capture_output=True, text=True, check=True)
    assert "1 article added" in done.stdout
    assert list(home.rglob("*")) == []
