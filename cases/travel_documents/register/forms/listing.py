"""What narrows the lists of the register."""

from datetime import timedelta

from django import forms
from django.utils import timezone

from cases.travel_documents.register.models import LossReport, Revocation, TravelDocument
from cases.travel_documents.register.models.document import Type
from secoffice.search import index

SOON, EXPIRED, OWED = "soon", "expired", "owed"
SOON_DAYS = 180  # of the first reminder that a document ends


class OfUser(forms.Form):
    q = forms.CharField(max_length=200, required=False, label="Text")

    def narrowed(self, rows):
        words = self.cleaned_data["q"]
        return index.matching(rows, words) if words else rows


class DocumentFilter(OfUser):
    type = forms.ChoiceField(choices=[("", "Any kind"), *Type.choices], required=False, label="Kind")
    status = forms.ChoiceField(
        choices=[("", "Any state"), *TravelDocument.Status.choices], required=False, label="State"
    )
    ends = forms.ChoiceField(
        choices=[("", "Any day"), (SOON, "Valid, ends in 180 days"), (EXPIRED, "Expired")], required=False
    )
    whose = forms.ChoiceField(
        choices=[
            ("", "Anybody’s"), ("staff", "Of our own staff"), ("known", "Holder on file"),
            ("unknown", "Holder not known"),
        ],
        required=False,
    )  # fmt: skip

    def narrow(self, rows):
        given, today = self.cleaned_data, timezone.localdate()
        if given["type"]:
            rows = rows.filter(type=given["type"])
        if given["status"]:
            rows = rows.filter(status=given["status"])
        if given["ends"] == EXPIRED:
            rows = rows.filter(expires_on__lt=today)
        elif given["ends"]:
            last = today + timedelta(days=SOON_DAYS)
            rows = rows.filter(expires_on__range=(today, last), status=TravelDocument.Status.VALID)
        whose = {
            "staff": {"staff__isnull": False},
            "known": {"holder__isnull": False},
            "unknown": {"holder": None},
        }
        return self.narrowed(rows.filter(**whose.get(given["whose"], {})))


class LossFilter(OfUser):
    kind = forms.ChoiceField(choices=[("", "Any"), *LossReport.Kind.choices], required=False)
    status = forms.ChoiceField(
        choices=[("", "Any state"), *LossReport.Status.choices], required=False, label="State"
    )

    def narrow(self, rows):
        given = self.cleaned_data
        asked = {name: given[name] for name in ("kind", "status") if given[name]}
        return self.narrowed(rows.filter(**asked))


class RevocationFilter(forms.Form):
    status = forms.ChoiceField(
        choices=[("", "Any state"), (OWED, "Not ended"), *Revocation.Status.choices],
        required=False,
        label="State",
    )

    def narrow(self, rows):
        status = self.cleaned_data["status"]
        if status == OWED:
            return rows.exclude(status__in=Revocation.OVER)
        return rows.filter(status=status) if status else rows
