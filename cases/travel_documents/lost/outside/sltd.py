"""The gateway to lists beyond the office, such as the one that a National Central Bureau opens to INTERPOL's.

SLTD_URL names it (http or https), SLTD_TOKEN is sent as a bearer token, SLTD_TIMEOUT is what one question may take in
all, in seconds. Without a URL it is off. One POST a question:

    {"documents": [{"issuer": "UTO", "number": "UX7654321", "type": "P"}, …]}
    {"answers": [{"response_id": "…", "records": [{"type": "P", "status": "STOLEN", "date": "2025-12-20",
                  "circumstance": "…", "source": "…"}]}, …]}

with an answer for each document in their order, and no records where it is not known.
"""

import json
from datetime import date

from django.conf import settings

from cases.travel_documents.lost.models import Record
from cases.travel_documents.lost.outside import line
from cases.travel_documents.lost.outside.adapters import Reply, Told, Unanswered, add

NONSENSE = "it answered something that makes no sense"
MOST_RECORDS = 50  # about one document


class Sltd:
    name = "sltd"

    def is_on(self):
        return bool(settings.SLTD_URL)

    def ask(self, documents):
        asked = [dict(zip(("issuer", "number", "type"), document, strict=True)) for document in documents]
        body = json.dumps({"documents": asked}).encode()
        text = line.post(settings.SLTD_URL, body, token=settings.SLTD_TOKEN, seconds=settings.SLTD_TIMEOUT)
        try:
            return [_reply(answer) for answer in json.loads(text)["answers"]]
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
            raise Unanswered(NONSENSE) from None


def _reply(answer):
    records = answer["records"]
    if not isinstance(records, list) or len(records) > MOST_RECORDS:
        raise ValueError("records are no list, or too many")
    return Reply(True, tuple(map(_told, records)), _words(answer.get("response_id"), 80))


def _told(record):
    """What cannot be read makes the whole answer unusable: half an answer might look like a clear one."""
    status = record["status"]
    if status not in Record.Status.names:
        raise ValueError("no such status")
    day = date.fromisoformat(record["date"]) if record.get("date") else None
    words = _words(record.get("circumstance"), 200), _words(record.get("source"), 120)
    return Told(_words(record.get("type"), 20), status, day, *words)


def _words(value, most):
    """Text as a page and both databases can hold it."""
    text = value if isinstance(value, str) else ""
    return "".join(c if c.isprintable() else " " for c in text[:most])


add(Sltd())
