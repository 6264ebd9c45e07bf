"""Every rule in force with its settings; one rule explained, and for administrators changed."""

import json
from typing import NamedTuple

from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import cached_property
from django.views import View
from django.views.decorators.http import require_GET

from secoffice.audit import trail
from secoffice.audit.views import visible_to as trail_of
from secoffice.deadlines import questions, rules
from secoffice.deadlines.forms.rules import RuleFilter
from secoffice.deadlines.models import Deadline, RuleSetting
from secoffice.deadlines.views import files, words
from secoffice.deadlines.views.trying import alerts
from secoffice.ui.chips import chips
from secoffice.ui.lists import dressed

CAPPED = 1000
HISTORY = 50
SETTINGS = (*rules.SETTINGS, "never_twice")


class Row(NamedTuple):
    """A rule as the list shows it; `setting` where an administrator changed it."""

    rule: rules.Rule
    setting: RuleSetting | None

    @property
    def prefix(self):
        return self.rule.code.partition(".")[0]

    @property
    def hears(self):
        return words.hears(self.rule)

    @property
    def long(self):
        return words.long(self.rule.days, self.rule.unit)

    @property
    def roll(self):
        return words.ROLLS[self.rule.roll]

    @property
    def severity(self):
        return words.SEVERITIES[self.rule.severity]

    @property
    def tone(self):
        return words.TONES.get(self.rule.severity, "")

    @property
    def mail(self):
        return words.mail(self.rule)


EXPORT = (
    ("Code", "rule.code"), ("Department", lambda row: words.department(row.rule.code)), ("Rule", "rule.says"),
    ("Duty", "rule.duty"), ("How many", "rule.days"), ("Counted in", lambda row: words.UNITS[row.rule.unit]),
    ("On a day nobody works", "roll"), ("Severity", "severity"),
    ("Who is told", lambda row: "; ".join(f"{who}: {when}" for who, when in row.hears)), ("Mail", "mail"),
    ("Changed", lambda row: row.setting is not None), ("Why it was changed", "setting.reason"),
)  # fmt: skip


def rows_in_force():
    """Every rule with the setting laid over it, in two queries."""
    changed = {row.code: row for row in RuleSetting.objects.select_related("changed_by") if row.values}
    return [Row(rule, changed.get(rule.code)) for rule in rules.all_in_force()]


@require_GET
def listing(request):
    """The rules that make dates; they hold nothing of any record, so everybody signed in may read them."""
    every = rows_in_force()
    departments = sorted({(row.prefix, words.department(row.rule.code)) for row in every})
    form = RuleFilter(request.GET, departments=departments, severities=words.SEVERITIES.items())
    rows = form.narrow(every) if dressed(form).is_valid() else []
    if request.GET.get("export") == "csv":
        trail.record(
            "exported", trail.Named("deadlines.rulesetting"), by=request.user, detail={"rows": len(rows)}
        )
        return files.csv("deadline-rules", rows, EXPORT)
    part = request.headers.get("HX-Target") == "list"
    return render(request, f"deadlines/{'_' if part else ''}rules.html", listed(request, form, rows, every),
                  status=422 if form.errors else 200)  # fmt: skip


def listed(request, form, rows, every):
    by_code = {row.rule.code: row for row in rows}
    groups = words.by_department(row.rule for row in rows)
    return {
        "form": form,
        "groups": [(name, [by_code[rule.code] for rule in members]) for name, members in groups],
        "number": len(rows),
        "changed": sum(row.setting is not None for row in every),
        "chips": chips(form, request.GET, ()),
        "clear_url": request.path,
        "query": request.GET.urlencode(),
    }


class RulePage(View):
    """One rule: what it says, tried on today, how much rests on it, and how it came to be as it is."""

    def dispatch(self, request, *args, code, **kwargs):
        try:
            self.rule, self.shipped = rules.in_force(code), rules.get(code)
        except rules.UnknownRule:
            raise Http404 from None
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def setting(self):
        return RuleSetting.objects.filter(code=self.rule.code).select_related("changed_by").first()

    @property
    def version(self):
        return self.setting.version if self.setting else 0

    def get(self, request):
        trail.record(
            "viewed", trail.Named("deadlines.rulesetting", reference=self.rule.code), by=request.user
        )
        return self.page(self.form())

    def form(self, *data):
        """Where the settings can be changed, there is one."""

    def page(self, form, status=200, **more):
        user, today = self.request.user, timezone.localdate()
        row = Row(self.rule, self.setting if self.setting and self.setting.values else None)
        given = {
            "row": row, "rule": self.rule, "form": form, "department": words.department(self.rule.code),
            "tried": tried(self.rule, user, today), "today": today, "resting": resting(self.rule, user),
            "history": history(self.rule, user), "version": self.version,
            "changes": changes(self.shipped, self.rule),
        }  # fmt: skip
        return render(self.request, "deadlines/rule.html", given | more, status=status)


def tried(rule, user, today):
    """The rule on today, at the reader's office."""
    question = {"rule": rule.code, "trigger": today.isoformat()}
    if user.office_id:
        question["office"] = user.office.code
    told = questions.answer(json.dumps(question))
    return told if "error" in told else told | {"alerts": alerts(told)}


def resting(rule, user):
    """Open dates of this rule: the reader's own, and all the reader may know of; counted up to a thousand."""
    known = Deadline.objects.visible_to(user).open().filter(rule=rule.code)
    return {"mine": capped(known.owned_by(user)), "known": capped(known)}


def capped(rows):
    number = rows.order_by().values("pk")[: CAPPED + 1].count()
    return number if number <= CAPPED else f"{CAPPED:,}+"


def history(rule, user):
    """What was done to its settings, as far as the trail is open to this reader."""
    entries = trail_of(user).filter(target_type="deadlines.rulesetting", target_reference=rule.code)
    return entries.deeds().latest_first()[:HISTORY]


def changes(shipped, rule):
    """Settings that differ from what the department wrote: (name, as written, in force)."""
    pairs = ((name, words.shown(shipped, name), words.shown(rule, name)) for name in SETTINGS)
    return [
        (words.NAMES[name], words.said(name, was), words.said(name, now))
        for name, was, now in pairs
        if was != now
    ]
