"""Runs the samples that come as lines of JSON, one after the other, and answers each with the status that it got or with what went wrong."""

import contextlib
import io
import json
import os
import sys
import urllib.error
import urllib.request

statuses = []
send = urllib.request.urlopen


def send_and_note(request):
    try:
        reply = send(request)
    except urllib.error.HTTPError as error:
        statuses.append(error.code)
        raise
    statuses.append(reply.status)
    return reply


urllib.request.urlopen = send_and_note


def run(sample):
    statuses.clear()
    os.environ.update(sample["environment"])
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            exec(compile(sample["source"], "sample", "exec"), {"__name__": "__main__"})
    except urllib.error.HTTPError:
        pass
    except Exception as error:
        return {"fault": repr(error)}
    return {"status": statuses[-1]}


for line in sys.stdin:
    print(json.dumps(run(json.loads(line))), flush=True)
