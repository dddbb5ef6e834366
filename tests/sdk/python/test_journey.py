"""What a program does with a server that runs. CLIENTFLOW_URL says where it is; the business of CLIENTFLOW_API_KEY is a fresh one."""

from __future__ import annotations

import os
import unittest
from uuid import uuid4

from clientflow import ClientFlow, ClientFlowError, event_pages, new_idempotency_key, paginate, types


def customer_named(name: str) -> types.NewCustomer:
    return {"first_name": name, "emails": [{"email": f"{uuid4()}@example.com"}], "tags": ["journey"]}


class JourneyTest(unittest.TestCase):
    def setUp(self) -> None:
        self.client = ClientFlow(os.environ["CLIENTFLOW_URL"], api_key=os.environ["CLIENTFLOW_API_KEY"])
        self.addCleanup(self.client.close)

    def test_a_program_keeps_customers(self) -> None:
        client = self.client
        self.assertEqual(client.get_me()["principal"], "api_key")
        position = max((page["page"]["next_after"] for page in event_pages(client)), default=0)

        # The same request twice makes one customer.
        key, wanted = new_idempotency_key(), customer_named("Ada")
        ada = client.create_customer(wanted, idempotency_key=key)
        again = client.send("POST", "/v1/customers", body=wanted, headers={"Idempotency-Key": key})
        self.assertEqual(again.json(), ada)
        self.assertEqual(again.headers["Idempotent-Replayed"], "true")

        # A version can be changed once.
        changed = client.update_customer(ada["id"], {"lifecycle_stage": "customer", "first_name": None}, if_match=ada["version"])
        self.assertEqual((changed["lifecycle_stage"], changed["first_name"], changed["version"]), ("customer", None, 2))
        with self.assertRaises(ClientFlowError) as outdated:
            client.update_customer(ada["id"], {"lifecycle_stage": "lead"}, if_match=ada["version"])
        self.assertEqual((outdated.exception.status, outdated.exception.code), (412, "precondition_failed"))

        # Each customer is met once, however small the pages.
        made = [ada["id"], *(client.create_customer(customer_named(name))["id"] for name in ("Grace", "Mary"))]
        walked = [customer["id"] for customer in paginate(client.list_customers, tag=["journey"], limit=2)]
        self.assertEqual(walked, made[::-1])

        note = client.create_customer_note(ada["id"], {"body": "Prefers mornings.", "pinned": True})
        self.assertEqual([each["id"] for each in paginate(client.list_customer_notes, ada["id"])], [note["id"]])

        # What a refusal says is at hand.
        with self.assertRaises(ClientFlowError) as taken:
            client.create_customer(wanted)
        self.assertEqual(taken.exception.code, "duplicate_customer")
        self.assertEqual(taken.exception.problem and taken.exception.problem.get("existing_id"), ada["id"])
        self.assertRegex(taken.exception.request_id or "", "^[0-9a-f-]{36}$")

        client.delete_customer(ada["id"])
        with self.assertRaises(ClientFlowError) as gone:
            client.get_customer(ada["id"])
        self.assertEqual((gone.exception.status, gone.exception.code), (404, "not_found"))

        # The feed tells all of it, in order.
        followed = [event["type"] for page in event_pages(client, after=position, limit=2) for event in page["data"]]
        changes = ["customer.created", "customer.updated", "customer.created", "customer.created", "customer_note.created"]
        self.assertEqual(followed, [*changes, "customer.deleted"])


if __name__ == "__main__":
    unittest.main()
