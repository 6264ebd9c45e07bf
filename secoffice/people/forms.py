"""What people fill in about persons. Names of fields are those of the verbs."""

import re
import uuid

from django import forms

from secoffice.files.forms import UploadField
from secoffice.people import finding, sources
from secoffice.people.models import IDENTIFIERS, Fact, Judgement, Person, Relationship
from secoffice.people.normal import born, normal

OTHER = "other"
NO_NUMBER = "Give the number of the record that says so."
PARTIAL = "1974-08-12, or 1974-??-?? where only the year is known."


def dated(value):
    """A date of birth or the like, whole or in part."""
    value = value.strip()
    if value:
        try:
            return born(value)
        except ValueError as wrong:
            raise forms.ValidationError(str(wrong)) from wrong
    return value


class PersonFilter(forms.Form):
    q = forms.CharField(max_length=200, required=False, label="Name or number")
    kind = forms.ChoiceField(choices=[("", "Any"), *Person.Kind.choices], required=False)

    def __init__(self, *args, user, **more):
        super().__init__(*args, **more)
        self.user = user

    def narrow(self, people):
        given = self.cleaned_data
        if given["kind"]:
            people = people.filter(kind=given["kind"])
        words = given["q"]
        return finding.narrow(people, self.user, words) if words else finding.lately(people)


