"""What is changed in the contract and in the requests that Schemathesis makes up, and why."""

import base64
import hashlib
import hmac
import itertools
import json
import os
import time
import urllib.parse
import uuid

import schemathesis
from hypothesis import strategies

# scripts/fuzz.ts says which ids stand for which: that of an example for a row that is there, that of the running credential for a spare one.
SUBSTITUTES = json.loads(os.environ.get("FUZZ_SUBSTITUTES", "{}"))
# And which rows are there, by the name of the path parameter.
ROWS = {name: itertools.cycle(ids) for name, ids in json.loads(os.environ.get("FUZZ_ROWS", "{}")).items()}

# The accounts whose providers' requests are fuzzed: their ids, and what proves them.
PROVIDERS = json.loads(os.environ.get("FUZZ_PROVIDERS", "{}"))

# Every part of a path of the contract.
PATH_WORDS = set()

used_keys = set()
turns = itertools.count()


@schemathesis.hook
def before_load_schema(context, raw_schema):
    PATH_WORDS.update(word for path in raw_schema["paths"] for word in path.split("/"))
    drop_surrogates(raw_schema)
    name_entity_tags(raw_schema)


@schemathesis.hook
def before_call(context, case, kwargs):
    refresh_idempotency_key(case)
    drop_false_ids(case)
    find_rows(case)
    substitute_ids(case)
    come_from_provider(case, kwargs)


def drop_surrogates(node):
    """
    The patterns of text refuse lone surrogates. Schemathesis would drop such a pattern whole, because its engine knows no surrogates, and then
    send text that the rest of the pattern refuses. It sends UTF-8, in which there are none, so leaving the range out changes no verdict.
    """
    for key, value in node.items() if isinstance(node, dict) else enumerate(node):
        if key == "pattern" and isinstance(value, str):
            node[key] = value.replace("\\uD800-\\uDFFF", "")
        elif isinstance(value, (dict, list)):
            drop_surrogates(value)


# Strong tags only: a weak one never matches If-Match, and is refused there.
schemathesis.openapi.format("entity-tag", strategies.from_regex(r'\A"[!#-~]{1,40}"(, ?"[!#-~]{1,40}")?\Z'))


def name_entity_tags(schema):
    """
    In headers the coverage phase makes up letters and digits only. Entity tags need quotes, so it had no valid one, put a number in their place
    and still called the request valid. A format brings values of its own.
    """
    for node in schema.values() if isinstance(schema, dict) else schema:
        if isinstance(node, dict) and node.get("name") in ("If-Match", "If-None-Match"):
            node["schema"]["format"] = "entity-tag"
        elif isinstance(node, (dict, list)):
            name_entity_tags(node)


def refresh_idempotency_key(case):
    """A key is good for one request. Schemathesis sends the documented one again and again with other bodies, which is a 422 by contract."""
    headers = case.headers or {}
    name = next((name for name in headers if name.lower() == "idempotency-key"), None)
    if name is None:
        return
    # The first use of a key goes out as it is, so that the shortest and the longest are tried too.
    key = (case.operation.label, str(headers[name]).strip('"'))
    if key in used_keys and not has_bad_headers(case):
        headers[name] = str(uuid.uuid4())
    used_keys.add(key)


def has_bad_headers(case):
    """Whether the headers are meant to be refused; a good key would turn the refusal into a success."""
    return is_bad(case, "header")


def is_bad(case, place):
    parts = case.meta.components.items() if case.meta else ()
    return any(location.value == place and part.mode.is_negative for location, part in parts)


def phase_of(case):
    return case.meta.phase.name.value if case.meta else ""


def drop_false_ids(case):
    """
    Schemathesis follows every text in a reply that looks like one of our paths. The table of permissions lists the paths themselves, so `accept`,
    the end of one, became the id of an invitation, in a request that was meant to be good.
    """
    if phase_of(case) != "stateful" or is_bad(case, "path"):
        return
    for name, value in (case.path_parameters or {}).items():
        if name.endswith("_id") and str(value) in PATH_WORDS:
            case.path_parameters[name] = str(uuid.uuid4())


