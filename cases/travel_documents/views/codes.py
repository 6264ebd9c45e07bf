"""The code tables: for everybody at the desk to look up, for examiners to keep."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.functional import cached_property

from cases.travel_documents import actions
from cases.travel_documents.forms.codes import CodeFilter, CodeForm
from cases.travel_documents.models import Code
from cases.travel_documents.staff import is_examiner
from cases.travel_documents.views.desk import DeskPage
from secoffice.audit import trail
from secoffice.ports import Refused
from secoffice.ui import Column, RecordList, find


class CodeList(DeskPage, RecordList):
    model = Code
    title, one, many = "Codes", "code", "codes"
    filter_form = CodeFilter
    template, rows_template = "cases/travel_documents/codes.html", "cases/travel_documents/_codes.html"
    columns = (Column("Code", "code"), Column("Means"), Column("Table"), Column("Used as"), Column("Counts"))
    sorts = {"code": ("Code", ("code",))}
    default_sort = "code"
    export = (
        ("Table", "get_table_display"), ("Code", "code"), ("Means", "meaning"), ("Used as", "get_use_display"),
        ("From", "first_on"), ("Until", "last_on"), ("Source", "source"),
    )  # fmt: skip

    def get_queryset(self):
        return Code.objects.all()

    @cached_property
    def may_keep(self):
        return is_examiner(self.request.user)


class ChangeCode(DeskPage):
    """A new code, or one that is there. Only examiners keep them; others read why not."""

    template = "cases/travel_documents/code.html"

    def prepare(self, pk=None):
        self.code = find(self.request, Code.objects.all(), pk=pk) if pk else None

    def get(self, request, pk=None):
        initial = {"version": self.code.version} if self.code else {}
        return self.show(CodeForm(instance=self.code, initial=initial))

    def post(self, request, pk=None):
        if not is_examiner(request.user):
            trail.record("denied", trail.Named("travel_documents.code"), by=request.user, result="denied")
            raise Http404
        form = CodeForm(request.POST, instance=self.code and Code(pk=self.code.pk))
        if form.is_valid() and self.attempt(form):
            messages.success(request, "The code is kept. Documents are read by it from now on.")
            return redirect("travel_documents:codes")
        return self.show(form, status=422)

    def attempt(self, form):
        given = {"reason": form.cleaned_data["reason"], "version": form.cleaned_data["version"]}
        try:
            actions.change_code(row=self.code, by=self.request.user, **given, **form.values())
        except Refused as refused:
            form.add_error(None, str(refused))
        return form.is_valid()

    def show(self, form, status=200):
        told = {"form": form, "code": self.code, "may_keep": is_examiner(self.request.user)}
        told["history"] = trail.about(self.code)[:20] if self.code else []
        return render(self.request, self.template, told, status=status)
