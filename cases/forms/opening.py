"""Logging a case: what happened, where it came from, who is in it."""

import uuid

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Field, Fieldset, Layout, Row
from django import forms
from django.utils import timezone

from cases import kinds
from cases.models import Case, Priority, Subject
from secoffice import markings
from secoffice.accounts.models import Office, Unit
from secoffice.people.models import IDENTIFIERS, Fact, Person
from secoffice.people.normal import normal


class PlainForm(forms.Form):
    """A form whose page brings the <form> element, so that several stand in one."""

    @property
    def helper(self):
        helper = FormHelper()
        helper.form_tag = False
        helper.disable_csrf = True
        helper.layout = self.layout()
        return helper


def offices_of(user):
    """Offices somebody may log for: their own, and those below it."""
    if not user.office_id:
        return Office.objects.none()
    below, found = [user.office_id], {user.office_id}
    while below:
        below = [
            pk
            for pk in Office.objects.filter(parent__in=below).values_list("pk", flat=True)
            if pk not in found
        ]
        found |= set(below)
    return Office.objects.filter(pk__in=found)


class CaseForm(PlainForm):
    """The case itself. `key` is made with the empty form: sent twice, it is logged once."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    searched = forms.BooleanField(widget=forms.HiddenInput, required=False)
    kind = forms.ChoiceField(choices=[("", "Choose …"), *kinds.CHOICES], label="Kind of case")
    title = forms.CharField(max_length=160, help_text="A few words that tell it from other cases. No names.")
    allegation = forms.CharField(
        max_length=20_000,
        label="What is alleged",
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Facts as they were told: what, where, when, by whom.",
    )
    source = forms.ChoiceField(choices=[("", "Choose …"), *kinds.SOURCES], label="Who told us")
    channel = forms.ChoiceField(choices=[("", "Choose …"), *kinds.CHANNELS], label="How it reached us")
    anonymous = forms.BooleanField(
        required=False,
        label="The source wishes to stay anonymous",
        help_text="No acknowledgement is owed then.",
    )
    received_on = forms.DateField(
        label="Received on",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text="Empty means today.",
    )
    predicate = forms.CharField(
        max_length=20_000,
        required=False,
        label="Predicate",
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="If it is known already: why a crime or threat may be occurring.",
    )
    office = forms.ModelChoiceField(Office.objects.none(), empty_label=None)
    unit = forms.ModelChoiceField(Unit.objects.none(), required=False, empty_label="No unit yet")
    priority = forms.ChoiceField(choices=Priority, initial=Priority.ROUTINE)
    marking = forms.CharField(
        max_length=80, required=False, help_text="Empty means the usual marking of the kind."
    )

    def __init__(self, *args, user, **more):
        super().__init__(*args, **more)
        self.fields["office"].queryset = offices = offices_of(user)
        self.fields["unit"].queryset = Unit.objects.filter(office__in=offices).select_related("office")
        self.fields["unit"].label_from_instance = lambda unit: f"{unit.office.code} · {unit.name}"
        self.fields["office"].initial, self.fields["unit"].initial = user.office_id, user.unit_id

    def layout(self):
        return Layout(
            "key",
            "searched",
            Fieldset(
                "What happened",
                Row(Column("kind"), Column("received_on")),
                "title",
                "allegation",
            ),
            Fieldset("Where it came from", Row(Column("source"), Column("channel")), "anonymous"),
            Fieldset(
                "Who works it",
                Row(Column("office"), Column("unit")),
                Row(Column("priority"), Column(Field("marking", css_class="so-num"))),
                "predicate",
            ),
        )

    def clean_marking(self):
        given = self.cleaned_data["marking"].strip()
        if not given:
            return ""
        try:
            return str(markings.parse(given))
        except markings.MarkingError as wrong:
            raise forms.ValidationError(str(wrong)) from wrong

    def clean_received_on(self):
        day = self.cleaned_data["received_on"]
        if day and day > timezone.now().astimezone(timezone.get_current_timezone()).date():
            raise forms.ValidationError("A complaint cannot have been received in the future.")
        if day and day.year < 1950:
            raise forms.ValidationError("Check the year.")
        return day

    def clean(self):
        given = super().clean()
        unit, office = given.get("unit"), given.get("office")
        if unit and office and unit.office_id != office.pk:
            self.add_error("unit", f"This unit belongs to {unit.office}.")
        return given

    def case(self):
        """The fields of the new case."""
        return {name: value for name, value in self.cleaned_data.items() if name not in ("key", "searched")}


class SubjectForm(PlainForm):
    """One person on the case: picked from those on file, or put on file here. `key` as in every form that makes
    something: sent twice, it is one person."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4, required=False)
    person = forms.IntegerField(required=False, widget=forms.HiddenInput)
    part = forms.ChoiceField(choices=Subject.Part, label="Part in it")
    kind = forms.ChoiceField(choices=Person.Kind, required=False, label="Person or organisation")
    name = forms.CharField(
        max_length=200, required=False, help_text="As written; several spellings apart with ;"
    )
    born = forms.CharField(
        max_length=10, required=False, label="Date of birth", help_text="1974-08-12 or 1974-??-??"
    )
    id_kind = forms.ChoiceField(
        choices=[("", "None"), *((kind.value, kind.label) for kind in IDENTIFIERS)],
        required=False,
        label="Identifier",
    )
    id_value = forms.CharField(max_length=200, required=False, label="Number or address")
    issuer = forms.CharField(max_length=3, required=False, help_text="Three letters, such as UTO")

    def __init__(self, *args, user, **more):
        super().__init__(*args, **more)
        self.user, self.picked = user, None

    def layout(self):
        return Layout(
            "key",
            "person",
            Row(Column("part"), Column("kind")),
            "name",
            Row(Column("born"), Column("id_kind")),
            Row(Column("id_value"), Column("issuer")),
        )

    def clean_person(self):
        """A person picked from the list; anything the reader may not see does not exist."""
        given = self.cleaned_data["person"]
        if given:
            self.picked = Person.objects.visible_to(self.user).filter(pk=given).first()
            if self.picked is None:
                raise forms.ValidationError("This person is not on file.")
        return given

    def clean_issuer(self):
        code = self.cleaned_data["issuer"].strip()
        if code and not (code.isascii() and code.isalpha()):
            raise forms.ValidationError("Up to three letters, such as UTO.")
        return code.upper()

    def clean_born(self):
        return self._normal("born", Fact.Kind.BORN)

    def clean(self):
        given = super().clean()
        if given.get("id_value") and not given.get("id_kind"):
            self.add_error("id_kind", "Say what kind of number this is.")
        if given.get("id_kind") and not given.get("id_value"):
            self.add_error("id_value", "Give the number, or choose “None”.")
        elif given.get("id_value") and not normal(given.get("id_kind") or "PASSPORT", given["id_value"]):
            self.add_error("id_value", "This holds no letters or digits that could be compared.")
        if (
            self.has_changed()
            and not self.picked
            and not given.get("name", "").strip(" ;")
            and not self.errors
        ):
            self.add_error("name", "Give a name; write “unknown” where it is not known.")
        return given

    def has_changed(self):
        ignored = {"part", "kind", "key"}
        return bool(set(self.changed_data) - ignored)

    def _normal(self, field, kind):
        value = self.cleaned_data[field].strip()
        if value:
            try:
                return normal(kind, value)
            except ValueError as wrong:
                raise forms.ValidationError(str(wrong)) from wrong
        return value

    def facts(self):
        given = self.cleaned_data
        told = [("NAME", name.strip(), "") for name in given["name"].split(";") if name.strip()]
        if given["born"]:
            told.append(("BORN", given["born"], ""))
        if given["id_value"]:
            told.append((given["id_kind"], given["id_value"], given["issuer"]))
        return told

    def subject(self):
        """What `opening.add_subject` takes."""
        given = self.cleaned_data
        return {
            "part": given["part"],
            "kind": given["kind"] or "PERSON",
            "person": self.picked,
            "facts": self.facts(),
            "key": given["key"],
        }


