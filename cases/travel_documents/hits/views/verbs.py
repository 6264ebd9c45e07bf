"""Verbs on a hit, each a small form page. One table says what each asks and does."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.db import IntegrityError, OperationalError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect

from cases.forms.working import ReasonForm
from cases.travel_documents.hits import actions, guards, workflow
from cases.travel_documents.hits.forms import deciding as forms
from cases.travel_documents.hits.models import CLOSED, Status
from cases.travel_documents.hits.views.hit import HitPage, compared, entry_of, framed
from cases.views.verbs import SAID_NO, TWICE
from secoffice.records.guards import held_back


@dataclass(frozen=True)
class Verb:
    """`form(hit, *data)`, `do(hit, by, told)`; `steps` of the table it takes, any of which must be open; without steps
    `may(user, hit)` says why not. `says` stands above the form."""

    title: str
    form: Callable
    do: Callable
    steps: tuple = ()
    may: Callable | None = None
    button: str = "Save"
    says: str = ""
    done: str = "Done."


def words(label, needed=True):
    return lambda hit, *data: forms.WordsForm(*data, label=label, needed=needed)


def of_step(name, table, button="", says="", done="Done."):
    """A step that asks for no more than its reason."""
    step = table.steps[name]
    do = {
        "ask": lambda hit, by, told: actions.ask(hit=hit, by=by, how=told["text"]),
        "document_came": lambda hit, by, told: actions.document_came(hit=hit, by=by, what=told["text"]),
        "take_back": lambda hit, by, told: actions.take_back(hit=hit, by=by),
        "propose": lambda hit, by, told: actions.propose(
            hit=hit, by=by, evidence=told["text"], key=told["key"]
        ),
        "reopen": lambda hit, by, told: actions.reopen(hit=hit, by=by, reason=told["text"], key=told["key"]),
    }[name]
    form = words(step.reason_label if step.needs_reason else "A word with it", step.needs_reason)
    return Verb(step.label, form, do, (name,), None, button or step.label, says, done)


def answered(hit, by, told):
    actions.record_answer(hit=hit, by=by, answer=told["answer"], words=told["words"])


def agreed(hit, by, told):
    given = {"agrees": told["agrees"] == "yes"} | {name: told[name] for name in ("words", "key", "proposal")}
    actions.second(hit=hit, by=by, **given)


def checked(hit, by, told):
    given = {"agrees": told["agrees"] == "yes", "words": told["words"], "key": told["key"]}
    actions.check_sample(hit=hit, by=by, **given)


def done_with_it(hit, by, told):
    given = {name: told[name] for name in ("action", "authority", "words")}
    actions.record_action(hit=hit, by=by, **given)


def may_sample(user, hit):
    if not hit.sampled or hit.checked_at or hit.status not in CLOSED:
        return "This decision does not wait for a check."
    return guards.supervises(user, hit)


def may_remind(user, hit):
    if hit.status != Status.ASKED:
        return "Nothing was asked that waits for an answer."
    return guards.works(user, hit)


def may_give(user, hit):
    return "The hit is closed." if hit.is_closed else guards.works(user, hit)


COMPARING = {"decide_match", "send_back"}  # for these both sides stand above the form
PROPOSING = "Nothing is closed by this. A second person agrees or sends it back; it cannot be you."
VERBS = {
    "ask": of_step(
        "ask", workflow.DOCUMENT_HITS, "Recorded: I asked",
        "Nothing is sent from here: say whom you asked and by which way. Ask within the hour.",
        "Recorded. The answer is due a day after the hit.",
    ),
    "remind": Verb(
        "Remind them", words("Whom you reminded, and how"),
        lambda hit, by, told: actions.remind(hit=hit, by=by, how=told["text"], key=told["key"]), may=may_remind,
        says="Nothing is sent from here.", done="Recorded. You are reminded again in a day.",
    ),
    "answer": Verb(
        "Record the answer", lambda hit, *data: forms.AnswerForm(*data), answered, ("answer",),
        says="What the owner of the record says. A hit is a lead until they have confirmed it.",
    ),
    "propose": of_step("propose", workflow.DOCUMENT_HITS, "Propose", PROPOSING, "Proposed. Others are told."),
    "decide": Verb(
        "Decide", lambda hit, *data: forms.DecideForm(*data),
        lambda hit, by, told: actions.decide(hit=hit, by=by, **told), ("decide_match", "propose", "ask_document"),
        button="Save what I say",
    ),
    "second": Verb(
        "Decide as the second person",
        lambda hit, *data: forms.SecondForm(*data, waits=actions.proposed(hit)), agreed,
        (*(name for name, _ in workflow.CONFIRM.values()), "send_back"), done="Saved.",
    ),
    "take_back": of_step("take_back", workflow.NAME_HITS),
    "document_came": of_step("document_came", workflow.NAME_HITS, "Record it"),
    "reopen": of_step(
        "reopen", workflow.NAME_HITS, says="Whoever decided it may not be the only one to decide again."
    ),
    "sample": Verb(
        "Check this decision", lambda hit, *data: forms.AgreeForm(*data), checked, may=may_sample,
        says="One in ten of the decisions of one analyst is looked at again. If you do not agree, it is open again.",
    ),
    "give": Verb(
        "Give the hit to somebody", lambda hit, *data: forms.GiveForm(*data, hit=hit),
        lambda hit, by, told: actions.give(hit=hit, by=by, **told), may=may_give, button="Give",
        says="They owe what runs.",
    ),
    "action": Verb(
        "Record what was done", lambda hit, *data: forms.ActionForm(*data), done_with_it, may=guards.may_record,
        says="Nothing is done by this page. A document is held as evidence only on an authority that is written down.",
    ),
    "note": Verb(
        "Add a note", lambda hit, *data: forms.NoteForm(*data),
        lambda hit, by, told: actions.add_note(hit=hit, by=by, **told), may=guards.may_record, button="Add",
    ),
    "aside": Verb(
        "Step aside", lambda hit, *data: ReasonForm(*data, label="Why you should not know of this"),
        lambda hit, by, told: actions.step_aside(hit=hit, by=by, **told), may=guards.may_step_aside,
        says="You see this hit no more, at once.", done="You are out of it.",
    ),
}  # fmt: skip


class VerbPage(HitPage):
    """GET shows the form, POST does the deed. A refusal gives the form back with the sentence and all that was
    typed, and nothing half done."""

    template = "cases/travel_documents/hits/form.html"

    def dispatch(self, request, *args, deed, **more):
        self.verb = VERBS.get(deed)
        if self.verb is None:
            raise Http404
        return super().dispatch(request, *args, **more)

    def why_not(self):
        """The sentence shown instead of the form; "" where it may be sent."""
        hit, user = self.hit, self.request.user
        if self.verb.may:
            return self.verb.may(user, hit)
        table = workflow.table(hit)
        offers = [
            table.offer(table.steps[name], user, hit) for name in self.verb.steps if name in table.steps
        ]
        here = [offer for offer in offers if hit.status in offer.step.sources]
        if any(offer.open for offer in here):
            return ""
        return (
            here[0].why_not
            if here
            else f"That is not possible while it is “{hit.get_status_display().lower()}”."
        )

    def get(self, request, **more):
        if why := self.why_not():
            return self.show(refused=why, form=None, status=403)
        return self.show(form=self.verb.form(self.hit))

    def post(self, request, **more):
        if why := self.why_not():
            return self.show(refused=why, form=None, status=403)
        form = self.verb.form(self.hit, request.POST)
        if form.is_valid() and self.attempt(form):
            messages.success(request, self.verb.done)
            return redirect(self.hit if self.hit.is_visible_to(request.user) else "hits:list")
        self.hit = self.again()
        return self.show(form=form, status=422)

    def attempt(self, form):
        """Two clicks race: the slower one tries once more and finds what the faster one did."""
        try:
            try:
                self.verb.do(self.hit, self.request.user, form.cleaned_data)
            except (IntegrityError, OperationalError):
                self.hit = self.again()
                self.verb.do(self.hit, self.request.user, form.cleaned_data)
        except SAID_NO as refused:
            for sentence in getattr(refused, "messages", [str(refused)]):
                form.add_error(None, sentence)
            return False
        except (IntegrityError, OperationalError) as error:
            form.add_error(None, held_back(error) or TWICE)
            return False
        return True

    def again(self):
        """The hit as it stands: a refused deed may have left the copy in hand half changed."""
        return get_object_or_404(framed(self.request.user), pk=self.hit.pk)

    def context(self):
        verb = self.verb
        told = {"title": verb.title, "button": verb.button, "says": verb.says, "two": self.two()}
        if not set(verb.steps) & COMPARING:
            return told
        return told | {"compared": compared(self.hit), "entry": entry_of(self.request.user, self.hit)}

    def two(self):
        """What the form of a decision says of the second person."""
        decides = "propose" in self.verb.steps
        return (
            guards.needs_two(self.hit, self.request.user)
            if decides and self.hit.status == Status.OPEN
            else ""
        )
