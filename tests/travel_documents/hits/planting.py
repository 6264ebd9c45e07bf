"""Hits full of the needle, for the sweep over every address. The watch list serves all posts: an entry is known to the
desks of every office, so the needle stands in what was asked and said, not in the entry."""

from uuid import uuid4

from cases.travel_documents.hits import actions
from cases.travel_documents.hits.models import ClearedPair
from cases.travel_documents.hits.screening import NameHit
from tests.factories import make_user


def plant(by, needle):
    """A document hit that was answered, a name hit that was cleared, the pair, and the entry: {name: record}."""
    examiner, second = (make_user(office=by.office, roles=["DOC_EXAM"]) for _ in "ab")
    query = {"issuer": "UTO", "number": f"{needle}9", "type": "P", "names": [f"{needle} Person"]}
    found = ({"source": "lost_stolen", "record_id": 1, "number": f"{needle}9", "status": "STOLEN"},)
    hit = actions.raise_document_hit(office=by.office, by=by, found=found, query=query, response_id=needle)
    actions.ask(hit=hit, by=by, how=f"{needle} bureau")
    actions.record_answer(hit=hit, by=by, answer="CONFIRMED", words=f"{needle} words")
    actions.propose(hit=hit, by=examiner, evidence=f"{needle} evidence", key=uuid4())
    actions.add_note(hit=hit, by=by, text=f"{needle} note", key=uuid4())
    facts = {
        "names": ["Ordinary Name"], "born": [], "nationalities": ["UTO"], "sex": "", "documents": [], "ground": "OTHER",
        "source": "Partner", "valid_until": None, "remark": "",
    }  # fmt: skip
    entry = actions.add_entry(office=by.office, by=examiner, key=uuid4(), facts=facts)
    match = NameHit(entry.pk, 1, "Ordinary Name", 0.99, "STRONG", f"{needle} reason")
    name = actions.raise_name_hit(office=by.office, by=by, names=[match], query=query)
    given = {"hit": name, "verdict": "FALSE_POSITIVE", "reasons": ["photo"], "evidence": f"{needle} eyes"}
    actions.decide(by=examiner, key=uuid4(), **given)
    actions.second(hit=name, by=second, agrees=True, words=f"{needle} agreed", key=uuid4())
    return {"hit": hit, "name_hit": name, "watch_entry": entry, "pair": ClearedPair.objects.get(hit=name)}


def arguments(planted):
    """Values of the room's addresses."""
    return {
        "hit": planted["hit"].reference,
        "entry": planted["watch_entry"].reference,
        "pair": planted["pair"].pk,
        "deed": "note",
    }
