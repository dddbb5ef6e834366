"""
What a program does with messages and calls, with the API and the worker of CLIENTFLOW_URL.
CLIENTFLOW_API_KEY belongs to a fresh business, and CLIENTFLOW_OUTSIDE is where customers and vendors
act (scripts/journeys/outside.yaml). tests/journeys/messages.test.ts is the same in TypeScript.
"""

from __future__ import annotations

import os
import time
import unittest
from collections.abc import Callable
from typing import Any, TypeVar

import httpx
from clientflow import ClientFlow, types

T = TypeVar("T")
ACCOUNT = {"account_sid": "AC" + "b" * 32, "auth_token": "TheTokenOfThisJourneyInPython000"}


def until(what: str, ask: Callable[[], T | None]) -> T:
    """Asks again and again, because vendors and the worker take their time."""
    deadline = time.monotonic() + 60
    while (answer := ask()) is None:
        if time.monotonic() > deadline:
            raise AssertionError(f"Waited a minute in vain until {what}.")
        time.sleep(0.05)
    return answer


def outside(path: str, body: dict[str, Any]) -> Any:
    reply = httpx.post(os.environ["CLIENTFLOW_OUTSIDE"] + path, json=body, timeout=30).raise_for_status()
    return reply.json() if reply.content else None


class MessagesTest(unittest.TestCase):
    def setUp(self) -> None:
        self.client = ClientFlow(os.environ["CLIENTFLOW_URL"], api_key=os.environ["CLIENTFLOW_API_KEY"])
        self.addCleanup(self.client.close)

    def test_a_text_is_answered_and_the_answer_arrives(self) -> None:
        client, (urls, _) = self.client, self.text_line("+14155550110")
        caller = "+14155550135"
        text = {"account": ACCOUNT, "url": urls["messages"], "from": caller, "to": "+14155550110", "body": "Anything free on Friday?"}
        self.assertEqual(outside("/texts", text)["statuses"], [200])

        thread = until(
            "the thread is there",
            lambda: next((each for each in client.list_conversations()["data"] if each["peer_address"] == caller), None),
        )
        self.assertEqual(thread["activity"]["unread_count"], 1)
        answer = client.create_conversation_message(thread["id"], {"content": {"type": "text", "body": "Yes, at eleven."}})
        self.assertEqual(self.settled(answer["id"], "delivered")["provider"], "twilio")
        self.assertEqual(self.words(thread["id"]), ["Yes, at eleven.", "Anything free on Friday?"])

    def test_a_missed_call_becomes_a_thread(self) -> None:
        client, (urls, integration_id) = self.client, self.text_line("+14155550111")
        voice: types.ChannelVoice = {"forward_to": "+14155550199", "greeting": None, "record": False, "announce": None}
        client.create_channel(
            {"type": "voice", "integration_id": integration_id, "address": "+14155550111", "name": "Calls", "voice": voice}
        )
        template = client.create_message_template(
            {"name": "Missed call", "channel": "sms", "category": "conversational", "body": "Sorry that we missed your call!"}
        )
        client.replace_messaging_policy({"missed_call_text_back": {"enabled": True, "template_in_hours_id": template["id"], "delay_s": 0}})
        caller = "+14155550136"
        call = {"account": ACCOUNT, "voice_url": urls["voice"], "status_url": urls["call_status"], "from": caller, "to": "+14155550111"}
        sid = outside("/calls", call)["id"]

        def answered() -> types.Call | None:
            found = client.list_calls(from_=caller)["data"]
            return found[0] if found and found[0]["text_back"] and found[0]["text_back"]["status"] == "sent" else None

        missed = until("the text after the call is written", answered)
        self.assertEqual((missed["provider_call_id"], missed["result"]), (sid, "missed"))
        text_back, conversation_id = missed["text_back"], missed["conversation_id"]
        assert text_back and text_back["message_id"] and conversation_id
        self.settled(text_back["message_id"], "delivered")
        outside("/texts", {"account": ACCOUNT, "url": urls["messages"], "from": caller, "to": "+14155550111", "body": "On Friday, please."})
        until("the answer is there", lambda: True if len(self.words(conversation_id)) > 1 else None)
        self.assertEqual(self.words(conversation_id), ["On Friday, please.", "Sorry that we missed your call!"])

    def test_a_mail_bounces_and_the_address_is_closed(self) -> None:
        client = self.client
        token = "00000000-0000-4000-8000-0000000000ff"
        made = client.create_integration({"provider": "postmark", "name": "Mail", "server_token": token})
        url = next(each["url"] for each in made["inbound_urls"] if each["purpose"] == "events")
        outside("/postmark-webhooks", {"server_token": token, "url": url, "username": made["inbound_username"], "password": made["secret"]})
        client.create_channel({"type": "email", "integration_id": made["id"], "address": "desk@example.com", "name": "Desk"})
        to = "hardbounce@bounce-testing.postmarkapp.com"
        mail: types.NewMessage = {
            "to": to,
            "channel_type": "email",
            "category": "transactional",
            "content": {"type": "text", "subject": "Your visit", "body": "See you at eleven."},
        }

        error = self.settled(client.send_message(mail)["id"], "failed")["error"]
        self.assertEqual(error and error["provider_code"], "HardBounce")
        self.assertEqual(
            [(each["reason"], each["active"]) for each in client.list_suppressions(address=to)["data"]], [("hard_bounce", True)]
        )
        second = client.send_message(mail)
        self.assertEqual((second["status"], second["provider_message_id"]), ("suppressed", None))
        self.assertEqual([each["code"] for each in second["reasons"]], ["suppressed"])

    def text_line(self, number: str) -> tuple[dict[str, str], str]:
        """Where an account that is connected tells of what, and its id; it has this number for texts."""
        made = self.client.create_integration(
            {"provider": "twilio", "name": "Twilio", "account_sid": ACCOUNT["account_sid"], "auth_token": ACCOUNT["auth_token"]}
        )
        self.client.create_channel(
            {"type": "sms", "integration_id": made["id"], "address": number, "name": "Texts", "a2p_status": "approved", "is_default": True}
        )
        return {each["purpose"]: each["url"] for each in made["inbound_urls"]}, made["id"]

    def settled(self, message_id: str, status: str) -> types.Message:
        def ask() -> types.Message | None:
            message = self.client.get_message(message_id)
            return message if message["status"] == status else None

        return until(f"the message is {status}", ask)

    def words(self, conversation_id: str) -> list[str]:
        """What was said, the newest first."""
        return [each["body"] for each in self.client.list_conversation_messages(conversation_id)["data"]]


if __name__ == "__main__":
    unittest.main()
