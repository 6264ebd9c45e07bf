"""Finding documents, losses and revocations."""

from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.views.generic import View

from cases.travel_documents.register.forms.documents import NumberForm
from cases.travel_documents.register.forms.listing import DocumentFilter, LossFilter, RevocationFilter
from cases.travel_documents.register.models import LossReport, Revocation, TravelDocument
from cases.travel_documents.staff import works_here
from secoffice.audit import trail
from secoffice.people.reading import known_by_number
from secoffice.ui import Column, RecordList
from secoffice.ui.lists import dressed

MARKING = "CUI//INV/PRVCY"
FEW = 20


class OfTheRegister(RecordList):
    template = "cases/travel_documents/register/list.html"
    marking = MARKING
    default_sort = "-entered"
    sorts = {"entered": ("Entered", ("entered_at",)), "due": ("Next date", ("next_due_at",))}

    def more(self):
        return {"finds": dressed(NumberForm()), "works_here": works_here(self.request.user)}


class Documents(OfTheRegister):
    model, title, one, many = TravelDocument, "Register of documents", "document", "documents"
    filter_form = DocumentFilter
    rows_template = "cases/travel_documents/register/_rows.html"
    related = ("holder", "staff")
    columns = (
        Column("Clock", "due"),
        Column("Document"),
        Column("State"),
        Column("Name as printed"),
        Column("Holder"),
        Column("Ends", "ends"),
        Column("Entered", "entered"),
    )
    sorts = OfTheRegister.sorts | {"ends": ("Ends", ("expires_on",))}
    export = (
        ("Register", "reference"),
        ("Kind", "get_type_display"),
        ("Issuer", "issuer"),
        ("Number", "number"),
        ("State", "get_status_display"),
        ("Why not valid", "get_ended_display"),
        ("Name as printed", "name_visual"),
        ("Name in the lines", "name_mrz"),
        ("Issued", "issued_on"),
        ("Ends", "expires_on"),
        ("Issuing office", "issuing_office"),
        ("Marking", "marking"),
    )
    empty_title = "No document on the register yet"
    empty_text = "Documents that the office issued, keeps or looks at are entered here."

    def make_form(self):
        return self.filter_form(self.request.GET)

    def show(self, page, number, status=200):
        told_of(self.request.user, page.rows)
        return super().show(page, number, status)


def told_of(user, documents):
    """Each with its holder as this reader knows them, in one query; and whether it has expired."""
    known = known_by_number(user, {one.holder_id for one in documents if one.holder_id})
    today = timezone.localdate()
    for one in documents:
        one.known_holder, one.has_expired = known.get(one.holder_id), one.is_expired(today)
    return documents


class Find(View):
    """By number: sent by POST, for what stands in an address stands in logs and histories."""

    def get(self, request):
        return redirect("register:list")

    def post(self, request):
        form = dressed(NumberForm(request.POST))
        form.fields["number"].required = True
        if not form.is_valid():
            return self.show(form, [], status=422)
        given = form.cleaned_data
        rows = TravelDocument.objects.visible_to(request.user).filter(number_normal=given["number"])
        rows = rows.filter(issuer=given["issuer"]) if given["issuer"] else rows
        found = list(rows.select_related("holder", "staff").order_by("-pk")[:FEW])
        digest = salted_hmac("secoffice.ui.asked", given["number"].casefold()).hexdigest()[:16]
        named = trail.Named("register.traveldocument")
        trail.record("searched", named, by=request.user, detail={"number": digest, "found": len(found)})
        if len(found) == 1:
            return redirect(found[0])
        return self.show(form, told_of(request.user, found))

    def show(self, form, rows, status=200):
        given = {"finds": form, "rows": rows, "marking": MARKING, "works_here": works_here(self.request.user)}
        return render(self.request, "cases/travel_documents/register/found.html", given, status=status)


class Losses(OfTheRegister):
    model, title, one, many = LossReport, "Losses", "report", "reports"
    filter_form = LossFilter
    rows_template = "cases/travel_documents/register/_loss_rows.html"
    columns = (
        Column("Clock", "due"),
        Column("Report"),
        Column("State"),
        Column("Holder"),
        Column("Happened"),
        Column("Recorded", "entered"),
    )
    export = (
        ("Report", "reference"),
        ("What", "get_kind_display"),
        ("State", "get_status_display"),
        ("Kind", "get_type_display"),
        ("Issuer", "issuer"),
        ("Number", "number"),
        ("Holder", "name"),
        ("Happened", "happened_on"),
        ("Where", "place"),
        ("Police report", "police_report"),
        ("Recorded", "entered_at"),
        ("Marking", "marking"),
    )
    empty_title = "No loss was reported yet"
    empty_text = "A report makes a document invalid at once, and the lists of lost documents hear of it."


class Revocations(OfTheRegister):
    model, title, one, many = Revocation, "Revocations", "revocation", "revocations"
    filter_form = RevocationFilter
    rows_template = "cases/travel_documents/register/_revocation_rows.html"
    related = ("document", "entered_by")
    columns = (
        Column("Clock", "due"),
        Column("Revocation"),
        Column("State"),
        Column("Proposed by"),
        Column("Next date"),
        Column("Proposed", "entered"),
    )
    export = (
        ("Revocation", "reference"),
        ("State", "get_status_display"),
        ("Document", "document"),
        ("Proposed by", "entered_by"),
        ("Proposed", "entered_at"),
        ("Next duty", "next_duty"),
        ("Next date", "next_due_at"),
        ("Marking", "marking"),
    )
    empty_title = "No revocation yet"
    empty_text = "It is proposed on the page of a document, and decided by somebody else."
