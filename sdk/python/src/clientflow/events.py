"""Follows the feed of everything that changes."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from . import types
    from .client import ClientFlow


def event_pages(
    client: ClientFlow,
    *,
    after: int = 0,
    type: Sequence[types.EventType] | None = None,
    limit: int | None = None,
    poll_seconds: float | None = None,
    stop: threading.Event | None = None,
) -> Iterator[types.EventPage]:
    """The feed of events from `after` on, page by page.

    Keep `page["page"]["next_after"]` together with what you made of the events: it is where to go on next time.
    With `poll_seconds` it goes on at the end of the feed and looks again after this long, until `stop` is set; else it ends there.
    Raises a ClientFlowError with the code `cursor_expired` when events after that position are no longer kept.
    """
    stop = stop or threading.Event()
    while not stop.is_set():
        page = client.list_events(after=after, type=None if type is None else list(type), limit=limit)
        moved = page["page"]["next_after"] != after
        after = page["page"]["next_after"]
        # With a filter the position moves past events that are not shown, which is worth keeping too.
        if moved:
            yield page
        if page["page"]["has_more"]:
            continue
        if poll_seconds is None:
            return
        stop.wait(poll_seconds)
