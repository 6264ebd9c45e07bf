"""What became of every mail, for administrators."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from secoffice.ports import Refused
from secoffice.reminders import actions, state
from secoffice.reminders.forms import DeliveryFilter
from secoffice.reminders.models import Mail
from secoffice.ui import Column, RecordList, find


class Deliveries(RecordList):
    """What became of every mail: recipient, state, tries and the server's answer, never a word of content."""

    model = Mail
    title = "Deliveries"
    filter_form = DeliveryFilter
    template = "reminders/deliveries.html"
    rows_template = "reminders/_deliveries.html"
    columns = tuple(map(Column, ("Recipient", "Kind", "State", "Tries", "Planned", "Why", "What to do")))
    empty_title, empty_text = "No mails yet", "The first reminder or invitation appears here."

    def get_queryset(self):
        only_administrators(self.request.user)
        return state.with_reasons(Mail.objects.select_related("recipient"))

    def more(self):
        return {"trouble": state.of_reminders(timezone.now())}


@require_POST
def retry(request, pk):
    only_administrators(request.user)
    mail = find(request, Mail.objects.all(), pk=pk)
    try:
        actions.retry(mail=mail, by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "The mail goes again within the minute.")
    return redirect("reminders:deliveries")


def only_administrators(user):
    if not user.has_role("SYSADMIN"):
        raise Http404
