"""How long a case is kept, from when it may be proposed for destruction, and the holds on it."""

from django import forms

from cases.actions import keeping
from cases.kept import ASKED, PROPOSED
from cases.views.verbs import VerbPage
from secoffice.records.actions import retention
from secoffice.records.forms import RetentionForm
from secoffice.records.models import Disposition, Held, LegalHold
from secoffice.records.models import Retention as Row
from secoffice.records.schedule import UNSCHEDULED


class Retention(VerbPage):
    tab, template, title = "cases:retention", "cases/record/retention.html", "Retention"
    done = "The item is on file."

    def prepare(self):
        rows = Row.objects.visible_to(self.request.user).filter(
            target_type="cases.case", target_id=self.case.pk
        )
        self.items = list(rows.select_related("by")[:50])
        self.row = next((row for row in self.items if not row.replaced_at), None)

    def why_not(self):
        return retention.why_not(self.request.user, self.case)

    def get(self, request, **more):
        return self.show(form=None if self.why_not() else self.form())

    def form(self, *data):
        terms = self.request.user.has_role("REC_OFF")
        was = {"was": self.row and self.row.pk, "item": self.row.item if self.row else "UNSCHEDULED"}
        return RetentionForm(*data[:1], terms=terms, **({} if data else {"initial": was}))

    def do(self, form):
        retention.assign(record=self.case, by=self.request.user, **form.cleaned_data)

    def after(self):
        return self.request.path

    def unchosen(self):
        chosen = self.row and self.row.item != UNSCHEDULED
        return not chosen and not self.request.user.has_role("REC_OFF")

    def proposed(self):
        """What was proposed for destruction and waits for this reader or somebody else."""
        if not PROPOSED.of(self.case):
            return None
        rows = Disposition.objects.visible_to(self.request.user).filter(status__in=Disposition.OPEN)
        return rows.filter(target_type="cases.case", target_id=self.case.pk).first()

    def context(self):
        held = Held.objects.visible_to(self.request.user).filter(ended_at=None)
        here = held.filter(target_type="cases.case", target_id=self.case.pk)
        mine = LegalHold.objects.visible_to(self.request.user).values("pk")
        return {
            "title": self.title,
            "row": self.row,
            "eligible": retention.settle(self.row, self.case) if self.row else (None, None),
            "earlier": [row for row in self.items if row.replaced_at],
            "held": list(here.order_by("at")[:20]),
            "why_not": self.why_not(),
            "asked": keeping.asked(self.case) if self.unchosen() and ASKED.of(self.case) else [],
            "may_ask": self.unchosen() and not keeping.may_ask(self.request.user, self.case),
            "proposed": self.proposed(),
            "mine": set(mine.filter(held__in=here.values("pk")).values_list("pk", flat=True)),
        }


class AskForItem(VerbPage):
    """Whoever works the case asks the records officer, who sees it from then on."""

    tab, title, button = "cases:retention", "Ask the records officer", "Ask"
    says = (
        "The records officers nearest to your office are let in to this case, and asked to choose its item."
    )

    def why_not(self):
        return keeping.may_ask(self.request.user, self.case)

    def form(self, *data):
        return forms.Form(*data[:1])

    def do(self, form):
        people = keeping.ask_for_item(case=self.case, by=self.request.user)
        self.done = f"Asked: {', '.join(str(one) for one in people)}."

    def after(self):
        return self.back()
