"""The library as people call it: one line a job, strings and paths both welcome, answers that need no slicing.

``check`` and ``read`` are the twins of the commands of the same name; :class:`Corpus` has one method a command that
works on a corpus. What they return wraps the records of :mod:`attribune.records`; each object gives its own as
``record``.
"""

from attribune.api.answers import Guard
from attribune.api.corpus import Corpus
from attribune.api.jobs import check, guard, read, read_many
from attribune.api.reading import Reading, Statement
from attribune.api.report import Evidence, Report, Result
from attribune.api.tracing import reach, trace

__all__ = [
    "Corpus", "Evidence", "Guard", "Reading", "Report", "Result", "Statement", "check", "guard", "reach",
    "read", "read_many", "trace",
]  # fmt: skip
