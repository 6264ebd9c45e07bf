"""What a member of staff sees of their own special-issuance documents, and of the books they keep."""

from django.db.models import Q
from django.shortcuts import render
from django.views.generic import View

from cases.travel_documents.register.models import TravelDocument
from cases.travel_documents.register.views.listing import MARKING, told_of
from secoffice.audit import trail


class Mine(View):
    def get(self, request):
        rows = TravelDocument.objects.visible_to(request.user).filter(
            Q(staff=request.user) | Q(keeper=request.user)
        )
        found = told_of(
            request.user, list(rows.select_related("staff", "keeper").order_by("expires_on", "pk"))
        )
        trail.record("listed", trail.Named("register.traveldocument"), by=request.user, detail={"mine": True})
        given = {
            "own": [one for one in found if one.staff_id == request.user.pk],
            "kept": [one for one in found if one.keeper_id == request.user.pk],
            "marking": MARKING,
        }
        return render(request, "cases/travel_documents/register/mine.html", given)
