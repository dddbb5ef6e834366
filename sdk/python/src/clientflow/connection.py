"""What every call has in common: where to, by whom, and what to do with the reply."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import httpx

from .errors import ClientFlowError
from .retries import Retries, send_with_retries

if TYPE_CHECKING:
    from types import TracebackType

    from typing_extensions import Self


class Connection:
    """Sends calls of one credential to one server. It may be shared by threads."""

    def __init__(
        self,
        base_url: str,
        *,
        api_key: str | None = None,
        access_token: str | Callable[[], str] | None = None,
        business_id: str | None = None,
        retries: Retries | None = None,
        http: httpx.Client | None = None,
    ) -> None:
        """A client of the server at `base_url`, given without `/v1`.

        api_key: `cf_live_…` or `cf_test_…`, for programs.
        access_token: for people. A function is asked before each call, so that it can refresh a token that is about to end.
        business_id: which business a person who belongs to several means (`X-Business-Id`).
        http: what sends the requests, with proxies or certificates of your own; you close it yourself.
        """
        if api_key is not None and access_token is not None:
            raise TypeError("Give an api_key or an access_token, not both.")
        self._base_url = base_url.rstrip("/")
        self._token = api_key if api_key is not None else access_token
        self._business_id = business_id
        self._retries = retries or Retries()
        self._http = http or httpx.Client()
        self._owns_http = http is None

    def send(
        self,
        method: str,
        path: str,
        *,
        query: Mapping[str, Any] | None = None,
        body: Any = None,
        headers: Mapping[str, str | int | None] | None = None,
    ) -> httpx.Response:
        """One call, repeated where that is safe; a `POST` only with an `Idempotency-Key`.

        Answers the whole reply, for those who need its headers. Raises a ClientFlowError for a refusal.
        """
        url = self._base_url + path
        request = self._http.build_request(method, url, params=_present(query), json=body, headers=self._headers(headers))
        response = send_with_retries(self._http, request, self._retries)
        if not response.is_success:
            raise ClientFlowError(response)
        return response

    def _call(
        self,
        method: str,
        template: str,
        *,
        path: Mapping[str, str] | None = None,
        query: Mapping[str, Any] | None = None,
        body: Any = None,
        headers: Mapping[str, str | int | None] | None = None,
    ) -> Any:
        filled = re.sub(r"\{(\w+)\}", lambda name: quote((path or {})[name[1]], safe=""), template)
        response = self.send(method, filled, query=query, body=body, headers=headers)
        if not response.content:
            return None
        # A calendar is a text; everything else is JSON.
        return response.text if response.headers.get("Content-Type", "").startswith("text/") else response.json()

    def _headers(self, given: Mapping[str, str | int | None] | None) -> dict[str, str]:
        """Those that a caller would otherwise repeat, and over them those that the call itself brings."""
        token = self._token() if callable(self._token) else self._token
        own = {
            "Accept": "application/json",
            "Authorization": None if token is None else f"Bearer {token}",
            "X-Business-Id": self._business_id,
        }
        return {name: _header(value) for name, value in {**own, **_present(given)}.items() if value is not None}

    def close(self) -> None:
        """Gives the connections back."""
        if self._owns_http:
            self._http.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()


def new_idempotency_key() -> str:
    """Made before the first try, so that every repetition carries the same one."""
    return secrets.token_hex(16)


def _header(value: str | int) -> str:
    """A number is a version, which stands in quotes as an `ETag` does."""
    return f'"{value}"' if isinstance(value, int) else value


def _present(values: Mapping[str, Any] | None) -> dict[str, Any]:
    return {name: value for name, value in (values or {}).items() if value is not None}
