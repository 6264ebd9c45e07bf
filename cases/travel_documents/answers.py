"""What the desk answers to other rooms (ports)."""

from cases.travel_documents import actions
from cases.travel_documents.actions import hitting
from cases.travel_documents.models import Batch, Screening
from secoffice import ports
from secoffice.ports import Answer, Refused

SENTENCES = {
    "hit": "A list knows this document or its holder; the hit waits to be confirmed.",
    "refer": "Something about this document needs a second look.",
    "not_checked": "Nothing was found, but not every list could be asked.",
    "clear": "All lists were asked, and none knows it.",
}


@ports.answers("screen document")
def screen_document(*, lines=None, issuer="", number="", type="", by, office=None, at=None, **_):
    """Screens a document for another room: the screening is kept, in the name of `by`. None for somebody who does not
    work at this desk or at no office."""
    try:
        made = actions.screen(
            by=by, office=office, lines=lines, issuer=issuer, number=number, type=type, at=at
        )
    except Refused:
        return None
    row = {
        "reference": made.reference,
        "url": made.get_absolute_url(),
        "reading": made.reading,
        "sources": made.sources,
    }
    return Answer(made.outcome, SENTENCES[made.outcome], rows=(row,))


@ports.hears("kept out of hits")
def keep_out(*, hits, by=None, at=None, **_):
    """Whoever turned out to be kin of somebody on the list reads no more of them on screenings and batches either."""
    for hit in hits:
        reference = hit.screening_ref.partition("/")[0]
        for model in (Screening, Batch):
            for record in model._base_manager.filter(reference=reference):
                hitting.keep_out(record, [hit], by=by, at=at)
