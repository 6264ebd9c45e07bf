"""The page of one exhibit, seen by those of the case and by whoever keeps it, and the small forms of its deeds."""

from dataclasses import dataclass

from django.contrib import messages
from django.db import IntegrityError, OperationalError
from django.db.models import Exists, FilteredRelation, OuterRef, Q
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.generic import View

from cases.evidence import actions, forms
from cases.evidence.actions import chain
from cases.evidence.actions.keeping import gone_or_on_hold
from cases.evidence.actions.picturing import may_add, may_picture
from cases.evidence.models import Exhibit
from cases.guards import approves
from cases.models import Case, TeamMember
from cases.views.verbs import SAID_NO, TWICE
from secoffice.audit import trail
from secoffice.ui import find

READ = (
    "case__office__parent__parent",
    "case__unit",
    "seizure",
    "custodian",
    "room",
    "parent",
    "acquisition__stored",
    "waits__receiver",
    "waits__releaser",
)


def framed(user):
    """Exhibits this reader may know of, each with whether they also see its case and work it, and the hand-over that
    waits (`waits`, at most one): one query."""
    cases = Case.objects.visible_to(user).filter(pk=OuterRef("case"))
    mine = TeamMember.objects.now(timezone.now()).filter(case=OuterRef("case"), user=user, part="MEMBER")
    pending = FilteredRelation("hand_overs", condition=Q(hand_overs__status="PENDING"))
    rows = Exhibit.objects.visible_to(user).annotate(waits=pending).select_related(*READ)
    return rows.annotate(sees_case=Exists(cases), works_case=Exists(mine))


class ExhibitView(View):
    """Found by its whole number among what the reader may know of, or not there at all."""

    def dispatch(self, request, *args, reference, exhibit, **more):
        self.exhibit = find(request, framed(request.user), reference=f"{reference}/{exhibit}")
        case = self.exhibit.case  # which asks about its reader often (see cases.workflow.in_team)
        case.reader_id, case.in_team = request.user.pk, self.exhibit.works_case
        return super().dispatch(request, *args, **more)


@dataclass(frozen=True)
class Deed:
    """A verb on an exhibit as a form page. `may(user, exhibit)` answers "" or why not."""

    label: str
    form: type
    verb: object
    may: object
    icon: str = ""
    says: str = ""
    done: str = "Done."


def lifts(user, exhibit):
    return approves(user, exhibit.case) if exhibit.on_hold else "It is not on hold."


def copies(user, exhibit):
    original = hasattr(exhibit, "acquisition") and not exhibit.is_copy
    return chain.may_act(user, exhibit) if original else "Only the stored bytes of an original are copied."


def holds(user, exhibit):
    return chain.may_settle(user, exhibit) or ("It is on hold already." if exhibit.on_hold else "")


def offers(user, exhibit):
    waits = exhibit.offer if "offer" in exhibit.__dict__ else None
    return "It is being handed over." if waits else chain.may_offer(user, exhibit)


def orders(user, exhibit):
    return chain.may_settle(user, exhibit) or gone_or_on_hold(exhibit)


def anybody(user, exhibit):
    return "The exhibit is gone." if exhibit.gone_as else ""


def corrects(user, exhibit):
    return "" if user.pk == exhibit.custodian_id else chain.may_settle(user, exhibit)


