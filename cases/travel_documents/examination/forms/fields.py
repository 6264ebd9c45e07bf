"""Parts that several forms of the room share."""

from django import forms

from cases.forms.working import Sent
from secoffice import markings


class Written(Sent):
    """`version` says which state of the record was read."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)


def marking_field():
    return forms.CharField(max_length=80, widget=forms.TextInput(attrs={"class": "so-num"}))


def cleaned_marking(text):
    try:
        return str(markings.parse(text))
    except markings.MarkingError as wrong:
        raise forms.ValidationError(str(wrong)) from wrong


def code(**more):
    """A short code in capital letters, typed in either case."""
    attrs = {"class": "so-num", "autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
    return forms.CharField(widget=forms.TextInput(attrs=attrs), required=False, **more)