class FromRecord(forms.Form):
    """Something that a record says: the record is chosen among those that tell of this person, or named."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    source = forms.ChoiceField(label="Record that says so")
    reference = forms.CharField(
        max_length=40,
        required=False,
        label="Its number, if it is another record",
        widget=forms.TextInput(attrs={"class": "so-num", "autocomplete": "off"}),
        help_text="Such as UTP-2026-00417-K. You must be able to write in it.",
    )

    def __init__(self, *args, user, told_by=(), **more):
        super().__init__(*args, **more)
        self.user, self.told_by = user, {each.key: each for each in told_by if each.takes_words}
        choices = [(key, f"{each.label} {each.title}".strip()) for key, each in self.told_by.items()]
        first = [("", "Choose …")] if len(choices) > 1 else []
        self.fields["source"].choices = [*first, *choices, (OTHER, "Another record")]
        if not choices:
            del self.fields["source"]
            number = self.fields["reference"]
            number.label, number.required = "Record that says so", True
            number.error_messages["required"] = NO_NUMBER

    def clean(self):
        given = super().clean()
        chosen, typed = given.get("source") or OTHER, (given.get("reference") or "").strip()
        if chosen == OTHER and not {"source", "reference"} & self.errors.keys():
            given["source"] = self._called(typed)
        elif chosen != OTHER:
            given["source"] = self.told_by[chosen].record
            if typed:
                self.add_error("reference", "Choose “Another record”, or leave this empty.")
        return given

    def _called(self, typed):
        found = sources.called(typed, self.user) if typed else None
        if found is None:
            says = (
                "You can see no record with this number."
                if typed
                else "Give the number of the record that says so."
            )
            self.add_error("reference", says)
        return found

    def verb(self, *names):
        """What every verb takes, and these fields besides."""
        return {name: self.cleaned_data[name] for name in ("source", *names)} | {"by": self.user}


class FactForm(FromRecord):
    kind = forms.ChoiceField(choices=Fact.Kind.choices, label="What")
    value = forms.CharField(
        max_length=200, widget=forms.TextInput(attrs={"dir": "auto"}), label="As it stands there"
    )
    form = forms.ChoiceField(
        choices=[("", "Not said"), *Fact.Form.choices], required=False, label="Of a name: what it is"
    )
    issuer = forms.CharField(
        max_length=3,
        required=False,
        label="Issued by",
        help_text="Of a document: three letters, such as UTO.",
    )
    field_order = ("key", "kind", "value", "form", "issuer", "source", "reference")

    def clean_issuer(self):
        code = self.cleaned_data["issuer"].strip().upper()
        if code and not (code.isascii() and code.isalpha()):
            raise forms.ValidationError("Up to three letters, such as UTO.")
        return code

    def clean(self):
        given = super().clean()
        kind, value = given.get("kind"), given.get("value")
        if kind and value:
            try:
                if not normal(kind, value):
                    self.add_error("value", "This holds no letters or digits that could be compared.")
            except ValueError as wrong:
                self.add_error("value", str(wrong))
        if given.get("form") == Fact.Form.MRZ and not re.fullmatch(r"[A-Z<]+", value or ""):
            self.add_error("value", "A machine-readable line holds capital letters and < only.")
        if given.get("form") and kind != Fact.Kind.NAME:
            self.add_error("form", "Only a name is one of these; leave it at “Not said”.")
        return given

    def facts(self):
        given = self.cleaned_data
        return [(given["kind"], given["value"], given["issuer"], given["form"])]


class NewPersonForm(FromRecord):
    """Somebody new on file: what tells them from namesakes, and the record that says so."""

    kind = forms.ChoiceField(choices=Person.Kind, label="Person or organisation")
    name = forms.CharField(
        max_length=200,
        widget=forms.TextInput(attrs={"dir": "auto"}),
        help_text="As written; several spellings apart with ;",
    )
    born = forms.CharField(max_length=10, required=False, label="Date of birth", help_text=PARTIAL)
    nationality = forms.CharField(max_length=3, required=False, help_text="Three letters, such as UTO.")
    id_kind = forms.ChoiceField(
        choices=[("", "None"), *((kind.value, kind.label) for kind in IDENTIFIERS)],
        required=False,
        label="Identifier",
    )
    id_value = forms.CharField(max_length=200, required=False, label="Number or address")
    field_order = ("key", "kind", "name", "born", "nationality", "id_kind", "id_value", "source", "reference")

    def clean_born(self):
        return dated(self.cleaned_data["born"])

    def clean_nationality(self):
        return self.cleaned_data["nationality"].strip().upper()

    def clean(self):
        given = super().clean()
        if not given.get("name", "").strip(" ;") and "name" not in self.errors:
            self.add_error("name", "Give a name; write “unknown” where it is not known.")
        if bool(given.get("id_kind")) != bool(given.get("id_value", "").strip()):
            self.add_error("id_value", "Give the kind of number and the number, or neither.")
        return given

    def facts(self):
        given = self.cleaned_data
        told = [("NAME", name.strip(), "") for name in given["name"].split(";") if name.strip()]
        told += [("BORN", given["born"], ""), ("NATION", given["nationality"], "")]
        told += [(given["id_kind"], given["id_value"], "")] if given["id_kind"] else []
        return [fact for fact in told if fact[1]]


class TieForm(FromRecord):
    """Whom this person is tied to: searched for first, put on file where nobody on file is meant."""

    who = forms.CharField(
        max_length=200,
        label="Who",
        widget=forms.TextInput(attrs={"dir": "auto"}),
        help_text="A name or number. Those on file are shown before anybody new is made.",
    )
    kind = forms.ChoiceField(choices=[("", "Choose …"), *Relationship.Kind.choices], label="Is their")
    other_kind = forms.ChoiceField(choices=Person.Kind, label="Person or organisation")
    since = forms.CharField(max_length=10, required=False, help_text=PARTIAL)
    until = forms.CharField(max_length=10, required=False)
    remark = forms.CharField(max_length=200, required=False)
    field_order = ("key", "who", "other_kind", "kind", "since", "until", "remark", "source", "reference")

    def clean_since(self):
        return dated(self.cleaned_data["since"])

    def clean_until(self):
        return dated(self.cleaned_data["until"])


class PictureForm(FromRecord):
    upload = UploadField(label="Picture", help_text="JPEG, PNG, GIF or WebP.")
    taken_on = forms.CharField(max_length=10, required=False, label="Taken on", help_text=PARTIAL)
    remark = forms.CharField(max_length=200, required=False, label="What it shows")
    field_order = ("key", "upload", "taken_on", "remark", "source", "reference")

    def clean_taken_on(self):
        return dated(self.cleaned_data["taken_on"])


class WhyForm(forms.Form):
    reason = forms.CharField(max_length=500, widget=forms.Textarea(attrs={"rows": 3}), label="Why")


class JudgeForm(forms.Form):
    verdict = forms.ChoiceField(
        choices=[
            (Judgement.Verdict.SAME, "The same: from now on they are shown as one"),
            (Judgement.Verdict.DIFFERENT, "Different: not suggested again until something new is known"),
            (Judgement.Verdict.UNSURE, "Not sure: both stay, and the doubt is on file"),
        ],
        widget=forms.RadioSelect,
        label="Are they the same?",
    )
    why = forms.CharField(max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))
    rests_on = forms.MultipleChoiceField(
        widget=forms.CheckboxSelectMultiple,
        label="Records it rests on",
        help_text="At least one for each of the two. Whoever may see all that you tick learns of your judgement.",
    )

    def __init__(self, *args, told_by=(), **more):
        super().__init__(*args, **more)
        self.fields["rests_on"].choices = [
            (each.key, f"{each.label} {each.title}".strip()) for each in told_by
        ]
        self.fields["rests_on"].initial = [each.key for each in told_by]

    def clean_rests_on(self):
        pairs = (key.rpartition(":") for key in self.cleaned_data["rests_on"])
        return {(kind, int(number)) for kind, _, number in pairs}
