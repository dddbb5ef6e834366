"""What a call sends and what comes back."""

from __future__ import annotations

import json
import threading
import unittest

import httpx
from clientflow import ClientFlow, ClientFlowError, Retries, event_pages, paginate

CUSTOMER_ID = "01a1b2c3-7d4e-7f60-8a9b-0c1d2e3f4a5b"


class Recorder:
    """Answers with these, the last one again and again, and remembers what was asked."""

    def __init__(self, *replies: httpx.Response) -> None:
        self.requests: list[httpx.Request] = []
        self._replies = replies
        self.http = httpx.Client(transport=httpx.MockTransport(self._answer))

    def _answer(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        reply = self._replies[min(len(self.requests), len(self._replies)) - 1]
        return httpx.Response(reply.status_code, headers=reply.headers, content=reply.content)

    def urls(self) -> list[str]:
        return [request.url.raw_path.decode() for request in self.requests]


def client_of(recorder: Recorder, **options: str) -> ClientFlow:
    return ClientFlow("http://127.0.0.1:1/", http=recorder.http, retries=Retries(max_tries=1), **options)


def list_page(ids: list[str], next_cursor: str | None) -> httpx.Response:
    return httpx.Response(200, json={"data": [{"id": each} for each in ids], "page": {"next_cursor": next_cursor, "has_more": False}})


def event_page(next_after: int, has_more: bool = False) -> httpx.Response:
    return httpx.Response(200, json={"data": [], "page": {"next_after": next_after, "has_more": has_more}})


class CallsTest(unittest.TestCase):
    def test_a_calendar_is_a_text(self) -> None:
        calendar = "BEGIN:VCALENDAR\r\nEND:VCALENDAR"
        recorder = Recorder(httpx.Response(200, headers={"Content-Type": "text/calendar; charset=utf-8"}, text=calendar))

        self.assertEqual(client_of(recorder).get_appointment_calendar_file(CUSTOMER_ID), calendar)

    def test_the_credential_and_the_business_go_with_every_call(self) -> None:
        recorder = Recorder(httpx.Response(200, json={}))
        client_of(recorder, api_key="cf_test_key").get_me()
        tokens = iter(["first", "second"])
        person = ClientFlow("http://127.0.0.1:1", http=recorder.http, access_token=lambda: next(tokens), business_id="of-the-client")
        person.list_customers()
        person.list_customers(business_id="of-the-call")

        sent = [(each.headers["Authorization"], each.headers.get("X-Business-Id")) for each in recorder.requests]
        self.assertEqual(sent, [("Bearer cf_test_key", None), ("Bearer first", "of-the-client"), ("Bearer second", "of-the-call")])

    def test_two_credentials_at_once_are_a_mistake(self) -> None:
        with self.assertRaisesRegex(TypeError, "not both"):
            ClientFlow("http://127.0.0.1:1", api_key="one", access_token="two")

    def test_what_is_none_in_a_body_is_sent_as_null_and_what_is_none_beside_it_is_left_out(self) -> None:
        recorder = Recorder(httpx.Response(200, json={}))
        client_of(recorder).update_customer(CUSTOMER_ID, {"company": None})
        (request,) = recorder.requests
        self.assertEqual(json.loads(request.content), {"company": None})
        self.assertNotIn("If-Match", request.headers)

    def test_values_in_the_path_are_escaped(self) -> None:
        recorder = Recorder(httpx.Response(200, json={}))
        client_of(recorder).add_customer_tag(CUSTOMER_ID, "a/b c?")
        self.assertEqual(recorder.urls(), [f"/v1/customers/{CUSTOMER_ID}/tags/a%2Fb%20c%3F"])

    def test_what_a_later_version_adds_does_no_harm(self) -> None:
        later = {"data": [{"id": "1", "type": "rocket.launched"}], "page": {"next_after": 1, "has_more": False}, "more": 1}
        page = client_of(Recorder(httpx.Response(200, json=later))).list_events()
        self.assertEqual(page["data"][0]["type"], "rocket.launched")

    def test_a_reply_of_something_in_between_is_an_error_without_a_code(self) -> None:
        proxy = Recorder(httpx.Response(404, headers={"X-Request-Id": "of-the-proxy"}, html="no such host"))
        with self.assertRaisesRegex(ClientFlowError, r"^The server answered 404\.$") as refusal:
            client_of(proxy).get_me()
        self.assertIsNone(refusal.exception.code)
        self.assertEqual(refusal.exception.request_id, "of-the-proxy")

    def test_a_list_is_walked_page_by_page_with_its_filters(self) -> None:
        recorder = Recorder(list_page(["1", "2"], "a b+c"), list_page(["3"], None))
        walked = [each["id"] for each in paginate(client_of(recorder).list_customers, tag=["vip", "colour"], include_deleted=True)]
        self.assertEqual(walked, ["1", "2", "3"])
        self.assertEqual(recorder.urls()[0], "/v1/customers?tag=vip&tag=colour&include_deleted=true")
        self.assertEqual(recorder.requests[1].url.params["cursor"], "a b+c")
        self.assertEqual(recorder.requests[1].url.params.get_list("tag"), ["vip", "colour"])

    def test_who_leaves_the_walk_asks_for_no_further_page(self) -> None:
        recorder = Recorder(list_page(["1", "2"], "next"))
        for note in paginate(client_of(recorder).list_customer_notes, CUSTOMER_ID):
            if note["id"] == "2":
                break
        self.assertEqual(len(recorder.requests), 1)

    def test_the_feed_goes_on_at_its_end_until_it_is_stopped(self) -> None:
        recorder = Recorder(event_page(2, has_more=True), event_page(2), event_page(2), event_page(3))
        stop = threading.Event()
        positions = []
        for page in event_pages(client_of(recorder), type=["customer.created"], poll_seconds=0.001, stop=stop):
            positions.append(page["page"]["next_after"])
            if positions[-1] == 3:
                stop.set()
        self.assertEqual(positions, [2, 3])
        self.assertEqual([each.url.params["after"] for each in recorder.requests], ["0", "2", "2", "2"])

    def test_without_a_pause_the_walk_ends_where_the_feed_ends(self) -> None:
        recorder = Recorder(event_page(9))
        self.assertEqual(len(list(event_pages(client_of(recorder), after=9))), 0)
        self.assertEqual(len(recorder.requests), 1)


if __name__ == "__main__":
    unittest.main()
