"""Who copied whom, and what changed on the way. The package can be called: ``attribune.trace(articles)``."""

import sys
from importlib import import_module
from types import ModuleType
from typing import Any


class _Callable(ModuleType):
    """This package as a call. ``attribune.trace`` is both the job and the package that does it: Python sets the name to
    the package as soon as any module of it is imported, so the package must answer the call."""

    def __call__(self, *arguments: Any, **options: Any) -> Any:
        """Trace articles: :func:`attribune.api.tracing.trace`."""
        return import_module("attribune.api.tracing").trace(*arguments, **options)


sys.modules[__name__].__class__ = _Callable
