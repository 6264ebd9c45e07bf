"""What the document is, what its page and its zone say, and with what it was looked at."""

import re

from django import forms

from cases.forms.working import Sent, lines
from cases.travel_documents.examination.forms import fields
from cases.travel_documents.examination.models import Examination

ISSUER = re.compile(r"^[A-Z]{1,3}\Z")
NUMBER = re.compile(r"^[A-Z0-9]{0,30}\Z")
# The printed page, copied by eye; prefixed, for the zone says the same under its own names.
PAGE = (
    "surname",
    "given_names",
    "number",
    "nationality",
    "birth_date",
    "sex",
    "expiry_date",
    "issued_on",
    "authority",
)


class BeginForm(Sent):
    """Enough to begin; the rest is written while one looks."""

    kind = forms.CharField(
        max_length=60, label="Kind of document", help_text="Such as “passport”, “visa foil”, “identity card”."
    )
    issuer = fields.code(
        max_length=3, label="Issuer code", help_text="Three letters, as in the zone; Germany is D."
    )
    number = fields.code(max_length=30, label="Document number")
    zone = forms.CharField(
        max_length=400, required=False, widget=lines(3), label="Machine-readable zone",
        help_text="Line by line, as read or typed.",
    )  # fmt: skip
    exhibit = forms.CharField(max_length=40, required=False, label="Number as an exhibit")
    level = forms.TypedChoiceField(choices=Examination.Level.choices, coerce=int, empty_value=1)
    marking = fields.marking_field()

    def __init__(self, *args, **more):
        super().__init__(*args, **more)
        self.fields["zone"].widget.attrs |= {"class": "so-num", "spellcheck": "false", "autocomplete": "off"}

    def clean_issuer(self):
        issuer = self.cleaned_data["issuer"].strip().upper().rstrip("<")
        if issuer and not ISSUER.match(issuer):
            raise forms.ValidationError("Give one to three letters, such as UTO or D.")
        return issuer

    def clean_number(self):
        number = self.cleaned_data["number"].strip().upper().replace(" ", "").replace("-", "").rstrip("<")
        if not NUMBER.match(number):
            raise forms.ValidationError("A document number has letters A to Z and digits only.")
        return number

    def clean_marking(self):
        return fields.cleaned_marking(self.cleaned_data["marking"])

    def given(self):
        return {name: value for name, value in self.cleaned_data.items() if name not in ("key", "version")}


class DescribeForm(BeginForm):
    """All of it. The page is copied by eye, so that the two can be compared."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)
    page_surname = forms.CharField(max_length=120, required=False, label="Surname")
    page_given_names = forms.CharField(max_length=120, required=False, label="Given names")
    page_number = fields.code(max_length=30, label="Document number on the page")
    page_nationality = fields.code(max_length=3, label="Nationality")
    page_birth_date = forms.DateField(
        required=False,
        label="Date of birth",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    page_sex = forms.ChoiceField(
        required=False, label="Sex", choices=[("", "Not printed"), ("F", "F"), ("M", "M"), ("X", "X")]
    )
    page_issued_on = forms.DateField(
        required=False, label="Issued", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    page_expiry_date = forms.DateField(
        required=False, label="Expiry", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    page_authority = forms.CharField(max_length=120, required=False, label="Authority")
    instruments = forms.CharField(
        max_length=300, required=False, help_text="Such as “10× loupe, 365 nm lamp, docubox”."
    )
    chip = forms.ChoiceField(choices=Examination.Chip.choices)
    chip_says = forms.CharField(max_length=300, required=False, label="What the chip says")
    comparison = forms.ChoiceField(choices=Examination.Comparison.choices, label="Compared with")
    compared_with = forms.CharField(
        max_length=300,
        required=False,
        label="Which one",
        help_text="Series, year, reference number of the source.",
    )
    field_order = (
        *("key", "version", "kind", "issuer", "number", "exhibit", "zone"),
        *(f"page_{name}" for name in PAGE),
        *("level", "instruments", "chip", "chip_says", "comparison", "compared_with", "marking"),
    )

    def __init__(self, *args, record, **more):
        more.setdefault("initial", written(record))
        super().__init__(*args, **more)

    def clean(self):
        given = super().clean()
        issued, expires, born = (
            given.get(f"page_{name}") for name in ("issued_on", "expiry_date", "birth_date")
        )
        if issued and expires and expires < issued:
            self.add_error("page_expiry_date", "It expires before it was issued. Read both dates again.")
        if born and issued and born > issued:
            self.add_error(
                "page_birth_date", "The holder would be born after it was issued. Read both dates again."
            )
        if given.get("comparison", "NONE") != "NONE" and not given.get("compared_with"):
            self.add_error("compared_with", "Say which one it was compared with.")
        return given

    def given(self):
        told = super().given()
        visual = {name: told.pop(f"page_{name}") for name in PAGE}
        return told | {"visual": {name: str(value) for name, value in visual.items() if value}}


def written(record):
    """A record as the form shows it."""
    plain = (
        *(
            "kind",
            "issuer",
            "number",
            "exhibit",
            "zone",
            "level",
            "instruments",
            "chip",
            "chip_says",
            "comparison",
        ),
        *("compared_with", "marking", "version"),
    )
    page = {f"page_{name}": value for name, value in record.visual.items()}
    return {name: getattr(record, name) for name in plain} | page
