"""The page of one date: what is due when, how that came about, who will be told, what can be done."""

from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from secoffice.deadlines import keepers, rules
from secoffice.deadlines.models import Deadline
from secoffice.reminders import alerts, desk, following, history
from secoffice.reminders.models import DEADLINE
from secoffice.ui import RecordDetail

# Whoever may know of a date may ask for its clock to be stopped; somebody else answers.
DEEDS = (
    ("More time", "reminders:extend_one", "calendar-plus", keepers.EXTEND),
    ("Stop the clock", "deadlines:toll", "pause-circle", ""),
    ("Put off my reminders", "reminders:snooze", "moon", ""),
    ("Bring forward", "reminders:bring_forward", "skip-forward", ""),
    ("Hand to another owner", "reminders:hand_over", "person-lines-fill", keepers.REASSIGN),
)


class DatePage(RecordDetail):
    """Whoever may know of the record may open its dates; for others there is nothing here."""

    model = Deadline
    template = "reminders/date.html"
    related = ("office__calendar", "owner__unit", "closed_by", "recalculation")
    slug_field = slug_kwarg = "pk"

    def get_queryset(self):
        return desk.with_notices(super().get_queryset(), self.request.user)

    def more(self):
        deadline, now = self.record, timezone.now()
        rows = history.chain(deadline, self.request.user)
        return {
            "deadline": deadline,
            "late": deadline.is_overdue(now),
            "latest": rows[-1] if rows[-1].pk != deadline.pk else None,
            "timeline": history.events(rows),
            "alerts": alerts.coming(deadline, now),
            "told": self.told(rows),
            "facts": facts(deadline),
            "deeds": (offered := deeds(deadline, self.request.user)),
            "refusals": refusals(offered),
            "snooze": deadline.snoozes.filter(user=self.request.user, ended_at=None).first(),
            "watching": following.watches(self.request.user, deadline.target_type, deadline.target_id),
        }

    def told(self, rows):
        """What the reader was told of this date and of those it follows, latest first."""
        mine = self.request.user.notices.filter(source_type=DEADLINE, source_id__in=[row.pk for row in rows])
        return mine.filter(opaque=False).exclude(state="cancelled").order_by("-pk")[:50]


def deeds(deadline, user):
    """What can be done with an open date: label, address, icon, and why not where it cannot."""
    if not deadline.is_open:
        return []
    found = []
    for label, url_name, icon, deed in DEEDS:
        try:
            url = reverse(url_name, args=[deadline.pk])
        except NoReverseMatch:
            continue
        why = keepers.why_not(deed, deadline, user) if deed else ""
        found.append({"label": label, "url": url, "icon": icon, "why": why})
    return found


def refusals(deeds):
    """(what cannot be done, why not), each reason once."""
    found = {}
    for deed in deeds:
        if deed["why"]:
            found.setdefault(deed["why"], []).append(deed["label"])
    return [(", ".join(labels), why) for why, labels in found.items()]


def facts(deadline):
    """Label and value; what is empty is left out by the page."""
    rule = next((rule for rule in rules.registered() if rule.code == deadline.rule), None)
    return [
        ("Due at the office", clock(deadline.due_at.astimezone(deadline.office.tz), deadline.office)),
        ("Due for you", own_clock(deadline)),
        ("Office", deadline.office),
        ("Calendar", deadline.office.calendar),
        ("Severity", deadline.get_severity_display()),
        ("Rests on", deadline.get_basis_display()),
        ("Clock stood still", f"{deadline.tolled_days} days" if deadline.tolled_days else ""),
        ("Why", deadline.why),
        ("Rule", rule and (rule.says or rule.duty)),
        ("Code", deadline.rule),
    ]


def own_clock(deadline):
    """The same instant on the reader's clock, where it shows another hour."""
    local, there = timezone.localtime(deadline.due_at), deadline.due_at.astimezone(deadline.office.tz)
    return "" if local.utcoffset() == there.utcoffset() else clock(local, "your time")


def clock(local, where):
    return f"{local:%a} {local.day} {local:%b %Y, %H:%M}, {where}"
