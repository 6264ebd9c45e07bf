"""What this reader can do with this case now, and why not the rest."""

from dataclasses import dataclass, field
from datetime import timedelta

from django.urls import reverse

from cases import gate, workflow
from cases.actions.assigning import may_assign
from cases.models import Status
from secoffice.deadlines import rules


@dataclass
class Deed:
    """A button: what it says, where it leads."""

    label: str
    url: str
    icon: str = ""
    main: bool = False


@dataclass
class Steps:
    """The steps from here: open ones, ones to ask for, and the rest by the reason that keeps them shut."""

    open: list = field(default_factory=list)
    to_ask: list = field(default_factory=list)
    shut: list = field(default_factory=list)


@dataclass
class Shut:
    """Steps that stay shut for one reason; `checks`: this reader may take them once the checklist allows it."""

    why: str
    offers: list
    checks: bool


def to(name, case, *more):
    return reverse(f"cases:{name}", args=[case.reference, *more])


def offered(user, case, dates, late_review):
    """The verbs besides the steps. What is late comes first and stands out; next, that nobody works it."""
    rules_running = {row.rule for row in dates}
    writes = not workflow.may_write(user, case)
    found = []
    if not workflow.may_review(user, case):
        found.append(
            Deed("Record review", to("reviews", case) + "#new", "clipboard-check", bool(late_review))
        )
    if writes:
        found.append(Deed("Add note", to("notes", case) + "#new", "pencil"))
        found.append(Deed("Attach a file", to("attach", case) + "#new", "paperclip"))
        found.append(Deed("Add a person", to("subjects", case) + "#new", "person-plus"))
    if not may_assign(user, case):
        nobodys = case.status in workflow.WORKING and not (case.officer_id or case.offered_to_id)
        label = "Assign again" if case.officer_id else "Assign"
        found.append(Deed(label, to("assign", case), "person-check", nobodys and not late_review))
    if "cases.acknowledge" in rules_running and not workflow.may_acknowledge(user, case):
        found.append(Deed("Acknowledge", to("acknowledge", case), "envelope-check"))
    if writes and case.status in workflow.WORKING and "cases.report" not in rules_running:
        found.append(Deed("Last investigative step", to("last_step", case), "flag"))
    return found


def may_ask(offer, user, case):
    """A step that somebody else may take can be asked for by those who work the case (§0.6.5); closing over what is
    open, by a supervisor of a second one."""
    if offer.step.over:
        return not gate.may_ask_over(user, case, offer)
    return offer.step.approval and not workflow.works(user, case) and bool(offer.step.may(user, case))


def steps(user, case, asked):
    found, waiting = Steps(), {approval.step for approval in asked}
    for offer in workflow.WORKFLOW.offers(user, case):
        name = offer.step.name
        if offer.open:
            found.open.append(Deed(offer.step.label, to("step", case, name)))
        elif may_ask(offer, user, case) and name not in waiting:
            found.to_ask.append(Deed(f"Ask: {offer.step.label.lower()}", to("step", case, name)))
        else:
            why = "Asked for; it waits for a decision." if name in waiting else offer.why_not
            shut = next((group for group in found.shut if group.why == why), None)
            if shut is None:
                found.shut.append(shut := Shut(why, [], not offer.step.may(user, case)))
            shut.offers.append(offer)
    return found


def one_stands_out(asked, verbs, steps, *, offered):
    """One main button a page: what waits for this reader, else the verb that stands out, else the first step."""
    waits = offered or any(approval.mine_to_decide for approval in asked)
    first = [deed for deed in verbs if deed.main]
    for deed in first:
        deed.main = not waits
    if steps.open and not waits and not first:
        steps.open[0].main = True


def waiting(asked, user, decides):
    """Requests that wait, those this reader can decide first."""
    for approval in asked:
        approval.label = workflow.WORKFLOW.steps[approval.step].label
        approval.mine_to_decide = decides and approval.asked_by_id != user.pk
        approval.mine_to_withdraw = approval.asked_by_id == user.pk
    return sorted(asked, key=lambda approval: not approval.mine_to_decide)


def duties(codes, but=()):
    """Rule codes as a person says them."""
    named = [rules.get(code).says or rules.get(code).duty for code in codes if code != "*"]
    every = f"every clock but: {', '.join(rules.get(code).duty for code in but)}" if but else "every clock"
    return ", ".join(dict.fromkeys(named)) or (every if "*" in codes else "")


def table_in_words():
    """The table of steps as a person reads it."""
    states = dict(Status.choices)
    return [
        {
            "step": step.label,
            "to": states[step.target],
            "who": step.who,
            "approval": step.approval,
            "from": ", ".join(states[source] for source in step.sources),
            "reason": step.reason_label if step.needs_reason else "",
            "starts": duties(step.starts),
            "stops": duties(step.stops + step.supersedes, step.keeps),
        }
        for step in workflow.WORKFLOW.steps.values()
    ]


def next_review(case, today):
    """When to look again by the rule of the stage: every thirty days in a preliminary inquiry, else every ninety."""
    return today + timedelta(days=30 if case.status == Status.PRELIMINARY else 90)
