"""The library that runs the nets may report to its maker; here it never does."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

WATCHED = """
import importlib.abc, json, os, sys

seen = {"at import": None, "connected": []}

class Watch(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name == "onnxruntime" and seen["at import"] is None:
            seen["at import"] = os.environ.get("ORT_DISABLE_TELEMETRY")
        return None

def heard(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.sendto"):
        seen["connected"].append(str(arguments[1:]))

sys.meta_path.insert(0, Watch())
sys.addaudithook(heard)
from attribune.nets.model_files import session
session("fast")
import onnxruntime
seen["set"] = os.environ.get("ORT_DISABLE_TELEMETRY")
print(json.dumps(seen))
"""


def test_it_is_off_before_the_library_is_loaded_whatever_the_environment_says(tmp_path: Path) -> None:
    """Also where the caller's environment has it on; nothing connects, and nothing is left in the temporary folder."""
    for said in ({}, {"ORT_DISABLE_TELEMETRY": "0"}):
        given = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "TMPDIR": str(tmp_path), **said}
        done = subprocess.run(
            [sys.executable, "-c", WATCHED], env=given, capture_output=True, text=True, timeout=120, check=True
        )
        seen = json.loads(done.stdout)
        assert seen == {"at import": "1", "connected": [], "set": "1"}
        assert list(tmp_path.iterdir()) == []
