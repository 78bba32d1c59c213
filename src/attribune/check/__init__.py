"""Quotations of a draft against evidence. The package can be called: ``attribune.check(draft, against)``."""

import sys
from importlib import import_module
from types import ModuleType
from typing import Any


class _Callable(ModuleType):
    """This package as a call. ``attribune.check`` is both the job and the package that does it: Python sets the name to
    the package as soon as any module of it is imported, so the package must answer the call."""

    def __call__(self, *arguments: Any, **options: Any) -> Any:
        """Check a draft: :func:`attribune.api.jobs.check`."""
        return import_module("attribune.api.jobs").check(*arguments, **options)


sys.modules[__name__].__class__ = _Callable
