"""Holds answers to what OpenAPI says of them: each answer of each test of the desk."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator
from referencing import Registry
from referencing.jsonschema import DRAFT202012
from starlette.testclient import TestClient

WHOLE = "urn:desk"
BEFORE_ROUTING = {405, 414}  # of no operation: no call has the method, or the address is too long to be one


class DescribedClient(TestClient):
    """A client that fails where an answer under ``/api/v1`` isn't the one that is described."""

    def request(self, method: str, url: Any, **values: Any) -> Any:
        """Ask, and compare the answer with its description."""
        response = super().request(method, url, **values)
        path = response.request.url.path
        if path.startswith("/api/v1/") and not path.endswith("openapi.json"):
            require_described(description(self), method, path, response)
        return response


_MADE: list[dict[str, Any]] = []


def description(client: TestClient) -> dict[str, Any]:
    """Return what OpenAPI says of every desk: it is the same for all, and takes longer to make than most tests."""
    if not _MADE:
        _MADE.append(client.app._pages.openapi())  # type: ignore[attr-defined]
    return _MADE[0]


def require_described(document: dict[str, Any], method: str, path: str, response: Any) -> None:
    """Fail where an answer has a status, a media type or a body that isn't described."""
    if response.status_code in BEFORE_ROUTING:
        return
    operation = operation_of(document, "GET" if method == "HEAD" else method, path)
    if operation is None:
        assert response.status_code in (403, 404, 421), (method, path, response.status_code)
        return
    described = operation["responses"].get(str(response.status_code))
    assert described, f"{method} {path}: status {response.status_code} isn't described"
    if response.status_code == 304:  # has no body
        return
    kind = response.headers["content-type"].partition(";")[0]
    assert kind in described["content"], f"{method} {path}: {kind} isn't described"
    if kind == "application/json" and method != "HEAD":
        validator = _validator(described["content"][kind]["schema"]["$ref"])
        errors = sorted(validator.iter_errors(response.json()), key=lambda error: len(error.path))
        assert not errors, f"{method} {path}: {errors[0].json_path}: {errors[0].message[:500]}"


def operation_of(document: dict[str, Any], method: str, path: str) -> dict[str, Any] | None:
    """Return what is said of a call; None where there is none."""
    for template, operations in document["paths"].items():
        if re.fullmatch(re.sub(r"\{[a-z]+\}", "[^/]+", template), path) and method.lower() in operations:
            found: dict[str, Any] = operations[method.lower()]
            return found
    return None


@cache
def _validator(reference: str) -> Draft202012Validator:
    """Return what tells whether an answer is of the schema; made once for all clients."""
    registry = Registry().with_resource(WHOLE, DRAFT202012.create_resource(_MADE[0]))
    return Draft202012Validator({"$ref": WHOLE + reference}, registry=registry)
