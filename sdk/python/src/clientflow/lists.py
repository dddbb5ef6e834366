"""Walks lists whose pages have cursors."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, Generic, ParamSpec, TypeVar, cast

T = TypeVar("T")
P = ParamSpec("P")

if TYPE_CHECKING:
    from typing_extensions import TypedDict

    from . import types

    class PageOf(TypedDict, Generic[T]):
        """What all lists with cursors have in common."""

        data: list[T]
        page: types.Page


def paginate(list_page: Callable[P, PageOf[T]], *args: P.args, **kwargs: P.kwargs) -> Iterator[T]:
    """Every item of a list, page after page: `for customer in paginate(client.list_customers, limit=100)`.

    Asks for the next page when the items of the last one are used up. Raises a ClientFlowError when the API refuses.
    """
    ask = cast("Callable[..., PageOf[T]]", list_page)
    query: dict[str, Any] = dict(kwargs)
    while True:
        page = ask(*args, **query)
        yield from page["data"]
        query["cursor"] = page["page"]["next_cursor"]
        if query["cursor"] is None:
            return
