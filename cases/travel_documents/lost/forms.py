"""Asking the list, setting a record, bringing a list, ending a record, naming a desk."""

from datetime import date

from django import forms
from django.utils import timezone

from cases.forms.working import SHORT, Sent, day_field, lines
from cases.travel_documents.lost import normal, ranges
from cases.travel_documents.lost.models import Record
from cases.travel_documents.lost.models.record import LONGEST_NUMBER, LONGEST_WORDS
from secoffice.accounts.models import Office
from secoffice.files.forms import UploadField

CODE = {"class": "so-num", "autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
KINDS = [("", "Choose …"), *Record.Type.choices]
NO_CODE = "Write the code of the issuer: three letters, or D for Germany."


def code_field(**more):
    return forms.CharField(max_length=6, widget=forms.TextInput(attrs=CODE | {"size": 6}), **more)


def number_field(**more):
    return forms.CharField(max_length=40, widget=forms.TextInput(attrs=CODE), **more)


class DocumentForm(forms.Form):
    """Issuer and number, brought into the form of the list."""

    issuer = code_field(label="Issuer", help_text="Such as UTO; D for Germany.")
    number = number_field(label="Document number", help_text="Blanks and hyphens do not matter.")

    def clean_issuer(self):
        code = normal.normal_issuer(self.cleaned_data["issuer"])
        if not normal.is_issuer(code):
            raise forms.ValidationError(NO_CODE)
        return code

    def clean_number(self):
        return self.sound(self.cleaned_data["number"])

    @staticmethod
    def sound(text):
        number = normal.normal_number(text)
        if not number or len(number) > LONGEST_NUMBER:
            raise forms.ValidationError(f"Write the number: letters and digits, at most {LONGEST_NUMBER}.")
        return number


class AskForm(DocumentForm):
    type = forms.ChoiceField(
        choices=[("", "Any kind"), *Record.Type.choices], required=False, label="Kind of document"
    )


class ReportForm(DocumentForm):
    """A record set by hand. `issuers`: those whose desk the writer's office is."""

    type = forms.ChoiceField(choices=KINDS, label="Kind of document")
    status = forms.ChoiceField(
        choices=[("", "Choose …"), *Record.Status.choices], label="What happened",
        help_text="It is on record at once. Said by mistake, it takes a second person to take it back.",
    )  # fmt: skip
    number_to = number_field(
        label="Last number",
        required=False,
        help_text="A range of stolen blanks: from the number above to this one.",
    )
    date = day_field(label="Day it happened")
    circumstance = forms.CharField(
        max_length=LONGEST_WORDS, required=False, widget=lines(2), label="Place and circumstance"
    )
    field_order = ("issuer", "number", "number_to", "type", "status", "date", "circumstance")

    def __init__(self, *args, issuers, **more):
        super().__init__(*args, **more)
        self.fields["date"].required = True
        self.issuers = issuers
        if len(issuers) == 1:
            self.fields["issuer"].initial = issuers[0]

    def clean_issuer(self):
        code = super().clean_issuer()
        if code not in self.issuers:
            raise forms.ValidationError(
                f"Your office is the issuing desk of {', '.join(self.issuers)} alone."
            )
        return code

    def clean_number_to(self):
        text = self.cleaned_data["number_to"]
        return self.sound(text) if text else ""

    def clean_date(self):
        day = self.cleaned_data["date"]
        if not date(1900, 1, 1) <= day <= timezone.localdate():
            raise forms.ValidationError("Choose a day between 1900 and today.")
        return day

    def clean(self):
        given = super().clean()
        last, first = given.get("number_to"), given.get("number")
        if last and given.get("status") and given["status"] != Record.Status.STOLEN_BLANK:
            self.add_error("number_to", "Only stolen blanks are recorded as a range.")
        elif last and first:
            try:
                ranges.blocks(first, last)
            except ranges.Unfit as unfit:
                self.add_error("number_to", str(unfit))
        return given


class ListForm(Sent):
    file = UploadField(
        label="CSV file",
        help_text="UTF-8: issuer, type, number, status, date, circumstance, and for ranges number_to. "
        "Longer lists than fit here are loaded by an administrator.",
    )

    def clean_file(self):
        upload = self.cleaned_data["file"]
        if not upload.name.casefold().endswith((".csv", ".txt")):
            raise forms.ValidationError("Choose a CSV file.")
        return upload


class EndForm(Sent):
    reason = forms.CharField(max_length=SHORT, widget=lines(3), label="Why, and who says so")


class DecideForm(forms.Form):
    answer = forms.CharField(max_length=SHORT, required=False, widget=lines(2), label="If you decline: why")


class DeskForm(forms.Form):
    issuer = code_field(label="Issuer")
    office = forms.ModelChoiceField(Office.objects.none(), label="Office", empty_label="Choose …")

    clean_issuer = DocumentForm.clean_issuer

    def __init__(self, *args, **more):
        super().__init__(*args, **more)
        self.fields["office"].queryset = Office.objects.all()
