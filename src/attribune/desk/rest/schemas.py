"""OpenAPI of the desk: FastAPI knows what calls take, and here is what they answer, derived from the records' classes.

msgspec makes a JSON Schema of each record; names in JSON and fields that are always there are those of ``to_json``.
So a record that changes, changes the description with it. The tests hold every answer to it.
"""

from __future__ import annotations

import copy
import re
from functools import cache
from typing import Any, is_typeddict

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from attribune import records
from attribune.desk.access.revalidation import is_standing
from attribune.desk.checks import Decision
from attribune.desk.rest import people_shapes as people_shapes
from attribune.desk.rest import shapes as shapes
from attribune.records import Reading, Report, Rewrite
from attribune.records.codec import json_names

REFERENCE = "#/components/schemas/"
# What each call answers, by the name of its function: a shape, or a record with what is put beside its fields.
ANSWERS: dict[str, tuple[type[Any], ...]] = {
    "status": (shapes.Status,),
    "check": (Report, shapes.KeptCheckExtras),
    "checks": (people_shapes.Checks,),
    "kept_check": (Report, shapes.KeptCheckExtras),
    "delete_check": (shapes.Deleted,),
    "decide": (Decision,),
    "read": (Reading, shapes.Generated),
    "guard": (Rewrite, shapes.Generated),
    "search": (shapes.Search,),
    "version": (Reading, shapes.VersionExtras),
    "history": (shapes.HistoryData,),
    "speaker": (shapes.Speaker,),
    "capture": (shapes.Capture,),
    "stories": (shapes.Stories,),
    "story": (shapes.StoryPart,),
    "copies": (people_shapes.Copies,),
    "sources": (people_shapes.Sources,),
    "review": (people_shapes.Review,),
    "decide_review": (people_shapes.Reviewed,),
    **dict.fromkeys(("merge", "rename", "split", "undo"), (shapes.Decided,)),
    "jobs": (people_shapes.Jobs,),
    **dict.fromkeys(("add", "trace", "verify", "job", "cancel"), (shapes.Job,)),
}
_NAMES = {shapes.KeptCheckExtras: "KeptCheck", shapes.VersionExtras: "Version"}  # others: the record's with "Data"
IN_BACKGROUND = frozenset({"check"})  # calls that can also answer with a job (202)
UNCHANGED = "What you have under the ETag that you sent (If-None-Match) still stands."
Schema = dict[str, Any]


def describe(app: FastAPI) -> Schema:
    """Return the OpenAPI document of the desk."""
    made = get_openapi(title=app.title, version=app.version, description=app.description, routes=app.routes)
    schemas = made["components"]["schemas"]
    schemas |= copy.deepcopy(_record_schemas())
    envelope = schemas.pop("Answer")
    for path, operations in made["paths"].items():
        if is_standing(re.sub(r"\{[a-z]+\}", "1", path)):
            operations["get"]["responses"]["304"] = {"description": UNCHANGED}
        for operation in operations.values():
            name = operation["operationId"] = operation["operationId"].partition("_api_v1_")[0]
            if name in ANSWERS:
                _type_answers(operation, schemas, envelope, name)
    return made


def _type_answers(operation: Schema, schemas: Schema, envelope: Schema, name: str) -> None:
    """Put the envelope with its data in the place of the one whose data may be anything."""
    responses = operation["responses"]
    for status in [key for key in responses if key.startswith("2")]:
        schema = _enveloped(schemas, envelope, ANSWERS[name])
        responses[status]["content"]["application/json"]["schema"] = schema
    if name in IN_BACKGROUND:
        schema = _enveloped(schemas, envelope, (shapes.Job,))
        responses["202"] = {"description": "A job.", "content": {"application/json": {"schema": schema}}}


def _enveloped(schemas: Schema, envelope: Schema, answers: tuple[type[Any], ...]) -> Schema:
    """Return the envelope of an answer, which is put among the schemas; so is a record with what is put beside it."""
    data, *extras = answers
    name = data.__name__
    if extras:
        name = _NAMES.get(extras[0], f"{name}Data")
        own, more = schemas[data.__name__], schemas[extras[0].__name__]
        schemas[name] = {
            **own, "title": name, "properties": {**own["properties"], **more["properties"]},
            "required": [*own["required"], *more["required"]],
        }  # fmt: skip
    made = copy.deepcopy(envelope)
    made["title"] = f"{name}Answer"
    made["properties"]["data"] = {"$ref": REFERENCE + name}
    made["required"] = list(made["properties"])
    schemas[made["title"]] = made
    return {"$ref": f"{REFERENCE}{name}Answer"}


@cache
def _record_schemas() -> Schema:
    """Return the schemas of all records and shapes that answers are made of, by name."""
    import msgspec

    kinds = list(dict.fromkeys(kind for answers in ANSWERS.values() for kind in answers))
    hits = (shapes.ArticleHit, shapes.StatementHit, shapes.Speaker)
    _, made = msgspec.json.schema_components(
        [*kinds, *hits, *people_shapes.SUGGESTIONS, shapes.EvidencePieces],
        ref_template=REFERENCE + "{name}",
        schema_hook=_model,
    )
    made = {name: _exact(name, schema) for name, schema in made.items()}
    made["Evidence"]["properties"] |= made.pop("EvidencePieces")["properties"]
    for name, field, items in (("Search", "hits", hits), ("Review", "found", people_shapes.SUGGESTIONS)):
        listed = [{"$ref": REFERENCE + item.__name__} for item in items]
        made[name]["properties"][field]["items"] = {"anyOf": listed}
    return made


def _model(kind: type[Any]) -> Schema:
    """Return the reference to a model that FastAPI describes."""
    return {"$ref": REFERENCE + kind.__name__}


def _exact(name: str, schema: Schema) -> Schema:
    """Return the schema of an object with its names in JSON: no other fields, and those of a record are all there."""
    if "properties" not in schema:
        return schema
    shape = getattr(shapes, name, None) or getattr(people_shapes, name, None)
    record = None if is_typeddict(shape) else getattr(records, name, None)
    named = dict(json_names(record)) if record else {}
    fields = {named.get(field, field.rstrip("_")): value for field, value in schema["properties"].items()}
    for value in fields.values():
        value.pop("default", None)
    required = [name.rstrip("_") for name in schema.get("required", [])] if is_typeddict(shape) else list(fields)
    return {**schema, "properties": fields, "required": required, "additionalProperties": False}
