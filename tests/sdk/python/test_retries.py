"""What is sent again, and what is not."""

from __future__ import annotations

import json
import unittest
from email.utils import formatdate
from time import time

import httpx
from clientflow import ClientFlow, ClientFlowError, Retries, types
from faulty_server import FaultyServer, Reply, Step

CUSTOMER_ID = "01a1b2c3-7d4e-7f60-8a9b-0c1d2e3f4a5b"
CUSTOMER: types.NewCustomer = {"emails": [{"email": "ada.lovelace@example.com"}]}
EMPTY = Reply(200, {"data": [], "page": {"next_cursor": None, "has_more": False}})
CREATED = Reply(201, {"id": CUSTOMER_ID})


def refused(status: int, retry_after: str | None = None) -> Reply:
    headers = {} if retry_after is None else {"Retry-After": retry_after}
    return Reply(status, {"status": status, "code": "some_code", "title": "A refusal", "request_id": "some-id"}, headers)


class RetriesTest(unittest.TestCase):
    def server(self, *steps: Step) -> FaultyServer:
        server = FaultyServer(*steps).__enter__()
        self.addCleanup(server.__exit__, None, None, None)
        return server

    def client(self, server: FaultyServer, retries: Retries | None = None) -> ClientFlow:
        client = ClientFlow(server.url, api_key="cf_test_key", retries=retries)
        self.addCleanup(client.close)
        return client

    def test_a_read_is_repeated_after_a_fault_that_may_pass(self) -> None:
        faults: list[Step] = ["break", "break in the reply", refused(429), refused(502), refused(503), refused(504)]
        for fault in faults:
            with self.subTest(fault):
                server = self.server(fault, EMPTY)
                self.assertEqual(self.client(server).list_customers()["data"], [])
                self.assertEqual(len(server.seen), 2)

    def test_a_try_that_takes_too_long_is_given_up_and_repeated(self) -> None:
        server = self.server("silence", EMPTY)
        self.client(server, Retries(timeout_seconds=0.2)).list_customers()
        self.assertEqual(len(server.seen), 2)

    def test_every_repetition_of_a_post_carries_the_same_key_and_the_same_body(self) -> None:
        server = self.server("break", refused(503), CREATED)
        self.client(server).create_customer(CUSTOMER)
        self.assertEqual(len(server.seen), 3)
        self.assertEqual(len(set(server.keys())), 1)
        self.assertRegex(server.keys()[0] or "", "^[0-9a-f]{32}$")
        self.assertEqual([json.loads(each.body) for each in server.seen], [CUSTOMER] * 3)

    def test_a_key_of_the_caller_is_kept_and_two_calls_have_two_keys(self) -> None:
        server = self.server(CREATED)
        client = self.client(server)
        client.create_customer(CUSTOMER, idempotency_key="crm-4711")
        client.create_customer(CUSTOMER)
        client.create_customer(CUSTOMER)
        self.assertEqual(server.keys()[0], "crm-4711")
        self.assertEqual(len(set(server.keys())), 3)

    def test_a_post_whose_first_try_is_still_at_work_waits_for_it(self) -> None:
        server = self.server(refused(409, "0"), CREATED)
        self.assertEqual(self.client(server).create_customer(CUSTOMER)["id"], CUSTOMER_ID)
        self.assertEqual(len(server.seen), 2)

    def test_a_wait_is_as_long_as_the_server_asks(self) -> None:
        server = self.server(refused(429, "1"), EMPTY)
        self.client(server).list_customers()
        first, second = server.seen
        self.assertGreaterEqual(second.at - first.at, 1)

    def test_a_wait_beyond_the_budget_is_not_begun(self) -> None:
        for retry_after in ("60", formatdate(time() + 120, usegmt=True)):
            with self.subTest(retry_after):
                server = self.server(refused(503, retry_after), EMPTY)
                with self.assertRaises(ClientFlowError) as refusal:
                    self.client(server, Retries(budget_seconds=5)).list_customers()
                self.assertEqual((refusal.exception.status, len(server.seen)), (503, 1))

    def test_four_tries_are_the_most(self) -> None:
        server = self.server(refused(503))
        with self.assertRaises(ClientFlowError):
            self.client(server).list_customers()
        self.assertEqual(len(server.seen), 4)

    def test_a_connection_that_breaks_each_time_is_raised_in_the_end(self) -> None:
        server = self.server("break")
        with self.assertRaises(httpx.TransportError):
            self.client(server, Retries(max_tries=2)).list_customers()
        self.assertEqual(len(server.seen), 2)

    def test_an_answer_is_not_repeated(self) -> None:
        for status in (400, 401, 403, 404, 409, 412, 422, 500):
            with self.subTest(status):
                server = self.server(refused(status))
                with self.assertRaises(ClientFlowError) as refusal:
                    self.client(server).create_customer(CUSTOMER)
                self.assertEqual((refusal.exception.status, len(server.seen)), (status, 1))

    def test_what_has_no_key_and_changes_something_is_sent_once(self) -> None:
        server = self.server(refused(503))
        with self.assertRaises(ClientFlowError):
            self.client(server).log_in({"email": "ada.lovelace@example.com", "password": "seven kettles on a roof"})
        self.assertEqual(server.keys(), [None])

    def test_a_change_of_a_certain_version_is_repeated_after_a_refusal_but_not_after_a_lost_reply(self) -> None:
        refusing, breaking = self.server(refused(429), Reply(200, {})), self.server("break")
        self.client(refusing).update_customer(CUSTOMER_ID, {"first_name": "Ada"}, if_match=3)
        with self.assertRaises(httpx.TransportError):
            self.client(breaking).update_customer(CUSTOMER_ID, {"first_name": "Ada"}, if_match=3)
        self.assertEqual([each.headers["If-Match"] for each in refusing.seen], ['"3"', '"3"'])
        self.assertEqual(len(breaking.seen), 1)


if __name__ == "__main__":
    unittest.main()
