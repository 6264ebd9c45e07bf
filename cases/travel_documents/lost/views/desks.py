"""Which office is the desk of which issuer: read by the desk, kept by administrators."""

from django.contrib import messages
from django.shortcuts import redirect, render

from cases.travel_documents.lost import actions, authority
from cases.travel_documents.lost.forms import DeskForm
from cases.travel_documents.lost.models import IssuingDesk
from cases.travel_documents.lost.views.frame import DeskPage
from secoffice.ui import find


class Desks(DeskPage):
    def may_open(self, user):
        return super().may_open(user) or authority.may_name_desks(user)

    def get(self, request):
        return self.show(DeskForm())

    def post(self, request):
        form = DeskForm(request.POST)
        if not authority.may_name_desks(request.user):
            return self.show(DeskForm(), 403)
        if not form.is_valid():
            return self.show(form, 422)
        desk = actions.name_desk(by=request.user, **form.cleaned_data)
        messages.success(request, f"{desk.office} is the issuing desk of {desk.issuer}.")
        return redirect("lost:desks")

    def show(self, form, status=200):
        rows = IssuingDesk.objects.select_related("office", "by")
        told = {"rows": rows, "form": form if authority.may_name_desks(self.request.user) else None}
        return render(self.request, "cases/travel_documents/lost/desks.html", told, status=status)


class Close(Desks):
    def get(self, request, desk):
        return redirect("lost:desks")

    def post(self, request, desk):
        if not authority.may_name_desks(request.user):
            return self.show(DeskForm(), 403)
        row = find(request, IssuingDesk.objects.select_related("office"), pk=desk)
        actions.close_desk(desk=row, by=request.user)
        messages.success(request, f"{row.issuer} has no issuing desk here any more.")
        return redirect("lost:desks")
