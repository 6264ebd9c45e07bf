"""What narrows the lists of hits, of the watch list and of cleared pairs."""

from datetime import timedelta

from django import forms
from django.db.models import Q
from django.utils import timezone

from cases.forms.working import day_field
from cases.travel_documents.hits.models import CLOSED, Ground, Hit, Status, WatchStatus
from secoffice.search import index

MINE, UNCONFIRMED, SECOND, SAMPLE, OPEN = "mine", "unconfirmed", "second", "sample", "open"
WHICH = (
    ("", "All"), (MINE, "Mine"), (OPEN, "Not closed"), (UNCONFIRMED, "Not confirmed yet"),
    (SECOND, "For a second person"), (SAMPLE, "To check in the sample"),
)  # fmt: skip
BANDS = (("", "Any"), ("STRONG", "Strong"), ("POSSIBLE", "Possible"))


class HitFilter(forms.Form):
    q = forms.CharField(max_length=200, required=False, label="Text")
    which = forms.ChoiceField(choices=WHICH, required=False, label="Which")
    kind = forms.ChoiceField(choices=[("", "Both"), *Hit.Kind.choices], required=False)
    status = forms.ChoiceField(choices=[("", "Any state"), *Status.choices], required=False, label="State")
    band = forms.ChoiceField(choices=BANDS, required=False, label="Match")
    overdue = forms.ChoiceField(
        choices=[("", "Any date"), ("late", "Overdue")], required=False, label="Next date"
    )
    since = day_field(label="Raised from")
    till = day_field(label="To")

    def __init__(self, *args, user, **more):
        super().__init__(*args, **more)
        self.user = user

    def narrow(self, hits):
        given = self.cleaned_data
        hits = self.chosen(hits, given["which"])
        plain = {name: given[name] for name in ("kind", "status", "band") if given[name]}
        if given["overdue"]:
            plain["next_due_at__lt"] = timezone.now()
        if given["since"]:
            plain["raised_at__date__gte"] = given["since"]
        if given["till"]:
            plain["raised_at__date__lte"] = given["till"]
        hits = hits.filter(**plain)
        return index.matching(hits, given["q"]) if given["q"] else hits

    def chosen(self, hits, which):
        if which == MINE:
            return hits.of(self.user)
        if which == SECOND:
            return hits.for_second(self.user)
        if which == SAMPLE:
            return hits.to_sample(self.user)
        if which == UNCONFIRMED:
            return hits.filter(kind=Hit.Kind.DOCUMENT, status__in=(Status.OPEN, Status.ASKED))
        return hits.exclude(status__in=CLOSED) if which == OPEN else hits


class WatchFilter(forms.Form):
    q = forms.CharField(max_length=200, required=False, label="Name or number")
    ground = forms.ChoiceField(choices=[("", "Any"), *Ground.choices], required=False, label="Why")
    status = forms.ChoiceField(
        choices=[
            ("", "On the list"), ("ends", "Ends within 30 days"), ("over", "Ended"), (WatchStatus.LIFTED, "Lifted"),
            ("all", "All"),
        ],
        required=False, label="State",
    )  # fmt: skip

    def narrow(self, entries):
        given, today = self.cleaned_data, timezone.localdate()
        soon = Q(valid_until__gte=today, valid_until__lte=today + timedelta(days=30))
        ways = {
            "": Q(status=WatchStatus.ACTIVE) & (Q(valid_until=None) | Q(valid_until__gte=today)),
            "ends": Q(status=WatchStatus.ACTIVE) & soon,
            "over": Q(status=WatchStatus.ACTIVE, valid_until__lt=today),
            WatchStatus.LIFTED: Q(status=WatchStatus.LIFTED),
            "all": Q(),
        }
        entries = entries.filter(ways[given["status"]])
        if given["ground"]:
            entries = entries.filter(ground=given["ground"])
        return index.matching(entries, given["q"]) if given["q"] else entries


class ClearedFilter(forms.Form):
    state = forms.ChoiceField(
        choices=[("", "In force"), ("ended", "Ended"), ("all", "All")], required=False, label="State"
    )

    def narrow(self, pairs):
        now, state = timezone.now(), self.cleaned_data["state"]
        if state == "all":
            return pairs
        over = Q(ended_at__isnull=False) | Q(until__lte=now)
        return pairs.filter(over) if state == "ended" else pairs.exclude(over)
