"""What must hold when the dust has settled: the ledger against the mails that the trap took.

Runs in the clerk. A double is excused only where nobody could know whether the first copy had arrived: the trap
broke off after the dot; the sender was killed before it had booked; the clock jumped past the lease of a sender
at work. Every excuse is counted, and the copies must carry one Message-ID, which they do by being found so.
"""

import itertools
import json
import re
from collections import Counter, defaultdict
from datetime import datetime, timedelta

from django.utils import timezone

from secoffice.audit.sealing import seal_all
from secoffice.audit.verification import verify
from secoffice.deadlines.models import Deadline
from secoffice.reminders import sending
from secoffice.reminders.models import Mail, Notice
from tests.drill.mailtrap import AMBIGUOUS, NO_SUCH

SETTLED = ("sent", "acknowledged", "failed", "unknown", "cancelled")
LEASE = sending.LEASE.total_seconds()


def judge(folder):
    taken = lines(folder / "accepted.jsonl")
    mails = {mail.message_id: mail for mail in Mail.objects.select_related("recipient")}
    return {
        "mails_taken": len(taken), "mails": len(mails), "states": states(mails.values()),
        **owed(), **lost(mails, taken), **strangers(mails, taken), **doubled(folder, taken),
        **leaked(folder, taken), "claimed_beyond_lease": beyond_lease(), **audited(),
        "clear_text_on_a_line_that_insists_on_tls": sum(row["secured"] and not row["tls"] for row in taken),
        "mails_taken_over_tls": sum(row["tls"] for row in taken),
    }  # fmt: skip


def lines(path):
    return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []


def states(mails):
    return dict(Counter(mail.state for mail in mails))


def owed():
    """Every deadline planted was told to its owner once; where the owner cannot be reached, to somebody."""
    told = defaultdict(list)
    for source, recipient, step in Notice.objects.filter(
        source_type="deadlines.deadline", kind__in=("deadline", "no_reader")
    ).values_list("source_id", "recipient_id", "step"):
        told[source].append((recipient, step))
    untold, often, planted = [], [], Deadline.objects.filter(target_type__startswith="drill.")
    rows = planted.values_list("pk", "owner_id", "owner__email", "target_type")
    for pk, owner, email, kind in rows:
        to_owner = [step for recipient, step in told[pk] if recipient == owner]
        if not told[pk] or (email.startswith("staff-") and not to_owner):
            untold.append(pk)
        if len(to_owner) > 1:
            often.append((kind, to_owner))
    return {
        "reminders": len(rows), "notices": Notice.objects.count(), "never_planned": len(untold),
        "planned_more_than_once": len(often), "planned_more_than_once_such_as": often[:3],
    }  # fmt: skip


def lost(mails, taken):
    """Silently lost: said to be sent and never taken; or due, not settled and not on its way."""
    ids, now = {row["id"] for row in taken}, timezone.now()
    claims = [
        mail
        for mail in mails.values()
        if mail.state in ("sent", "acknowledged") and mail.message_id not in ids
    ]
    stuck = [mail for mail in mails.values() if mail.state not in SETTLED]
    mute = [mail for mail in mails.values() if mail.state in ("failed", "unknown") and not mail.last_error]
    unmailed = Notice.objects.filter(state="planned", not_before__lte=now).count()
    unsaid = Notice.objects.filter(state="cancelled", why="").count()
    return {
        "silently_lost": len(claims) + len(mute) + unmailed + unsaid,
        "unsettled": len(stuck), "unsettled_such_as": [str(mail.next_at) for mail in stuck[:3]],
        "notices_without_a_mail": unmailed,
    }  # fmt: skip


def strangers(mails, taken):
    """Mails the trap took that the ledger does not know, or that went to somebody else."""
    unknown = [row for row in taken if row["id"] not in mails]
    astray = [row for row in taken if row["id"] in mails and row["to"] != [mails[row["id"]].recipient.email]]
    return {"mails_nobody_wrote": len(unknown), "mails_to_another": len(astray)}


def doubled(folder, taken):
    kills, jumps = lines(folder / "kills.jsonl"), lines(folder / "jumps.jsonl")
    killed = defaultdict(list)
    for kill in kills:
        for pid in kill["pids"]:
            killed[pid].append(kill["at"])
    by_id, by_pid = defaultdict(list), defaultdict(list)
    for row in taken:
        by_id[row["id"]].append(row)
        by_pid[row["pid"]].append(row["at"])
    excuses = Counter()
    for copies in by_id.values():
        for first, second in itertools.pairwise(copies):
            excuses[excuse(first, second, killed, by_pid, jumps)] += 1
    outside = excuses.pop("none", 0)
    return {
        "doubled_outside_ambiguous_windows": outside, "doubled_in_ambiguous_windows": dict(excuses), **same_id(taken),
    }  # fmt: skip


def same_id(taken):
    """A double under another name: one record told to one person under two Message-IDs."""
    named = defaultdict(set)
    for row in taken:
        for reference in row["references"]:
            named[reference, row["to"][0]].add(row["id"])
    return {"told_under_two_message_ids": sum(len(ids) > 1 for ids in named.values())}


def excuse(first, second, killed, by_pid, jumps):
    if first["fault"] in AMBIGUOUS:
        return "broken off after the dot"
    for at in killed[first["pid"]]:
        since = sum(first["at"] < other <= at for other in by_pid[first["pid"]])
        if at >= first["at"] - 0.05 and since <= sending.BOOK_EVERY and at - first["at"] < LEASE:
            return "sender killed before it had booked"
    ahead = sum(
        jump["by"] for jump in jumps if first["at"] - 10 < jump["at"] < second["at"] and jump["by"] > 0
    )
    near = any(abs(jump["at"] - first["at"]) < 10 for jump in jumps)
    return "clock jumped past the lease of a sender at work" if near and ahead > LEASE / 2 else "none"


def leaked(folder, taken):
    """Words of records whose readers all lost access: in no mail at all. And nothing to an address that failed."""
    text = (folder / "accepted.raw").read_bytes() if taken else b""
    flat = re.sub(rb"=\r?\n", b"", text)
    return {
        "needles_in_mails": flat.count(b"NEEDLE-"),
        "mails_to_addresses_that_do_not_exist": sum(NO_SUCH in row["to"][0] for row in taken),
    }


def beyond_lease():
    return Mail.objects.filter(state="claimed", lease_until__lt=timezone.now() - timedelta(minutes=2)).count()


def audited():
    seal_all()
    entries, wrong, _ = verify()
    return {"audit_entries": entries, "audit_problem": wrong.problem if wrong else ""}


def lateness(folder, since, until, offset):
    """Seconds from the minute a reminder was due until the trap took it, for those due between two instants."""
    taken = {}
    for row in lines(folder / "accepted.jsonl"):
        taken.setdefault(row["id"], row["at"])
    due = Deadline.objects.filter(
        due_at__gte=datetime.fromisoformat(since), due_at__lt=datetime.fromisoformat(until)
    )
    instants = dict(due.values_list("pk", "due_at"))
    notices = Notice.objects.filter(source_id__in=list(instants), mail__isnull=False)
    rows = notices.values_list("source_id", "mail__message_id")
    return [taken[mail] + offset - instants[pk].timestamp() for pk, mail in rows if mail in taken]
