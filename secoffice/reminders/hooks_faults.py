"""What an answer to a posted notice means for it, and how long its hook rests then. Pure.

| answer | verdict |
|---|---|
| 2xx | sent |
| 410 | failed, and the hook is switched off |
| 408, 425, 429, 5xx; no answer, and the text had not left | the hook rests, the notice waits |
| no answer after the text left | the same, under the same identity; what must never come twice: unknown |
| anything else, a redirect among it; an address that is not allowed | failed |
"""

import ssl
from socket import gaierror

from secoffice.reminders.faults import (
    FAIL,
    GIVE_UP,
    RETRY,
    SENT,
    TRIED_ENOUGH,
    TRIES_OF_A_BUG,
    UNSURE,
    Verdict,
)
from secoffice.reminders.hooks_line import Lost
from secoffice.reminders.hooks_places import Unfit
from secoffice.reminders.models import Mail

OFF, GIVEN_UP = "off", "Given up after 5 days."
LATER = (408, 425, 429)
RESTS = (RETRY, UNSURE)  # the far end is in trouble, not this one notice


def on_answer(status):
    code = str(status)
    if 200 <= status < 300:
        return Verdict(SENT, code)
    if status == 410:
        return Verdict(OFF, code, "The address answered 410: it is gone for good.")
    if status in LATER or status >= 500:
        return Verdict(RETRY, code, f"The address answered {code}.")
    if 300 <= status < 400:
        return Verdict(FAIL, code, f"The address answered {code}; a redirect is never followed.")
    return Verdict(FAIL, code, f"The address answered {code}.")


def on_error(error, attempts):
    """An exception of `hooks_line.post`, or a mistake of ours."""
    if isinstance(error, Unfit):
        return Verdict(FAIL, "address", str(error))
    if not isinstance(error, Lost):
        outcome = RETRY if attempts < TRIES_OF_A_BUG else FAIL
        return Verdict(outcome, "bug", f"{type(error).__name__}: see the log")
    if error.handed_over:
        return Verdict(UNSURE, "lost", f"{_words(error.why)} after the text; it may have arrived.")
    return Verdict(RETRY, "line", f"{_words(error.why)}.")


def _words(why):
    match why:
        case gaierror():
            return "The host was not found"
        case ssl.SSLError():
            return "The certificate of the host was not accepted"
        case ConnectionRefusedError():
            return "The host took no connection"
        case TimeoutError():
            return "There was no answer in time"
    return f"The line was lost ({type(why).__name__})"


def settle(mail, verdict, tried, now):
    """The state a posted row gets, with the error to keep. `tried`: how often in a row its hook was tried in vain."""
    if verdict.outcome == SENT:
        return Mail.State.SENT, ""
    if verdict.outcome in (FAIL, OFF):
        return Mail.State.FAILED, verdict.error
    if verdict.outcome == UNSURE and mail.never_twice:
        return Mail.State.UNKNOWN, verdict.error
    if tried > TRIED_ENOUGH and now - mail.created_at > GIVE_UP:
        return Mail.State.FAILED, f"{GIVEN_UP} {verdict.error}"[:200]
    return Mail.State.RETRYING, verdict.error
