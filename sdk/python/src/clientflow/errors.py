"""What a refusal is."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import httpx

if TYPE_CHECKING:
    from . import types


class ClientFlowError(Exception):
    """A reply that is no success. Decide by `code`; the text is for people.

    When there was no reply at all, what httpx raises is raised: an `httpx.TransportError`.
    """

    status: int
    code: types.ErrorCode | None
    """None when something in between answered instead of the API."""
    problem: types.Problem | None
    request_id: str | None
    """Quote it when you ask for help."""
    response: httpx.Response

    def __init__(self, response: httpx.Response) -> None:
        problem = _problem_of(response)
        text = f"The server answered {response.status_code}."
        if problem is not None:
            text = problem.get("detail") or problem["title"]
        super().__init__(text)
        self.status = response.status_code
        self.code = None if problem is None else problem["code"]
        self.problem = problem
        self.request_id = response.headers.get("X-Request-Id") if problem is None else problem["request_id"]
        self.response = response


def _problem_of(response: httpx.Response) -> types.Problem | None:
    try:
        body = response.json()
    except ValueError:
        return None
    is_problem = isinstance(body, dict) and {"code", "status", "title", "request_id"} <= body.keys()
    return cast("types.Problem", body) if is_problem else None
