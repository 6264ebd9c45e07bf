"""What is past its period: proposed by the records officer, approved by three, destroyed by nobody here."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.generic import View

from secoffice.ports import Refused
from secoffice.records import kept, past
from secoffice.records.actions import disposing
from secoffice.records.forms import WhyForm
from secoffice.records.models import Disposition, Retention
from secoffice.ui import find

MOST = 50


def with_addresses(rows):
    """Rows of records that the reader may see, each with where it is read: one query for each kind."""
    for kind in {row.target_type for row in rows}:
        of_kind = [row for row in rows if row.target_type == kind]
        records = kept.kinds()[kind].model._base_manager.in_bulk([row.target_id for row in of_kind])
        for row in of_kind:
            record = records.get(row.target_id)
            row.url = record.get_absolute_url() if record else ""
    return rows


class Queue(View):
    """Of records that the reader may see."""

    def get(self, request):
        return self.show()

    def show(self, status=200, **more):
        user, today = self.request.user, timezone.localdate()
        given = {
            "rows": with_addresses(list(past.eligible(user, today)[:MOST])),
            "open": self.open(user),
            "proposes": user.has_role("REC_OFF"),
            "most": MOST,
        }
        return render(self.request, "records/queue.html", given | more, status=status)

    def open(self, user):
        rows = with_addresses(list(past.proposed(user)[:MOST]))
        for row in rows:
            row.given = list(row.consents.all())
            row.is_mine = any(each.by_id == user.pk for each in row.given)
            row.form = WhyForm(auto_id=f"id_{row.pk}_%s")
        return rows


class QueueDeed(Queue):
    model, done = Disposition, ""

    def get(self, request, row):
        return redirect("records:queue")

    def post(self, request, row):
        rows = self.model.objects.visible_to(request.user)
        self.row = find(request, rows, pk=row)
        try:
            if refused := self.do():
                return self.show(refused=refused, status=422)
        except Refused as refused:
            return self.show(refused=str(refused), status=422)
        messages.success(request, self.done)
        return redirect("records:queue")


class Propose(QueueDeed):
    model, done = (
        Retention,
        "Proposed. Somebody who answers for the record and the legal adviser decide with you.",
    )

    def do(self):
        disposing.propose(retention=self.row, by=self.request.user)


class Approve(QueueDeed):
    done = "Your approval is on file."

    def do(self):
        disposing.consent(disposition=self.row, by=self.request.user)


class Keep(QueueDeed):
    done = "It is kept."

    def do(self):
        form = WhyForm(self.request.POST)
        if not form.is_valid():
            return "Say in a sentence why it is kept."
        disposing.keep(disposition=self.row, reason=form.cleaned_data["reason"], by=self.request.user)
        return ""
