"""The build of a wheel: pure Python, or with ``ATTRIBUNE_COMPILED=1`` the rules of reading as C modules, by mypyc."""

import os
from pathlib import Path

from setuptools import setup

SOURCE = Path("src")
ROOMS = ("text", "statements", "sources")
# Objects of a compiled class have no dictionary, in which `cached_property` keeps its value. `timed` only starts
# processes, and its tests replace parts of it.
INTERPRETED = (
    "text/document.py", "text/languages.py", "sources/names/recognition.py", "sources/coref/layout/reading.py",
    "sources/timed.py",
)  # fmt: skip


def modules() -> list[str]:
    """Return the paths of the modules that are compiled."""
    package = SOURCE / "attribune"
    found = [path for room in ROOMS for path in sorted((package / room).rglob("*.py")) if path.name != "__init__.py"]
    return [str(path) for path in found if path.relative_to(package).as_posix() not in INTERPRETED]


if os.environ.get("ATTRIBUNE_COMPILED"):
    from mypyc.build import mypycify  # part of mypy

    os.environ.setdefault("MYPYPATH", str(SOURCE))
    setup(ext_modules=mypycify(["--strict", *modules()], opt_level="3", debug_level="0"))
else:
    setup()
