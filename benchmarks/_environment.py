"""``--peers``: a benchmark run again in an environment of its own, ``.venv-bench``, that has what it compares with."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
import venv
from collections.abc import Sequence

from benchmarks.inputs import ROOT

ENVIRONMENT = ROOT / ".venv-bench"


def run_with_peers(benchmark: str, packages: Sequence[str], arguments: Sequence[str]) -> int:
    """Run a benchmark where ``packages`` are installed, fetched if they are missing; return its exit status."""
    python = ENVIRONMENT / "bin" / "python"
    pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    if not python.exists():
        print(f"making {ENVIRONMENT.name} (once; needs the network)", file=sys.stderr)
        venv.create(ENVIRONMENT, with_pip=True)
        subprocess.run([*pip, "--upgrade", "pip"], check=True)
    own = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    subprocess.run([*pip, *own, *packages], check=True)
    paths = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
    command = [str(python), "-W", "ignore", "-m", "benchmarks", benchmark, *arguments]
    return subprocess.run(command, env={**os.environ, "PYTHONPATH": paths}, check=False).returncode
