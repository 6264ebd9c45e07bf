"""Changing the facts of a case, and settling two changes made at the same time."""

import copy
import hashlib
import json
from dataclasses import dataclass

from django import forms
from django.utils import timezone

from cases.actions.writing import EDITABLE
from cases.models import Case
from secoffice import markings
from secoffice.accounts.models import Unit

MINE, THEIRS = "mine", "theirs"
DECONTROL = "A day, or an event such as “end of the prosecution”. From then on the marking no longer binds."


def plain(value):
    """A value as the form sends it, so that what is on file and what was typed can be compared."""
    if isinstance(value, bool):
        return "on" if value else ""
    value = getattr(value, "pk", value)
    return "" if value is None else str(value).replace("\r\n", "\n").strip()


def trace(value):
    return hashlib.sha256(plain(value).encode()).hexdigest()[:16]


def traces(case):
    """What each field held when the form was made, as digests: enough to see who changed what."""
    return json.dumps({name: trace(getattr(case, name)) for name in EDITABLE})


class EditForm(forms.ModelForm):
    """`version` says which state of the case was read; `was` what its fields held."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)
    was = forms.CharField(widget=forms.HiddenInput, required=False, max_length=2000)

    class Meta:
        model = Case
        fields = EDITABLE
        widgets = {
            "received_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "allegation": forms.Textarea(attrs={"rows": 8}),
        }
        help_texts = {
            "title": "A few words that tell it from other cases. No names.",
            "marking": "CUI//categories//controls, such as CUI//INV/PRVCY//NOCON.",
            "decontrol": DECONTROL,
        }

    def __init__(self, *args, case, **more):
        more.setdefault("initial", {"version": case.version, "was": traces(case)})
        super().__init__(*args, instance=copy.copy(case), **more)
        self.case = case
        self.fields["unit"].queryset = Unit.objects.filter(office=case.office_id)
        self.fields["unit"].empty_label = "No unit yet"
        self.fields["marking"].widget.attrs["class"] = "so-num"

    def clean_marking(self):
        try:
            return str(markings.parse(self.cleaned_data["marking"]))
        except markings.MarkingError as wrong:
            raise forms.ValidationError(str(wrong)) from wrong

    def clean_received_on(self):
        day = self.cleaned_data["received_on"]
        if day > timezone.localdate():
            raise forms.ValidationError("A complaint cannot have been received in the future.")
        if day.year < 1950:
            raise forms.ValidationError("Check the year.")
        return day

    def changes(self):
        """What to save. A value that only went through the browser (line ends, spaces) is not a change."""
        held = {name: getattr(self.case, name) for name in EDITABLE}
        given = {name: self.cleaned_data[name] for name in EDITABLE}
        return {
            name: held[name] if plain(value) == plain(held[name]) else value for name, value in given.items()
        }


@dataclass(frozen=True)
class Difference:
    """One field that two people left different: what this form says, what is on file, and which to propose."""

    name: str
    label: str
    mine: str
    theirs: str
    sent: str
    take: str


def differences(form, case):
    """Field by field what the form would overwrite. Who changed a field is proposed for it; where both did,
    the writer of this form decides."""
    found = []
    was = was_of(form)
    for name in EDITABLE:
        mine, theirs = form.cleaned_data[name], getattr(case, name)
        if plain(mine) == plain(theirs):
            continue
        touched = was.get(name) != trace(mine)
        label = str(Case._meta.get_field(name).verbose_name).capitalize()
        shown = (said(form, name, mine), said(form, name, theirs))
        found.append(Difference(name, label, *shown, plain(mine), MINE if touched else THEIRS))
    return found


def sent(form):
    """What this form says, field by field, to be sent again; an unticked box is not sent."""
    told = [(name, plain(form.cleaned_data[name])) for name in EDITABLE]
    return [(name, value) for name, value in told if value or not isinstance(form.cleaned_data[name], bool)]


def was_of(form):
    try:
        was = json.loads(form.cleaned_data.get("was") or "{}")
    except ValueError:
        return {}
    return was if isinstance(was, dict) else {}


def said(form, name, value):
    """A value as a reader would say it: the label of a choice, yes or no."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    choices = getattr(Case._meta.get_field(name), "flatchoices", None)
    return str(dict(choices).get(value, value)) if choices else ("none" if value is None else str(value))


def settled(data, case):
    """The form's data with “theirs” put where it was chosen."""
    data = data.copy()
    for name in EDITABLE:
        if data.get(f"choice-{name}") == THEIRS:
            data[name] = plain(getattr(case, name))
    return data
