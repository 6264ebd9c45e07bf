"""What is filled in about a document: its page, its holder, where the book is."""

from datetime import date

from django import forms
from django.utils import timezone

from cases.forms.working import LONG, Sent, StaffField, lines
from cases.travel_documents.lost.normal import is_issuer, normal_issuer, normal_number
from cases.travel_documents.register import printed
from cases.travel_documents.register.models import TravelDocument
from cases.travel_documents.register.models.document import Type
from secoffice import markings
from secoffice.accounts.models import User
from secoffice.people.finding import REFERENCE
from secoffice.people.forms import dated
from secoffice.people.models import Person

FIRST = date(1900, 1, 1)
CHOOSE = ("", "Choose …")
FROM_LINES = "Where the machine-readable lines are given, empty fields are filled from them."
NUMBERED = {"class": "so-num", "autocomplete": "off"}
NOT_AN_ISSUER = "Give the code of three letters that stands in the document, such as UTO; D for Germany."


class DayField(forms.DateField):
    """A day from 1900 on; unless `coming`, one that has come."""

    def __init__(self, *, coming=False, **more):
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        super().__init__(**{"widget": widget, "label": "Day"} | more)
        self.coming = coming

    def clean(self, value):
        day = super().clean(value)
        if day and not FIRST <= day <= date(2199, 12, 31):
            raise forms.ValidationError("Check the year.")
        if day and not self.coming and day > timezone.localdate():
            raise forms.ValidationError("This day has not come yet.")
        return day


def issuer_of(value):
    code = normal_issuer(value)
    if value and not is_issuer(code):
        raise forms.ValidationError(NOT_AN_ISSUER)
    return code


class DocumentForm(Sent):
    """What is printed. `version` says which state was read; empty for a new document."""

    mrz = forms.CharField(
        label="Machine-readable lines", max_length=200, required=False, help_text=FROM_LINES,
        widget=forms.Textarea(attrs={"rows": 3, "class": "so-mrz", "autocomplete": "off", "spellcheck": "false"}),
    )  # fmt: skip
    type = forms.ChoiceField(label="Kind of document", choices=[CHOOSE, *Type.choices])
    issuer = forms.CharField(
        label="Issuing state or body", max_length=10, required=False, widget=forms.TextInput(attrs=NUMBERED)
    )
    number = forms.CharField(max_length=30, required=False, widget=forms.TextInput(attrs=NUMBERED))
    issued_on = DayField(label="Date of issue", required=False)
    expires_on = DayField(label="Date of expiry", required=False, coming=True)
    issuing_office = forms.CharField(label="Issuing office", max_length=120, required=False)
    name_visual = forms.CharField(label="Name as printed", max_length=160, required=False)
    name_mrz = forms.CharField(
        label="Name in the machine-readable lines", max_length=80, required=False,
        help_text="Kept apart from the printed one: that the two differ may be what is looked for.",
    )  # fmt: skip
    born = forms.CharField(
        label="Date of birth", max_length=10, required=False, help_text="1974-08-12, or 1974-??-??."
    )
    birthplace = forms.CharField(label="Place of birth", max_length=120, required=False)
    sex = forms.ChoiceField(choices=[("", "Not printed"), ("F", "F"), ("M", "M"), ("X", "X")], required=False)
    nationality = forms.CharField(max_length=10, required=False, widget=forms.TextInput(attrs=NUMBERED))
    remarks = forms.CharField(max_length=2000, required=False, widget=lines(2))
    marking = forms.CharField(
        max_length=80, required=False, widget=forms.TextInput(attrs={"class": "so-num"})
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)

    def clean_issuer(self):
        return issuer_of(self.cleaned_data["issuer"])

    def clean_nationality(self):
        return issuer_of(self.cleaned_data["nationality"])

    def clean_born(self):
        return dated(self.cleaned_data["born"])

    def clean_marking(self):
        try:
            given = self.cleaned_data["marking"]
            return str(markings.parse(given)) if given else ""
        except markings.MarkingError as wrong:
            raise forms.ValidationError(str(wrong)) from wrong

    def clean(self):
        given = super().clean()
        if given.get("mrz"):
            self._fill_from_lines(given)
        for name, said in (("issuer", NOT_AN_ISSUER), ("number", "Give the number of the document.")):
            if name not in self.errors and not given.get(name):
                self.add_error(name, said)
        if given.get("number") and not normal_number(given["number"]):
            self.add_error("number", "A number has letters and digits.")
        return given

    def _fill_from_lines(self, given):
        said, _ = printed.of_lines(given["mrz"], on=timezone.localdate())
        for name, value in said.items():
            if name in given and not given[name] and value:
                given[name] = printed.read(name, value)

    def given(self):
        """What the verbs take; `key` and `version` stay with the page."""
        kept = ("key", "version", "holder", "staff", "keeper")
        return {name: value for name, value in self.cleaned_data.items() if name not in kept}


