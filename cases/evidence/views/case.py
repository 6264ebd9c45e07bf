"""The tab of a case: its exhibits, and the form that registers one."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect

from cases import workflow
from cases.evidence import actions
from cases.evidence.forms import BytesForm, ExhibitForm, SeizureForm, TwoForm
from cases.evidence.models import Discrepancy, Exhibit, HandOver
from cases.evidence.models.exhibit import TWO_PERSONS
from cases.views.record import CasePage
from cases.views.verbs import VerbPage

MOST = 200


def with_state(rows):
    """Exhibits with whom each waits for and whether something does not agree: two queries for any number."""
    ids = [row.pk for row in rows]
    pending = HandOver.objects.filter(exhibit__in=ids, status="PENDING").select_related("receiver")
    waits = {offer.exhibit_id: offer for offer in pending}
    doubts = set(Discrepancy.objects.filter(exhibit__in=ids, status="OPEN").values_list("exhibit", flat=True))
    for row in rows:
        row.waits, row.in_doubt = waits.get(row.pk), row.pk in doubts
    return rows


class Exhibits(CasePage):
    tab, template = "evidence:list", "cases/evidence/list.html"

    def context(self):
        after = self.request.GET.get("after", "")
        after = int(after) if after.isdecimal() and len(after) < 9 else 0
        rows = Exhibit.objects.visible_to(self.request.user).filter(case=self.case, number__gt=after)
        rows = list(rows.select_related("custodian", "room", "parent").order_by("number")[: MOST + 1])
        return {
            "exhibits": with_state(rows[:MOST]),
            "further": rows[MOST - 1].number if len(rows) > MOST else None,
        }


class Register(VerbPage):
    """Four forms in one: the seizure (or one of before), the item, its second person, the bytes of a digital one."""

    tab, template, title = "evidence:list", "cases/evidence/register.html", "Register an exhibit"

    def why_not(self):
        return workflow.may_write(self.request.user, self.case)

    def form(self, *data):
        self.bytes = BytesForm(*data, prefix="bytes")
        chosen = self.request.GET.get("seizure", "")
        rows = self.case.seizures.filter(pk=chosen) if chosen.isdecimal() and len(chosen) < 18 else None
        self.seizure = get_object_or_404(rows) if rows is not None else None
        self.seizing = None if self.seizure else SeizureForm(*data[:1], prefix="seizure")
        whose = {"case": self.case, "user": self.request.user}
        self.two = TwoForm(*data[:1], **whose)
        self.two.asked = bool(data) and data[0].get("category") in TWO_PERSONS
        return ExhibitForm(*data[:1], **whose)

    def post(self, request, **more):
        if why := self.why_not():
            return self.show(refused=why, form=None, status=403)
        form = self.form(request.POST, request.FILES)
        sound = [each.is_valid() for each in (form, self.two, self.bytes, self.seizing) if each is not None]
        if all(sound) and self.attempt(form):
            messages.success(
                request, f"{self.made.tail} is on the register. You keep it until you hand it over."
            )
            return redirect(self.made)
        self.case = self.again()
        return self.show(form=form, status=422)

    def do(self, form):
        facts = dict(self.bytes.cleaned_data)
        self.made = actions.register(
            case=self.case, by=self.request.user, seizure=self.seizure or self.seizing.cleaned_data,
            upload=facts.pop("upload", None), acquisition=facts, **form.cleaned_data,
            **self.two.cleaned_data,
        )  # fmt: skip

    def context(self):
        given = {name: getattr(self, name, None) for name in ("bytes", "seizing", "seizure", "two")}
        return super().context() | given
