"""Whether the README works as it is read, from top to bottom, with the server of CLIENTFLOW_URL."""

from __future__ import annotations

import contextlib
import io
import os
import re
import threading
import unittest
from pathlib import Path
from typing import Any

from clientflow import ClientFlow, event_pages, types

README = (Path(__file__).parents[3] / "sdk/python/README.md").read_text("utf-8")


class ReadmeTest(unittest.TestCase):
    def test_it_works_as_it_is_read(self) -> None:
        url = os.environ["CLIENTFLOW_URL"]
        program = "\n".join(re.findall(r"```python\n(.*?)```", README, re.DOTALL)).replace("https://api.example.com", url)
        with ClientFlow(url, api_key=os.environ["CLIENTFLOW_API_KEY"]) as client:
            twilio = client.create_integration(
                {"provider": "twilio", "name": "Twilio", "account_sid": "AC" + "0" * 32, "auth_token": "0" * 32}
            )
            client.create_channel(
                {"type": "sms", "integration_id": twilio["id"], "address": "+14155550100", "name": "Texts", "a2p_status": "approved"}
            )
            position = max((page["page"]["next_after"] for page in event_pages(client)), default=0)
        handled: list[types.Event] = []
        stop = threading.Event()

        def handle(event: types.Event) -> None:
            handled.append(event)
            stop.set()

        names: dict[str, Any] = {"position": position, "stop": stop, "handle": handle}
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(program, names)

        self.assertEqual({event["type"] for event in handled}, {"customer.created"})
        existing, customer = names["customer"]["id"], names["client"].get_customer(names["customer"]["id"])
        self.assertIn(f"{existing} ", printed.getvalue())
        self.assertEqual(customer["lifecycle_stage"], "customer")
        self.assertIn("queued []\noutbound See you at eleven.\n", printed.getvalue())
        names["client"].close()


if __name__ == "__main__":
    unittest.main()
