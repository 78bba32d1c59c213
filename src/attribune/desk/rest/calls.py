"""What a call of the service takes, and which scope it needs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Literal, get_origin

from fastapi import Depends, Request
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute
from pydantic import BaseModel, ConfigDict, Field

from attribune.desk.access.guard import caller_of
from attribune.desk.access.tokens import Caller, Scope
from attribune.desk.rest.answers import Refused
from attribune.desk.service import Service
from attribune.errors import UsageError, suggestion

Id = Annotated[int, Field(ge=1, le=2**53)]
Text = Annotated[str, Field(min_length=1, max_length=2_000_000)]
Short = Annotated[str, Field(max_length=2_000)]
Policy = Literal["strict", "ap", "guardian"]
TierName = Literal["auto", "fast", "best", "rules"]


def _call(example: dict[str, Any]) -> ConfigDict:
    """Return how a call is read: a field that it hasn't is an error. The example is shown in OpenAPI."""
    return ConfigDict(extra="forbid", json_schema_extra={"examples": [example]})


class CheckCall(BaseModel):
    """A draft to check against the corpus, and against further texts that are sent along."""

    model_config = _call(
        {
            "text": "“We close at noon,” said Ida Moss.",
            "evidence": {"quay.txt": "“We close at noon,” Ida Moss said on Monday."},
        }
    )
    text: Text
    name: Short = "draft.txt"
    policy: Policy | None = Field(None, description="The house style; without it the desk's own.")
    tier: TierName | None = None
    evidence: dict[Short, Text] = Field(default_factory=dict, max_length=200)


class DecideCall(BaseModel):
    """What is decided about a quotation, by its number in the check, from 1."""

    model_config = _call({"quotation": 1, "decision": "rejected", "note": "The desk has the recording: she said one."})
    quotation: Annotated[int, Field(ge=1, le=1_000_000)]
    decision: Literal["accepted", "rejected", "asked"]
    note: Short = ""


class ReadCall(BaseModel):
    """A text to read into statements, sources and figures."""

    model_config = _call({"text": "“We close at noon,” said Ida Moss.", "tier": "fast"})
    text: Text
    name: Short = "text.txt"
    tier: TierName = "auto"


class GuardCall(BaseModel):
    """A text before somebody rewrote it, and after."""

    model_config = _call(
        {"before": "“We may close at noon,” said Ida Moss.", "after": "Ida Moss said: “We must close at noon.”"}
    )
    before: Text
    after: Text
    policy: Policy | None = Field(None, description="The house style; without it the desk's own.")
    tier: TierName = "fast"
    allow_lost: bool = False


class MergeCall(BaseModel):
    """Two speakers, by id or name, who are one."""

    model_config = _call({"speaker": "I. Moss", "into": "Ida Moss"})
    speaker: Short
    into: Short


class RenameCall(BaseModel):
    """A speaker's other name."""

    model_config = _call({"speaker": "412", "name": "Ida Moss"})
    speaker: Short
    name: Short


class SplitCall(BaseModel):
    """Articles in which a speaker is somebody else."""

    model_config = _call(
        {"speaker": "Ida Moss", "name": "Ida Moss (Port Ellery)", "articles": ["https://quay.example/news/3"]}
    )
    speaker: Short
    name: Short
    articles: list[Short] = Field(min_length=1, max_length=1_000)


class UndoCall(BaseModel):
    """The decision to take back, by default the last that stands."""

    model_config = _call({"decision": None})
    decision: Id | None = None


class ReviewCall(BaseModel):
    """What is decided about a suggestion: a statement, an event or a speaker, by its id."""

    model_config = _call({"about": "statements", "id": 1, "decision": "rejected", "note": "The mayor read it aloud."})
    about: Literal["statements", "events", "speakers"]
    id: Id
    decision: Literal["confirmed", "rejected", "withdrawn"]
    note: Short = ""


class Needs:
    """A dependency of a call: lets a caller with this scope pass; without a scope, every caller that is known."""

    def __init__(self, scope: Scope | None) -> None:
        self.scope = scope

    def __call__(self, request: Request) -> Caller:
        """Return who asks. Raises Refused for anybody else."""
        caller = caller_of(request)
        if caller is None:
            raise Refused("unauthorized", "a token is needed: Authorization: Bearer …, or log in on the page /login")
        if self.scope and not caller.may(self.scope):
            raise Refused("forbidden", f"this token hasn't the scope {self.scope}")
        return caller


def known_parameters(request: Request) -> None:
    """Raise UsageError for a parameter that a call hasn't, or that comes twice: a misspelt filter would find all."""
    route: APIRoute = request.scope["route"]
    known = dict(_parameters(route.dependant))
    for name in request.query_params:
        if name not in known:
            raise UsageError(f"this call has no such parameter.{suggestion(name, sorted(known))}", concerns=name[:80])
        if len(request.query_params.getlist(name)) > 1 and get_origin(known[name]) is not list:
            raise UsageError("this parameter comes twice", concerns=name)


def _parameters(call: Dependant) -> Iterator[tuple[str, Any]]:
    """Yield the names and types of the parameters in the query of a call, those of what it depends on with them."""
    for one in call.query_params:
        yield one.alias, one.field_info.annotation
    for other in call.dependencies:
        yield from _parameters(other)


def service_of(request: Request) -> Service:
    """Return the desk's service."""
    found: Service = request.app.state.service
    return found


Desk = Annotated[Service, Depends(service_of)]
Known = Annotated[Caller, Depends(Needs(None))]
Reader = Annotated[Caller, Depends(Needs("read"))]
Checker = Annotated[Caller, Depends(Needs("check"))]
Writer = Annotated[Caller, Depends(Needs("write"))]
Admin = Annotated[Caller, Depends(Needs("admin"))]