DEEDS = {
    "hand-over": Deed(
        "Hand over", forms.HandOverForm, actions.hand_over, offers, "arrow-left-right",
        done="Offered. You answer for it until it is accepted.",
    ),
    "store": Deed("Store", forms.StoreForm, actions.store, chain.may_act, "box-seam", done="Stored."),
    "examine": Deed(
        "Examine", forms.ExamineForm, actions.examine, chain.may_act, "search", done="The examination is on the chain."
    ),
    "reseal": Deed(
        "Seal again", forms.ResealForm, actions.reseal, chain.may_act, "shield-lock",
        done="The new seal is on the chain.",
    ),
    "copy": Deed(
        "Make a working copy", forms.CopyForm, actions.make_copy, copies, "files",
        "The bytes are read back, checked by both digests, and put on the register as an exhibit of their own.",
        "The working copy is on the register. You keep it.",
    ),
    "court": Deed(
        "Bring to court", forms.CourtForm, actions.bring_to_court, chain.may_act, "bank",
        done="The hearing is on the chain.",
    ),
    "correct": Deed(
        "Correct an entry", forms.CorrectForm, actions.correct, corrects, "pencil",
        "The entry stays as it is. Your correction is added to the chain and points at it.",
        "The correction is on the chain.",
    ),
    "photograph": Deed(
        "Add a photograph", forms.PhotographForm, actions.add_photograph, may_add, "camera",
        done="The photograph is on file.",
    ),
    "discrepancy": Deed(
        "Report a discrepancy", forms.DiscrepancyForm, actions.report_discrepancy, anybody, "exclamation-triangle",
        done="Reported. Those who answer for it are told, and somebody else clears it up.",
    ),
    "hold": Deed(
        "Put on hold", forms.HoldForm, actions.put_on_hold, holds, "lock",
        done="On hold until somebody up the chain lifts it.",
    ),
    "lift": Deed("Lift the hold", forms.LiftForm, actions.lift_hold, lifts, "unlock", done="The hold is lifted."),
    "order": Deed(
        "Order its disposal", forms.OrderForm, actions.order_disposal, orders, "signpost-split",
        done="Ordered. Somebody up the chain approves it.",
    ),
}  # fmt: skip
KEYED = ("hand-over", "copy", "order", "photograph")


class ExhibitPage(ExhibitView):
    def get(self, request):
        exhibit, user = self.exhibit, request.user
        trail.record("viewed", exhibit, by=user)
        events = exhibit.events.select_related("from_user", "to_user", "by", "witness", "room", "corrects")
        exhibit.offer = getattr(exhibit, "waits", None)
        why = {name: deed.may(user, exhibit) for name, deed in DEEDS.items()}
        told = {
            "exhibit": exhibit,
            "case": exhibit.case,
            "marking": exhibit.marking,
            "sees_case": exhibit.sees_case,
            "events": list(events),
            "offer": exhibit.offer,
            "deeds": [(name, deed) for name, deed in DEEDS.items() if not why[name]],
            "why_not": why["hand-over"],
            "pictures": list(exhibit.pictures.select_related("added_by", "struck_by", "stored")),
            "pictures_it": not may_picture(user, exhibit),
            "doubts": list(exhibit.discrepancies.select_related("opened_by", "closed_by")[:50]),
            "orders": list(exhibit.disposals.select_related("ordered_by", "approved_by", "witness")[:20]),
            "parts": list(
                exhibit.parts.filter(pk__in=Exhibit.objects.visible_to(user)).order_by("number")[:50]
            ),
        }
        return render(request, "cases/evidence/exhibit.html", told)


class DeedPage(ExhibitView):
    """One form, one verb. A refusal gives the form back with the sentence and all that was typed."""

    def dispatch(self, request, *args, deed, **more):
        self.name, self.deed = deed, DEEDS.get(deed)
        return super().dispatch(request, *args, **more)

    def get(self, request):
        return self.page(None if self.why_not() else self.form())

    def post(self, request):
        if self.why_not():
            return self.page(None)
        form = self.form(request.POST, request.FILES)
        if form.is_valid() and attempt(form, self.do, form):
            messages.success(request, self.deed.done)
            return redirect(self.exhibit)
        return self.page(form, status=422)

    def why_not(self):
        if self.deed is None:
            raise Http404
        return self.deed.may(self.request.user, self.exhibit)

    def form(self, *data):
        return self.deed.form(*data, exhibit=self.exhibit, user=self.request.user)

    def do(self, form):
        given = dict(form.cleaned_data)
        if self.name not in KEYED:
            given.pop("key")
        subject = {} if self.name == "correct" else {"exhibit": self.exhibit}
        self.deed.verb(by=self.request.user, **subject, **given)

    def page(self, form, status=200):
        back = self.exhibit.get_absolute_url()
        told = {"title": self.deed.label, "says": self.deed.says, "form": form, "back": back, "what": self.exhibit,
                "marking": self.exhibit.marking, "refused": "" if form else self.why_not()}  # fmt: skip
        return render(self.request, "cases/evidence/deed.html", told, status=status if form else 403)


def attempt(form, deed, *given):
    """Two clicks race: the slower one tries once more and finds what the faster one did."""
    try:
        try:
            deed(*given)
        except (IntegrityError, OperationalError):
            deed(*given)
    except SAID_NO as refused:
        for sentence in getattr(refused, "messages", [str(refused)]):
            form.add_error(None, sentence)
        return False
    except (IntegrityError, OperationalError):
        form.add_error(None, TWICE)
        return False
    return True
