"""Controls written without templates are the ones Django writes."""

import re

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates

from secoffice.ui.rendering import Renderer


class Everything(forms.Form):
    text = forms.CharField(max_length=10, label="Text", help_text="said")
    number = forms.IntegerField(min_value=1)
    day = forms.DateField(widget=forms.DateInput(attrs={"type": "date", "data-x": '"quoted" & <b>'}))
    mail = forms.EmailField(required=False)
    hidden = forms.CharField(widget=forms.HiddenInput)
    one = forms.ChoiceField(
        choices=[("", "Any"), ("a", "<A> & ‘B’"), ("Group “G”", [("b", "B"), ("c", "C")])]
    )
    many = forms.MultipleChoiceField(choices=[("1", "One"), ("2", "Two")])
    box = forms.BooleanField()
    area = forms.CharField(widget=forms.Textarea)


def written(renderer, data):
    form = Everything(data, renderer=renderer)
    page = "".join(str(field) for field in form)
    return re.sub(r"\s+(?=<)|(?<=>)\s+|(?<=\s)\s+", "", page)


@pytest.mark.parametrize(
    "data",
    [
        None,
        {},
        {"text": "<script>", "number": "7", "one": "c", "many": ["1", "2"], "box": "on", "day": "2026-01-02"},
        {"text": '"', "number": "x", "one": "nonsense", "many": "9", "hidden": "&amp;", "mail": "a@b"},
    ],
)
def test_they_are_the_same_byte_by_byte(data):
    assert written(Renderer(), data) == written(DjangoTemplates(), data)