class Subjects:
    """The rows of people under the case form: as many as were sent, never more than twenty."""

    MOST = 20

    def __init__(self, data=None, *, user, rows=1):
        if data is not None:
            sent = str(data.get("rows", ""))
            rows = min(int(sent), self.MOST) if sent.isascii() and sent.isdigit() and len(sent) < 4 else 1
        self.forms = [
            SubjectForm(data, user=user, prefix=f"p{n}", empty_permitted=True, use_required_attribute=False)
            for n in range(rows)
        ]

    def __iter__(self):
        return iter(self.forms)

    def __len__(self):
        return len(self.forms)

    def is_valid(self):
        judged = [form.is_valid() for form in self.forms]  # each row says its own errors
        return all(judged)

    def subjects(self):
        return [form.subject() for form in self.forms if form.has_changed()]


class SearchForm(forms.Form):
    words = forms.CharField(max_length=200, required=False)


class AskAccessForm(forms.Form):
    """Asking for access by reference, from the page that says nothing is there."""

    reference = forms.CharField(max_length=40)
    reason = forms.CharField(max_length=1000)


def carried_from(entry):
    """A log entry's words as the first draft of a case."""
    words = [entry.what, f"Where: {entry.where}", entry.details, entry.action_taken]
    return {
        "title": entry.what[: Case._meta.get_field("title").max_length],
        "allegation": "\n\n".join(word for word in words if word),
        "channel": "LOG",
        "received_on": entry.office.local_date(entry.happened_at),
        "office": entry.office_id,
    }
