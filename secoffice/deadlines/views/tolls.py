"""Requests to stop a clock: asked by one person, answered by another (Deadline engine rule 6)."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views import View
from django.views.decorators.http import require_POST

from secoffice.audit import trail
from secoffice.deadlines import actions, keepers
from secoffice.deadlines.actions.tolling import latest_of
from secoffice.deadlines.forms.tolls import AnswerToll, AskToll
from secoffice.deadlines.models import Deadline, Toll
from secoffice.ports import Refused
from secoffice.ui import find
from secoffice.ui.keyset import Keyset

FEW, MOST, AT_ONCE, ROUNDS = 6, 50, 200, 4
SAID_NO = (Refused, ValidationError, actions.DeadlineChanged)
READ = ("deadline__office__calendar", "deadline__owner", "asked_by", "decided_by")


def known_to(user):
    """Requests about dates of records this person may know of."""
    known = Deadline.objects.visible_to(user)
    return Toll.objects.filter(deadline__in=known).select_related(*READ)


def waiting_for(user, mark=None):
    """Requests this person may answer, those waiting longest first, and the mark of the page that follows; nobody
    answers their own. Who may answer is said by departments, row by row: what is read goes on until the page is
    full, or for so many rounds."""
    asked = known_to(user).filter(state=Toll.State.ASKED).exclude(asked_by=user)
    order, found = Keyset(Toll, ("asked_at", "pk")), []
    for _ in range(ROUNDS):
        page = order.page(asked, mark, size=AT_ONCE)
        found, mark = found + answerable(page.rows, user), page.next
        if len(found) > MOST:
            return found[:MOST], order.mark(found[MOST - 1])
        if not mark:
            break
    return found, mark


def answerable(tolls, user):
    offices = {}
    for toll in tolls:  # one office, one walk up its chain
        toll.deadline.office = offices.setdefault(toll.deadline.office_id, toll.deadline.office)
    keepers.gather([toll.deadline for toll in tolls])
    return [toll for toll in tolls if not keepers.why_not("toll", as_it_stands(toll), user)]


def as_it_stands(toll):
    """Its date, which may have moved while the request waited."""
    return toll.deadline if toll.deadline.is_open else latest_of(toll.deadline)


def why_not_answer(toll, user):
    """Why this person cannot answer it; "" where they can."""
    if toll.state != Toll.State.ASKED:
        return f"It is {toll.get_state_display().lower()} already."
    if toll.asked_by_id == user.pk:
        return "You asked for it yourself; somebody else answers."
    return keepers.why_not("toll", as_it_stands(toll), user)


def listing(request):
    """What waits for my answer, and what I asked for; each goes on where its mark says."""
    asked = request.GET
    waiting, more = waiting_for(request.user, asked.get("waiting"))
    mine = known_to(request.user).filter(asked_by=request.user)
    page = Keyset(Toll, ("asked_at", "pk"), descending=True).page(mine, asked.get("mine"), size=MOST)
    trail.record("listed", trail.Named("deadlines.toll"), by=request.user)
    told = {"waiting": waiting, "more_waiting": more, "mine": page.rows, "more_mine": page.next}
    return render(request, "deadlines/tolls.html", told | {"whose": "tolls", "later": bool(asked)})


def card(request):
    """On the desk of those for whom a request waits."""
    waiting, more = waiting_for(request.user)
    number = f"{len(waiting)}+" if more else len(waiting)
    return {"tolls": waiting[:FEW], "number": number} if waiting else None


class Ask(View):
    """Ask for the clock of one open date to be stopped."""

    def dispatch(self, request, *args, pk, **kwargs):
        rows = Deadline.objects.visible_to(request.user).select_related("office__calendar", "owner")
        self.deadline = find(request, rows, pk=pk)
        return super().dispatch(request, *args, **kwargs)

    def get(self, request):
        return self.page(self.form())

    def post(self, request):
        form = self.form(request.POST)
        if form.is_valid() and attempt(form, self.ask, form):
            messages.success(request, f"Your request to stop the clock of {self.deadline.reference} is sent.")
            return redirect("deadlines:tolls")
        return self.page(form)

    def form(self, *data):
        back = reverse("reminders:deadline", args=[self.deadline.pk])
        return AskToll(*data, deadline=self.deadline, cancel=back)

    def ask(self, form):
        actions.ask_toll(deadline=self.deadline, by=self.request.user, **form.cleaned_data)

    def page(self, form):
        waiting = self.deadline.tolls.filter(state=Toll.State.ASKED).first()
        given = {"form": form, "deadline": self.deadline, "waiting": waiting}
        return render(self.request, "deadlines/toll_ask.html", given, status=422 if form.errors else 200)


class Answer(View):
    """One request, with its answer or the form that gives it."""

    def dispatch(self, request, *args, pk, **kwargs):
        self.toll = find(request, known_to(request.user), pk=pk)
        return super().dispatch(request, *args, **kwargs)

    def get(self, request):
        trail.record("viewed", self.toll, by=request.user)
        return self.page(AnswerToll())

    def post(self, request):
        form = AnswerToll(request.POST)
        if form.is_valid() and attempt(form, self.answer, form):
            messages.success(request, "Approved: the date has moved." if form.approved else "Refused.")
            return redirect("deadlines:tolls")
        return self.page(form)

    def answer(self, form):
        actions.answer_toll(
            toll=self.toll, approved=form.approved, answer=form.cleaned_data["answer"], by=self.request.user
        )

    def page(self, form):
        self.toll.refresh_from_db(fields=["state", "answer", "decided_at"])
        user = self.request.user
        given = {
            "form": form, "toll": self.toll, "deadline": self.toll.deadline,
            "why_not": why_not_answer(self.toll, user), "own": self.toll.asked_by_id == user.pk,
        }  # fmt: skip
        return render(self.request, "deadlines/toll.html", given, status=422 if form.errors else 200)


@require_POST
def withdraw(request, pk):
    """Whoever asked takes it back while it waits."""
    toll = find(request, known_to(request.user).filter(asked_by=request.user), pk=pk)
    try:
        actions.withdraw_toll(toll=toll, by=request.user)
        messages.success(request, "Your request is withdrawn.")
    except SAID_NO as refused:
        messages.error(request, " ".join(sentences(refused)))
    return redirect("deadlines:tolls")


def attempt(form, deed, *given):
    """Do it, or give the form its refusal."""
    try:
        deed(*given)
    except SAID_NO as refused:
        for sentence in sentences(refused):
            form.add_error(None, sentence)
        return False
    return True


def sentences(refused):
    return getattr(refused, "messages", None) or [str(refused)]
