"""The order of the stages of a trace, and what the driver tells each: sums of few numbers, nothing of an article."""

from __future__ import annotations

from typing import Any

from attribune.engines.engine import Engine, Step, Work
from attribune.engines.stages import Options, Stage, schema_of_reading
from attribune.engines.tracing.alignment import ALIGNED, GATHERED, LABELLED, SENT
from attribune.engines.tracing.candidates import JOINED, POSTED, SELECTED
from attribune.engines.tracing.numbering import NUMBERED, PREPARED, RANKED, begins, splits
from attribune.engines.tracing.stories import COUNTED, TOLD, TRACED, totals
from attribune.trace.lineage.calibration import share_of
from attribune.trace.tables import TYPES, schema_of

ERROR = "error"


def _stages(engine: Engine, options: Options, step: Step) -> Stage:
    """Have all stages of a trace done; return the last."""

    def each(stage: Stage, **told: Any) -> None:
        engine.each(stage, options, step, told)

    each(PREPARED)
    each(RANKED, splits=splits(engine.collected(PREPARED, "sample"), options.parts))
    places = begins(engine.collected(RANKED, "count"), options.parts)
    each(NUMBERED, begins=places)
    for stage in (POSTED, JOINED, SELECTED, SENT, ALIGNED, LABELLED, GATHERED):
        each(stage)
    each(TRACED, total=places[-1])
    before, ordered, pairs = totals(engine.collected(TRACED, "total"), options.parts)
    each(COUNTED, before=before)
    each(TOLD, share=share_of(ordered, pairs))
    return TOLD


def _schema(name: str) -> Any:
    return schema_of_reading(name) if name == ERROR else schema_of(name)


TRACE = Work("trace", (*TYPES, ERROR), _schema, _stages)
