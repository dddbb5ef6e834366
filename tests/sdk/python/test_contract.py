"""Whether the client is that of the contract."""

from __future__ import annotations

import inspect
import json
import keyword
import re
import unittest
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import clientflow
import httpx
from clientflow import ClientFlow
from clientflow.connection import Connection

# Providers send there, and browsers go there; no program calls it.
NOT_CALLED = ("/webhooks/", "/v1/public/")
DOCUMENT = json.loads((Path(__file__).parents[3] / "generated/openapi.json").read_text("utf-8"))


class Operation(NamedTuple):
    id: str
    method: str
    path: str
    parameters: list[dict[str, Any]]
    has_body: bool

    @property
    def name(self) -> str:
        return re.sub("[A-Z]", lambda letter: "_" + letter[0].lower(), self.id)

    def examples(self, place: str) -> dict[str, Any]:
        return {each["name"]: each["example"] for each in self.parameters if each["in"] == place}


def operations() -> Iterator[Operation]:
    called = {path: item for path, item in DOCUMENT["paths"].items() if not path.startswith(NOT_CALLED)}
    for path, item in called.items():
        for method in item.keys() & {"get", "put", "post", "patch", "delete"}:
            found = item[method]
            parameters = [followed(each) for each in item.get("parameters", []) + found.get("parameters", [])]
            yield Operation(found["operationId"], method.upper(), path, parameters, "requestBody" in found)


def followed(parameter: dict[str, Any]) -> dict[str, Any]:
    name = parameter.get("$ref", "").rpartition("/")[2]
    return DOCUMENT["components"]["parameters"][name] if name else parameter


def argument(parameter: str) -> str:
    """A word of Python's own gets an underscore."""
    name = parameter.removeprefix("X-").lower().replace("-", "_")
    return f"{name}_" if keyword.iskeyword(name) else name


class ContractTest(unittest.TestCase):
    def test_each_operation_has_a_method_and_each_method_an_operation(self) -> None:
        methods = {name for name, _ in inspect.getmembers(ClientFlow, inspect.isfunction) if not name.startswith("_")}
        self.assertEqual(methods - set(dir(Connection)), {each.name for each in operations()})

    def test_each_method_sends_what_the_operation_takes(self) -> None:
        for operation in operations():
            with self.subTest(operation.id):
                request = self.request_of(operation)
                path = operation.path.format(**operation.examples("path"))
                self.assertEqual((request.method, request.url.path), (operation.method, path))
                self.assertEqual(set(request.url.params), set(operation.examples("query")))
                for name, value in operation.examples("header").items():
                    self.assertEqual(request.headers[name], value)
                self.assertEqual(request.content, b'{"a":1}' if operation.has_body else b"")

    def test_the_package_has_the_version_of_the_contract(self) -> None:
        self.assertEqual(clientflow.__version__, DOCUMENT["info"]["version"])

    def request_of(self, operation: Operation) -> httpx.Request:
        requests: list[httpx.Request] = []

        def answer(request: httpx.Request) -> httpx.Response:
            requests.append(request)
            return httpx.Response(204)

        client = ClientFlow("http://127.0.0.1:1", http=httpx.Client(transport=httpx.MockTransport(answer)))
        names = re.findall(r"\{(\w+)\}", operation.path)
        beside = operation.examples("query") | operation.examples("header")
        named = {argument(name): value for name, value in beside.items()}
        body = [{"a": 1}] if operation.has_body else []
        getattr(client, operation.name)(*[operation.examples("path")[name] for name in names], *body, **named)
        (request,) = requests
        return request


if __name__ == "__main__":
    unittest.main()
