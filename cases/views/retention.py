"""How long a case is kept, from when it may be proposed for destruction, and the holds on it."""

from cases.views.verbs import VerbPage
from secoffice.records.actions import retention
from secoffice.records.forms import RetentionForm
from secoffice.records.models import Held, LegalHold
from secoffice.records.models import Retention as Row


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
            "mine": set(mine.filter(held__in=here.values("pk")).values_list("pk", flat=True)),
        }
