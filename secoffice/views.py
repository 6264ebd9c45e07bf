"""My desk: mine first, then what is needed from me, then the unit. Departments bring the cards."""

from django.shortcuts import render
from django.utils import timezone

from secoffice.ui import desk as cards

COLUMNS = {"mine": "Mine", "needed": "Needed from me", "unit": "My unit"}


def desk(request):
    cards_of = cards.for_request(request)
    columns = [(key, title, cards_of[key]) for key, title in COLUMNS.items() if cards_of[key]]
    return render(request, "secoffice/desk.html", {"columns": columns, "today": timezone.localtime()})
