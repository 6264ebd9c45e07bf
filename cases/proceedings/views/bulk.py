"""Assign or close several cases chosen in the list."""

from django.db import IntegrityError, OperationalError
from django.shortcuts import get_object_or_404, redirect, render
from django.views.generic import View

from cases.models import Case
from cases.proceedings.actions import several
from cases.proceedings.forms import SeveralForm
from cases.proceedings.models import Bulk
from cases.views.listing import CaseList
from cases.views.verbs import TWICE
from secoffice.accounts.roles import APPROVERS
from secoffice.ports import Refused

MARKING = CaseList.marking


def panel(request, _):
    """The button below the list, for those who assign and close cases."""
    return {} if request.user.has_role(*APPROVERS) else None


class Choose(View):
    """The cases that were chosen, and the form of what to do to them."""

    def get(self, request):
        return self.show(SeveralForm(user=request.user), request.GET.getlist("case"))

    def post(self, request):
        references, form = request.POST.getlist("case"), SeveralForm(request.POST, user=request.user)
        done = self.attempt(form, references) if form.is_valid() else None
        if done:
            return redirect("proceedings:bulk_result", bulk=done.pk)
        return self.show(form, references, status=422)

    def attempt(self, form, references):
        try:
            return several.do_to_all(references=references, by=self.request.user, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        except (IntegrityError, OperationalError):
            form.add_error(None, TWICE)
        return None

    def show(self, form, references, status=200):
        asked = [each.upper()[:40] for each in references if "\0" not in each]
        cases = Case.objects.visible_to(self.request.user).filter(reference__in=asked[: several.MOST + 1])
        told = {
            "form": form,
            "cases": cases.select_related("officer"),
            "most": several.MOST,
            "marking": MARKING,
        }
        return render(self.request, "cases/proceedings/several.html", told, status=status)


class Result(View):
    """How it went, case by case, for whoever did it."""

    def get(self, request, bulk):
        bulk = get_object_or_404(Bulk, pk=bulk, by=request.user)
        seen = Case.objects.visible_to(request.user).in_bulk(
            [row["case"] for row in bulk.results if row["case"]]
        )
        rows = [(seen.get(row["case"]), row["why"]) for row in bulk.results]
        told = {"bulk": bulk, "rows": rows, "done": sum(not why for _, why in rows), "marking": MARKING}
        return render(request, "cases/proceedings/several_done.html", told)