class NewDocumentForm(DocumentForm):
    """A new one: of somebody on file, of a colleague, or of somebody who is not known."""

    holder = forms.CharField(
        label="Holder on file", max_length=20, required=False, widget=forms.TextInput(attrs=NUMBERED),
        help_text="Such as P-12: whose document it is, which need not be who carries it. Empty: not known.",
    )  # fmt: skip
    staff = StaffField(label="Or a colleague, for special issuance", required=False)
    keeper = StaffField(label="Keeper of a colleague’s book", required=False)

    def __init__(self, *args, user, **more):
        super().__init__(*args, **more)
        self.user = user
        people = User.objects.present().filter(office=user.office_id).select_related("office", "unit")
        self.fields["staff"].queryset = people.exclude(pk=user.pk).order_by("name")
        self.fields["keeper"].queryset = people.order_by("name")

    def clean_holder(self):
        return person_of(self.user, self.cleaned_data["holder"])

    def clean(self):
        given = super().clean()
        staff = given.get("staff")
        if staff and given.get("holder"):
            self.add_error("holder", "Name a person on file or a colleague, not both.")
        if staff and given.get("type") not in (Type.DIPLOMATIC, Type.OFFICIAL):
            self.add_error("staff", "Only a diplomatic or official passport is a colleague’s here.")
        if given.get("keeper") and (not staff or staff == given["keeper"]):
            self.add_error("keeper", "A keeper is somebody else, for the book of a colleague.")
        return given

    def given(self):
        people = {name: self.cleaned_data[name] for name in ("holder", "staff", "keeper")}
        return super().given() | people


def person_of(user, reference):
    """The person of this reference whom the reader may know of; None for nobody."""
    if not reference.strip():
        return None
    found = REFERENCE.match(reference.strip())
    people = Person.objects.visible_to(user).filter(kind=Person.Kind.PERSON)
    person = people.filter(pk=int(found[1])).first() if found else None
    if person is None:
        raise forms.ValidationError("Nobody of this number that you may see. It is written as P-12.")
    return person


def written(document):
    """A document as the form shows it."""
    names = [name for name in DocumentForm.base_fields if name not in ("key", "marking")]
    return {name: getattr(document, name) for name in names} | {"marking": document.marking}


class HolderForm(forms.Form):
    holder = forms.CharField(
        label="Holder on file", max_length=20, required=False, widget=forms.TextInput(attrs=NUMBERED),
        help_text="Such as P-12. Empty: not known any more.",
    )  # fmt: skip
    reason = forms.CharField(label="How you know", max_length=500, widget=lines(2))

    def __init__(self, *args, user, **more):
        super().__init__(*args, **more)
        self.user = user

    def clean_holder(self):
        return person_of(self.user, self.cleaned_data["holder"])


class CustodyForm(forms.Form):
    keeper = StaffField(label="Keeper")
    with_holder = forms.BooleanField(label="The book is with its holder now", required=False)
    where = forms.CharField(label="Where it is kept otherwise", max_length=120, required=False)

    def __init__(self, *args, document, **more):
        super().__init__(*args, **more)
        people = User.objects.present().filter(office=document.office_id).exclude(pk=document.staff_id)
        self.fields["keeper"].queryset = people.select_related("office", "unit").order_by("name")


class StepForm(forms.Form):
    """A step of a document, with the reason its table asks for."""

    ended = forms.ChoiceField(label="Why it is not valid any more")
    reason = forms.CharField(max_length=LONG, widget=lines(4))

    ENDS = ("CANCELLED", "FEE", "DAMAGED", "POST", "NATION")

    def __init__(self, *args, step, **more):
        super().__init__(*args, **more)
        self.fields["reason"].label = step.reason_label
        choices = [each for each in TravelDocument.Ended.choices if each[0] in self.ENDS]
        self.fields["ended"].choices = [CHOOSE, *choices]
        if "ended" not in step.asks:
            del self.fields["ended"]


class NumberForm(forms.Form):
    """Look a document up by its number; sent by POST, for a number in an address stands in logs."""

    issuer = forms.CharField(
        label="Issuer", max_length=10, required=False, widget=forms.TextInput(attrs=NUMBERED)
    )
    number = forms.CharField(max_length=30, widget=forms.TextInput(attrs=NUMBERED))

    def clean_issuer(self):
        return issuer_of(self.cleaned_data["issuer"])

    def clean_number(self):
        number = normal_number(self.cleaned_data["number"])
        if not number:
            raise forms.ValidationError("A number has letters and digits.")
        return number
