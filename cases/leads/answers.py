"""What leads answer and hear (ports), and what they check before a case is closed."""

from cases import workflow
from cases.gate import left_in_merged
from cases.leads.actions import sharing, working
from cases.leads.models import OUT, OVER, Lead, Status
from secoffice import ports
from secoffice.accounts.models import User
from secoffice.workflow import Open

TO_DO = (*OUT, Status.REPLIED)


@ports.answers("work of")
def work_of(*, user, **_):
    leads = Lead.objects.unrestricted(purpose="hand-over of leads").filter(assigned_to=user, status__in=TO_DO)
    rows = (ports.Work("Lead", one.reference, one.get_absolute_url(), "leads.lead", one.pk) for one in leads)
    return ports.Answer("known", rows=tuple(rows))


@ports.hears("work.handed_over")
def take_over(*, kind, id, from_id, to_id, by_id, at=None, **_):
    people = User.objects.in_bulk({from_id, to_id, by_id})
    leads = Lead.objects.unrestricted(purpose="hand-over of leads").select_related("case")
    if kind == "leads.lead":
        given = {"giver": people[from_id], "receiver": people[to_id], "by": people[by_id]}
        working.hand_over(lead=leads.get(pk=id), at=at, **given)
    elif kind == "cases.case":  # the decision on a reply goes with the case
        for lead in leads.filter(case=id).exclude(status__in=OVER):
            sharing.follow_case(lead, by=people[by_id], at=at)


@ports.hears("recused")
def keep_out(*, target_type, target_id, user_id, by_id=None, at=None, **_):
    if target_type != "cases.case":
        return
    people = User.objects.in_bulk({user_id, by_id} - {None})
    for lead in leads_of(target_id):
        working.keep_out(lead=lead, user=people[user_id], by=people.get(by_id), at=at)


@ports.hears("recusal lifted")
def let_in_again(*, target_type, target_id, user_id, **_):
    if target_type == "cases.case":
        sharing.unbar([lead.pk for lead in leads_of(target_id)], user_id=user_id)


def leads_of(case_id):
    rows = Lead.objects.unrestricted(purpose="who is kept out of a case").filter(case=case_id)
    return rows.select_related(
        "case__unit__supervisor", "case__officer", "asked_by", "to_office", "to_unit__supervisor"
    )


@workflow.CLOSING.provide("leads", "Every lead is closed or cancelled with a reason")
def no_lead_is_open(case):
    """A page of a case brings the number of its leads along; without any nothing is asked."""
    leads = Lead.objects.unrestricted(purpose="closing check").open()
    left = left_in_merged("lead", case, lambda ids: leads.filter(case__in=ids).count())
    if case.__dict__.get("count_leads_list") == 0:
        return left
    rows = leads.filter(case=case).order_by("number")
    said = "Lead L{:02d} is “{}”."
    return [
        Open(said.format(one.number, one.get_status_display().lower()), one.get_absolute_url())
        for one in rows[:20]
    ] + left


@ports.answers("on the chart")
def on_the_chart(*, case, by, **_):
    """Leads as the link chart draws them, drafts left out: one query."""
    leads = Lead.objects.visible_to(by).filter(case=case).exclude(status=Status.DRAFT).select_related("case")
    rows = (
        {
            "key": f"lead:{one.pk}",
            "title": f"L{one.number:02d} {one.title}",
            "note": one.get_status_display(),
            "url": one.get_absolute_url(),
        }
        for one in leads.order_by("number")[:100]
    )
    return ports.Answer("given", "Lead", rows=tuple(rows))


@ports.answers("report section")
def report_section(*, case, by, section, **_):
    """Leads in the report of investigation: what was asked of whom, and what the accepted reply says."""
    if section != "leads":
        return None
    leads = Lead.objects.visible_to(by).filter(case=case).exclude(status=Status.DRAFT).order_by("number")
    leads = leads.select_related("to_office", "to_unit", "case").prefetch_related(
        "replies__answers__question"
    )
    return ports.Answer("given", "Leads", rows=tuple(map(_in_report, leads)))


def _in_report(lead):
    facts = [
        ["To", lead.receiver],
        ["State", lead.get_status_display()],
        ["Sent", f"{lead.sent_at:%Y-%m-%d}"],
    ]
    reply = next(iter(lead.replies.all()), None)
    said = [lead.request]
    if reply:
        facts.append(["Reply", f"{reply.at:%Y-%m-%d}"])
        said.append(reply.text)
        said += [f"{answer.question.text} {answer.text}" for answer in reply.answers.all()]
    title = f"{lead.number_inside} {lead.title}"
    return {"title": title, "facts": facts, "text": "\n\n".join(said), "marking": lead.marking}
