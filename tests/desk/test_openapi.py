"""The description is complete, its examples are calls that go well, and calls made at random break nothing."""

from __future__ import annotations

import json
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from jsonschema import Draft202012Validator
from starlette.testclient import TestClient

from attribune.desk.access.tokens import add_token
from attribune.desk.app import create_app
from attribune.desk.rest.schemas import ANSWERS
from attribune.desk.settings import Limits, Settings
from attribune.records import Coverage, to_json
from tests.amount import tries
from tests.desk.conftest import BASE, Client
from tests.desk.described import operation_of

CALLS = tries(6, 50)  # made at random of each call


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    place = tmp_path_factory.mktemp("described")
    made: dict[str, Any] = create_app(Settings(corpus=place, folder=place))._pages.openapi()  # type: ignore[attr-defined]
    return made


@pytest.fixture(scope="module")
def drawn(document: dict[str, Any]) -> dict[str, Any]:
    """What draws calls, by the call's name."""
    pytest.importorskip("schemathesis", reason="random calls need schemathesis: ./run env installs it")
    import schemathesis

    listed: list[Any] = list(schemathesis.openapi.from_dict(document).get_all_operations())
    return {one.ok().definition.raw["operationId"]: one.ok().as_strategy() for one in listed}


def operations(document: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {call["operationId"]: call for path in document["paths"].values() for call in path.values()}


def references(value: Any) -> set[str]:
    if isinstance(value, dict):
        own = {value["$ref"]} if isinstance(value.get("$ref"), str) else set()
        return own.union(*(references(item) for item in value.values()))
    return set().union(*(references(item) for item in value)) if isinstance(value, list) else set()


def test_every_call_says_what_its_data_is(document: dict[str, Any]) -> None:
    files = {"capture_bytes", "dossier", "events"}
    assert set(operations(document)) == set(ANSWERS) | files
    for name in ANSWERS:
        answers = {status: one for status, one in operations(document)[name]["responses"].items() if status < "300"}
        for answer in answers.values():
            schema = answer["content"]["application/json"]["schema"]
            data = document["components"]["schemas"][schema["$ref"].rpartition("/")[2]]["properties"]["data"]
            shape = document["components"]["schemas"][data["$ref"].rpartition("/")[2]]
            assert shape["required"] and shape["additionalProperties"] is False and shape["description"], name


def test_every_error_is_described_and_every_reference_leads_somewhere(document: dict[str, Any]) -> None:
    for name, call in operations(document).items():
        assert {"400", "401", "403", "404", "413", "421", "422", "429", "500", "503"} <= set(call["responses"]), name
        assert call["description"] and call["tags"], name
    schemas = document["components"]["schemas"]
    assert {one.rpartition("/")[2] for one in references(document)} <= set(schemas)
    for schema in schemas.values():
        Draft202012Validator.check_schema(schema)


def test_a_record_is_described_as_it_goes_to_json(document: dict[str, Any]) -> None:
    schema = document["components"]["schemas"]["Coverage"]
    plain = to_json(Coverage(articles=1, outlets=1, from_="2026-05-01"))
    assert set(plain) == set(schema["properties"]) == set(schema["required"]) and "from" in plain


@pytest.mark.parametrize(
    ("path", "expected"),
    [("/check", 200), ("/read", 200), ("/guard", 200), ("/speakers/undo", 404), ("/speakers/merge", 404)],
)
def test_examples_are_calls(client: TestClient, path: str, expected: int) -> None:
    document = client.get("/api/v1/openapi.json").json()
    call = operation_of(document, "post", f"/api/v1{path}")
    assert call is not None
    body = call["requestBody"]["content"]["application/json"]["schema"]["$ref"].rpartition("/")[2]
    for example in document["components"]["schemas"][body]["examples"]:
        answered = client.post(f"/api/v1{path}", json=example)
        assert answered.status_code == expected, answered.text
        if path == "/guard":
            assert [one["fate"] for one in answered.json()["data"]["quotations"]] == ["altered"]


@pytest.mark.parametrize("name", sorted({*ANSWERS, "capture_bytes", "dossier"}))
def test_calls_made_at_random_are_answered_as_described(client: TestClient, drawn: dict[str, Any], name: str) -> None:
    """Schemathesis makes the calls; the client of these tests holds every answer to its description."""
    from hypothesis import HealthCheck, Phase, given, settings

    @given(case=drawn[name])
    @settings(max_examples=CALLS, database=None, deadline=None, derandomize=True, phases=[Phase.generate],
              suppress_health_check=list(HealthCheck))  # fmt: skip
    def ask(case: Any) -> None:
        sent = case.as_transport_kwargs(base_url=BASE)
        sent["url"] = BASE + case.formatted_path
        answered = client.request(sent.pop("method"), sent.pop("url"),
                                  **{key: value for key, value in sent.items() if value is not None})  # fmt: skip
        assert answered.status_code < 500, answered.text

    ask()


def test_arguments_of_every_kind_and_in_no_order_are_answered(client: TestClient, document: dict[str, Any]) -> None:
    """The same without schemathesis: values that no schema allows, in every place where a call takes one."""
    strange: list[Any] = [
        None,
        True,
        -1,
        2**70,
        1.5,
        "",
        "\0",
        "\ud800",
        "é" * 300,
        [],
        [[]],
        {},
        {"a": {}},
        "1 OR 1=1",
    ]
    for path, methods in document["paths"].items():
        for method, call in methods.items():
            places = [one["name"] for one in call.get("parameters", []) if one["in"] == "query"]
            for value in strange:
                text = value if isinstance(value, str) else json.dumps(value)
                text = text.encode("utf-8", "replace").decode()
                url = path
                for one in ("check", "version", "speaker", "capture", "job"):
                    url = url.replace("{" + one + "}", quote(text[:50], safe="") or secrets.token_hex(2))
                body = call.get("requestBody", {}).get("content", {})
                sent: dict[str, Any] = {"params": dict.fromkeys(places, text)}
                if "application/json" in body:
                    name = body["application/json"]["schema"]["$ref"].rpartition("/")[2]
                    fields = document["components"]["schemas"][name]["properties"]
                    sent |= {"content": json.dumps(dict.fromkeys(fields, value)),
                             "headers": {"Content-Type": "application/json"}}  # fmt: skip
                assert client.request(method, url, **sent).status_code < 500, (method, url, value)


def test_the_description_is_made_once_and_of_every_desk_the_same(
    make_client: Client, document: dict[str, Any], tmp_path: Path
) -> None:
    """The client of these tests relies on it: it holds the answers of all desks to one description."""
    tokens = tmp_path / "tokens.jsonl"
    add_token(tokens, "a", ["read"])
    app = make_client(tokens=tokens, limits=Limits(body=10_000)).app._pages  # type: ignore[attr-defined]
    assert app.openapi() is app.openapi()
    assert app.openapi() == document
