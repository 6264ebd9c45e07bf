"""The tab of a case with its leads, and the form of the next one."""

from cases import workflow
from cases.leads.actions import drafting
from cases.leads.forms.drafting import LeadForm
from cases.leads.models import Lead
from cases.views.record import CasePage
from cases.views.verbs import VerbPage

MANY = 100


class Leads(CasePage):
    """Soonest date first among the open ones, then the ended ones."""

    tab, template = "leads:list", "cases/leads/tab.html"

    def context(self):
        rows = Lead.objects.visible_to(self.request.user).filter(case=self.case)
        rows = rows.select_related("to_office", "to_unit", "assigned_to").order_by("-number")
        found = list(rows[: MANY + 1])
        return {"title": "Leads", "leads": found[:MANY], "more_leads": len(found) > MANY}


class New(VerbPage):
    """A draft, or a lead sent at once."""

    tab, template, title = "leads:list", "cases/leads/new.html", "Write a lead"
    says = "The receiving office sees the lead and the files you choose, never the case."

    def why_not(self):
        return workflow.may_write(self.request.user, self.case)

    def form(self, *data):
        return LeadForm(*data[:1], case=self.case)

    def do(self, form):
        self.lead = drafting.draft(
            case=self.case, by=self.request.user, key=form.cleaned_data["key"], **form.given()
        )
        self.done = f"{self.lead} is a draft. Nobody at {self.lead.receiver} sees it before you send it."
        if "send" in self.request.POST:
            drafting.send(lead=self.lead, by=self.request.user)
            self.done = f"{self.lead} is sent to {self.lead.receiver}. Their clock runs."

    def after(self):
        return self.lead
