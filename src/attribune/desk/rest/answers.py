"""The one shape of answers and the one shape of errors, of REST and of the pages' JSON twins."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException

from attribune.articles.document.own_output import GENERATOR
from attribune.errors import AttribuneError, described
from attribune.exports.jsonlines import json_text

# The HTTP status of an error's code; an input that can't be used is 422.
STATUS = {
    "missing": 404, "unknown_record": 404, "usage": 400, "too_large": 413, "corpus_missing": 404, "corpus_locked": 503,
    "corpus_timeout": 503, "corpus_full": 507, "corpus_broken": 500, "corpus_version": 500, "corpus_entry": 500,
    "corpus": 500, "internal": 500, "net": 500, "reader_unavailable": 503, "unauthorized": 401, "forbidden": 403,
    "busy": 503, "too_many": 429, "conflict": 409,
}  # fmt: skip
RETRY_SECONDS = 5  # after which who was refused since too much is open may ask again
# What the validation of a call says of a body that is no object.
NO_JSON = "the body of this call is an object in JSON, sent as Content-Type: application/json"
_PLAINLY = {  # what the framework says → what a person understands
    "There was an error parsing the body": NO_JSON, "Not Found": "there is nothing at this address",
    "Method Not Allowed": "this address isn't asked in this way",
}  # fmt: skip
_NO_OBJECT = frozenset({"model_attributes_type", "json_invalid", "json_type"})
CODES = {400: "usage", 401: "unauthorized", 403: "forbidden", 404: "missing", 405: "usage", 408: "too_slow",
         413: "too_large", 415: "unknown_format", 421: "wrong_host", 429: "too_many", 503: "busy"}  # fmt: skip


class Page(BaseModel):
    """Where the next page begins; ``next`` is null on the last one."""

    limit: int
    next: str | None
    changed: bool = Field(
        description="The corpus was added to since the first page: hits may come twice or not at all."
    )


class Answer(BaseModel):
    """What every call answers that went well."""

    model_config = ConfigDict(extra="forbid")
    generator: str = Field(description="The program and its version.")
    data: dict[str, Any] = Field(description="The answer: the JSON that the command line prints, where it has a twin.")
    page: Page | None = Field(default=None, description="Of a list: where it goes on.")


class Problem(BaseModel):
    """What went wrong: a stable code, a sentence for a person, and the input that it concerns."""

    code: str
    message: str
    concerns: str | None = None
    status: int


class Failure(BaseModel):
    """What every call answers that didn't go well."""

    model_config = ConfigDict(extra="forbid")
    generator: str
    error: Problem


class Refused(AttribuneError):
    """A request that isn't answered: the caller may not, or the desk can't now."""

    def __init__(self, code: str, message: str, *, concerns: str | None = None) -> None:
        super().__init__(message, concerns=concerns)
        self.code = code


def answer(data: Any, *, page: dict[str, Any] | None = None, status: int = 200) -> Response:
    """Return data in the envelope; what terminals and scripts obey is escaped as everywhere."""
    return _json({"generator": GENERATOR, "data": data, "page": page}, status)


def failure(problem: Problem) -> Response:
    """Return an error in its envelope."""
    response = _json({"generator": GENERATOR, "error": problem.model_dump()}, problem.status)
    if problem.status == 401:
        response.headers["WWW-Authenticate"] = "Bearer"
    return retried(response)


def retried(response: Response) -> Response:
    """Return an answer, with when to ask again where it was refused since too much is open."""
    if response.status_code in (429, 503):
        response.headers["Retry-After"] = str(RETRY_SECONDS)
    return response


def _json(value: Any, status: int) -> Response:
    return Response(json_text(value) + "\n", status, media_type="application/json")


def problem_of(error: Exception, folder: Path | None = None) -> Problem:
    """Return what is said of an exception. What nobody expected says no more than where it was met.

    Where ``folder``, the corpus, lies on this machine is nobody's business: it is called by its name.
    """
    problem = _problem_of(error)
    if folder:
        problem.message = problem.message.replace(str(folder), folder.name)
        problem.concerns = problem.concerns and problem.concerns.replace(str(folder), folder.name)
    return problem


def _problem_of(error: Exception) -> Problem:
    if isinstance(error, AttribuneError):
        status = STATUS.get(error.code, 422)
        return Problem(code=error.code, message=error.message, concerns=error.concerns, status=status)
    if isinstance(error, RequestValidationError):
        first = error.errors()[0]
        where = ".".join(str(part) for part in first.get("loc", ()) if part not in ("body", "query", "path"))
        message = NO_JSON if first.get("type") in _NO_OBJECT and not where else str(first.get("msg", "wrong"))
        return Problem(code="usage", message=message, concerns=where or None, status=400)
    if isinstance(error, HTTPException):
        code = CODES.get(error.status_code, "usage" if error.status_code < 500 else "internal")
        message = _PLAINLY.get(str(error.detail), str(error.detail))
        return Problem(code=code, message=message, status=error.status_code)
    told = f"this failed by a fault of this program ({described(error)}); please report it"
    return Problem(code="internal", message=told, status=500)


def wants_page(request: Request) -> bool:
    """True if a person's browser asks, and not a program: pages answer errors as pages."""
    path = request.url.path
    return not path.startswith(("/api/", "/mcp")) and not path.endswith(".json")
