"""What may be said to travellers and to other departments: never that there is a list, nor that a name stood on it."""

from cases.travel_documents.hits.models import Status

WAIT = (
    "Your document needs a further check. This takes some time and says nothing about you. Please wait here, or leave "
    "us a telephone number at which we reach you."
)
ASK_FOR_DOCUMENT = (
    "To finish with your papers we need one more document that shows who you are: for example an earlier passport, a "
    "national identity card, or a birth certificate with the names of your parents. You may also give us anything else "
    "that you think helps."
)
DONE = "Thank you for waiting. The check of your document is finished."
NOT_HERE = "This cannot be finished here today. The office writes to you about what comes next."

ELSEWHERE = {
    "hit": "A check by hand is needed before this goes on. Speak to the travel-document desk of your office.",
    "refer": "A check by hand is needed before this goes on. Speak to the travel-document desk of your office.",
    "clear": "Nothing stands against going on.",
    "not_checked": "This was not checked.",
}


IN_STATE = {
    Status.DOCUMENT: ASK_FOR_DOCUMENT, Status.FALSE_POSITIVE: DONE, Status.DATA_ERROR: DONE,
    Status.UNCONFIRMED: DONE, Status.CONFIRMED: NOT_HERE, Status.CONFIRMED_RECOVERED: NOT_HERE,
    Status.TRUE_MATCH: NOT_HERE,
}  # fmt: skip


def for_traveller(hit):
    """What the desk says at the counter in this state."""
    return IN_STATE.get(hit.status, WAIT)
