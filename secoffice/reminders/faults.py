"""What went wrong when a mail was handed over, and what that means for it (reliability §3.4). Pure.

| trouble | verdict |
|---|---|
| no connection, silence, no TLS, sign-in or sender refused | the channel pauses, the mail waits |
| 4xx; connection lost before the text left | try again later |
| connection lost after the text left | unsure: it may have arrived |
| 5xx on the recipient | failed, and the address counts as bounced |
| 5xx on the text; a text that cannot be written | failed |
"""

import smtplib
from dataclasses import dataclass
from datetime import timedelta

from celery.exceptions import SoftTimeLimitExceeded

STOP = (SoftTimeLimitExceeded,)  # not a fault of the mail: the worker is told to end
RETRY, UNSURE, FAIL, CHANNEL, SENT, GONE = "retry", "unsure", "fail", "channel", "sent", "gone"
BACK_OFF = [timedelta(minutes=minutes) for minutes in (1, 5, 15, 60)]
GIVE_UP = timedelta(days=5)
TRIED_ENOUGH = 10  # five days in which nobody tried are no reason to give up
TRIES_OF_A_BUG = 5
RELAY_WANTS_SIGN_IN = (530, 534, 535, 538)


@dataclass(frozen=True)
class Verdict:
    outcome: str
    code: str = ""
    error: str = ""
    bounced: bool = False
    lost_line: bool = False


def back_off(failures):
    """How long to wait after so many failures in a row: 1, 5, 15, 60, 60 … minutes."""
    return BACK_OFF[min(max(failures, 1), len(BACK_OFF)) - 1]


def on_opening(error):
    """Whatever fails before the first mail is the server's trouble, not a recipient's."""
    return Verdict(CHANNEL, _code(error), _words("The mail server cannot be used", error), lost_line=True)


def on_sending(error, *, handed_over, attempts):
    match error:
        case smtplib.SMTPRecipientsRefused():
            return _recipient(*next(iter(error.recipients.values())))
        case smtplib.SMTPSenderRefused(smtp_code=code):
            outcome = RETRY if 400 <= code < 500 else CHANNEL
            return Verdict(outcome, str(code), _words("The sender was refused", error), lost_line=code == 421)
        case smtplib.SMTPDataError(smtp_code=code):
            outcome = FAIL if 500 <= code < 600 else RETRY
            return Verdict(outcome, str(code), _words("The text was refused", error), lost_line=code == 421)
        case smtplib.SMTPNotSupportedError() | ValueError():
            return Verdict(FAIL, "text", _words("The mail cannot be written", error))
        case smtplib.SMTPException() | OSError() if handed_over:
            return Verdict(
                UNSURE, "lost", "The line was lost after the text; it may have arrived.", lost_line=True
            )
        case smtplib.SMTPException() | OSError():
            return Verdict(RETRY, "lost", _words("The line was lost before the text", error), lost_line=True)
    outcome = RETRY if attempts < TRIES_OF_A_BUG else FAIL
    return Verdict(outcome, "bug", f"{type(error).__name__}: see the log", lost_line=True)


def _recipient(code, text):
    """A mailbox that is not there bounces; a relay that will not work for us (5.7) says nothing of the
    address."""
    words = _words("The recipient was refused", text)
    if code in RELAY_WANTS_SIGN_IN:
        return Verdict(CHANNEL, str(code), words)
    if not 500 <= code < 600:
        return Verdict(RETRY, str(code), words, lost_line=code == 421)
    policy = (text or b"").lstrip().startswith(b"5.7")
    return Verdict(FAIL, str(code), words, bounced=not policy)


def _code(error):
    return str(getattr(error, "smtp_code", "") or "line")


def _words(what, error):
    """One line for the page of deliveries: what the server said, cut short, printable, without addresses."""
    said = getattr(error, "smtp_error", error if isinstance(error, bytes) else type(error).__name__)
    text = said.decode("ascii", "replace") if isinstance(said, bytes) else str(said)
    kept = " ".join(word for word in text.split() if "@" not in word)
    return f"{what}: {''.join(c if c.isprintable() else '?' for c in kept)}"[:200]