def find_rows(case):
    """
    A made-up id is a 404 and nothing more, whatever else the request holds. Three of four name rows that are there; the stateful phase finds its
    own for the path. The same goes for a business that is not the caller's, a version that was never there and a name that was taken long ago.
    """
    phase = phase_of(case)
    if phase == "examples" or next(turns) % 4 == 0:
        return
    if phase != "stateful" and not is_bad(case, "path"):
        name_rows(case.path_parameters or {})
    if not is_bad(case, "header"):
        headers = case.headers or {}
        if "X-Business-Id" in headers:
            headers["X-Business-Id"] = next(ROWS["business_id"])
        if "If-Match" in headers:
            headers["If-Match"] = "*"
    if not is_bad(case, "body") and isinstance(case.body, dict):
        name_rows(case.body)
        for name in ("slug", "external_id"):
            if case.body.get(name) is not None:
                case.body[name] = f"fuzz-{uuid.uuid4()}"


def name_rows(values):
    for name, value in values.items():
        row = "member_id" if name in ("owner_member_id", "reassign_to") else name
        if row in ROWS and value is not None:
            values[name] = next(ROWS[row])


def substitute_ids(case):
    """
    The ids of the documented examples would all be 404. And whoever revokes, rotates or narrows the key or the session that runs the pass ends
    it, and turns the rest into 401s; that happens to a spare one instead.
    """
    for values in (case.path_parameters, case.headers):
        for name, value in (values or {}).items():
            substitute = SUBSTITUTES.get(str(value).lower())
            if substitute is not None:
                values[name] = substitute


def come_from_provider(case, kwargs):
    """What a provider sends is proved, or it would be a 403 and nothing more. It is signed as it goes out, when its bytes are known."""
    words = case.operation.path.split("/")
    if words[1] != "webhooks":
        return
    provider = PROVIDERS[words[2]]
    if not is_bad(case, "path"):
        name = "calendar_connection_id" if words[2] == "google-calendar" else "integration_id"
        case.path_parameters[name] = provider["id"]
    if words[2] == "twilio" and isinstance(case.body, dict):
        case.body["AccountSid"] = provider["account_sid"]
    # Unless it is sent without its signature on purpose.
    if has_bad_headers(case):
        return
    kwargs["auth"] = lambda request: prove(request, words[2], provider)


def prove(request, name, provider):
    secret = provider["secret"]
    body = request.body or b""
    body = body.encode() if isinstance(body, str) else body
    if name == "twilio":
        fields = sorted(dict(reversed(urllib.parse.parse_qsl(body.decode(errors="replace"), keep_blank_values=True))).items())
        text = request.url + "".join(name + value for name, value in fields)
        digest = hmac.new(secret.encode(), text.encode(), hashlib.sha1).digest()
        request.headers["X-Twilio-Signature"] = base64.b64encode(digest).decode()
    elif name == "google-calendar":
        request.headers["X-Goog-Channel-ID"] = provider["id"]
        request.headers["X-Goog-Channel-Token"] = secret
        request.headers["X-Goog-Resource-State"] = "exists"
    elif name == "sms":
        timestamp = str(int(time.time()))
        request.headers["X-SMS-Timestamp"] = timestamp
        request.headers["X-SMS-Signature"] = hmac.new(secret.encode(), timestamp.encode() + b"." + body, hashlib.sha256).hexdigest()
    else:
        request.headers["Authorization"] = "Basic " + base64.b64encode(f"clientflow:{secret}".encode()).decode()
    return request


@schemathesis.deserializer("audio/mpeg")
def sound(ctx, response):
    """A schema knows nothing of sound but that it is there."""
    return response.content.hex()


@schemathesis.deserializer("text/html", "text/calendar")
def page(ctx, response):
    """A page or a calendar is a text like any other."""
    return response.text
