"""Offices and units, kept by system administrators."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.views import View

from secoffice import ports
from secoffice.accounts import actions
from secoffice.accounts.forms.fields import zone_options
from secoffice.accounts.forms.offices import OfficeForm, UnitForm
from secoffice.accounts.models import Office, Unit

ACTIVE = Q(staff__is_active=True)


def offices(request):
    only_administrators(request)
    rows = Office.objects.select_related("parent", "calendar").annotate(people=Count("staff", filter=ACTIVE))
    return render(request, "accounts/offices.html", {"offices": rows})


def units(request):
    only_administrators(request)
    people = Count("members", filter=Q(members__is_active=True))
    rows = Unit.objects.select_related("office", "supervisor").annotate(people=people)
    return render(request, "accounts/units.html", {"units": rows})


def only_administrators(request):
    if not request.user.keeps_accounts:
        raise PermissionDenied("Offices and units are kept by system administrators.")


class Keep(View):
    """New or changed: one page, one verb."""

    model = form = back = None

    def dispatch(self, request, *args, pk=None, **kwargs):
        only_administrators(request)
        self.record = get_object_or_404(self.model, pk=pk) if pk else self.model()
        return super().dispatch(request, *args, **kwargs)

    def get(self, request):
        return self.page(self.form(instance=self.record))

    def post(self, request):
        form = self.form(request.POST, instance=self.record)
        if not form.is_valid():
            return self.page(form)
        try:
            actions.keep(form.save(commit=False), by=request.user)
        except ports.Refused as refused:
            form.add_error(None, str(refused))
            return self.page(form)
        messages.success(request, f"{form.instance} is saved.")
        return redirect(self.back)

    def page(self, form):
        known = self.model.objects.filter(pk=self.record.pk).first()
        given = {"form": form, "known": known, "kind": self.model._meta.verbose_name, "zones": zone_options()}
        return render(self.request, "accounts/keep.html", given, status=422 if form.errors else 200)


class KeepOffice(Keep):
    model, form, back = Office, OfficeForm, "accounts:offices"


class KeepUnit(Keep):
    model, form, back = Unit, UnitForm, "accounts:units"
