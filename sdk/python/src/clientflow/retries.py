"""Sends a request again where that does no harm and promises to help."""

from __future__ import annotations

import random
import time
from dataclasses import dataclass
from email.utils import parsedate_to_datetime

import httpx

FIRST_BACKOFF_SECONDS = 0.25
LONGEST_BACKOFF_SECONDS = 8.0
REPEATED_METHODS = {"GET", "HEAD", "OPTIONS", "PUT", "PATCH", "DELETE"}
GATEWAY_FAULTS = {502, 503, 504}

Outcome = httpx.Response | httpx.TransportError


@dataclass(frozen=True)
class Retries:
    """How long a call is worth trying."""

    max_tries: int = 4
    """How often a call is sent at most; 1 never repeats."""
    timeout_seconds: float = 30.0
    """How long one try waits without a sign of the server."""
    budget_seconds: float = 60.0
    """Beyond this no further try is begun."""


def send_with_retries(http: httpx.Client, request: httpx.Request, retries: Retries) -> httpx.Response:
    """What cannot be repeated in time comes back as it is: the last reply, or the last fault, raised."""
    deadline = time.monotonic() + retries.budget_seconds
    tries = 0
    while True:
        tries += 1
        timeout = min(retries.timeout_seconds, deadline - time.monotonic())
        outcome = _attempt(http, request, max(timeout, 0.001))
        wait = _wait_for(outcome, tries)
        repeats = tries < retries.max_tries and _is_worth_repeating(request, outcome)
        if not repeats or time.monotonic() + wait >= deadline:
            return _settle(outcome)
        time.sleep(wait)


def _attempt(http: httpx.Client, request: httpx.Request, timeout: float) -> Outcome:
    request.extensions["timeout"] = httpx.Timeout(timeout).as_dict()
    try:
        # Reads the reply to its end, so that a connection that breaks in the middle of it counts as a failed try.
        return http.send(request)
    except httpx.TransportError as fault:
        return fault


def _is_worth_repeating(request: httpx.Request, outcome: Outcome) -> bool:
    keyed = "Idempotency-Key" in request.headers
    if not keyed and request.method not in REPEATED_METHODS:
        return False
    # After a lost reply the version has moved on, and a repetition would be told 412 by its own success.
    if isinstance(outcome, httpx.TransportError):
        return "If-Match" not in request.headers
    status = outcome.status_code
    if status in (429, 503):
        return True
    # The first try may still be at work.
    if status == 409:
        return keyed and "Retry-After" in outcome.headers
    return status in GATEWAY_FAULTS and "If-Match" not in request.headers


def _wait_for(outcome: Outcome, tries: int) -> float:
    """As long as the server asks, and a little more at random, so that those who were refused together do not come back together."""
    backoff = random.uniform(0, min(FIRST_BACKOFF_SECONDS * 2**tries, LONGEST_BACKOFF_SECONDS))
    return backoff + (_retry_after(outcome) if isinstance(outcome, httpx.Response) else 0.0)


def _retry_after(response: httpx.Response) -> float:
    """`Retry-After` is a number of seconds or a date."""
    value = response.headers.get("Retry-After", "")
    if value.isdigit():
        return float(value)
    try:
        until = parsedate_to_datetime(value)
    except ValueError:
        return 0.0
    return max(until.timestamp() - time.time(), 0.0)


def _settle(outcome: Outcome) -> httpx.Response:
    if isinstance(outcome, httpx.TransportError):
        raise outcome
    return outcome
