"""What is said beside a field that was left empty."""

import pytest
from django import forms

from cases.models import Case

FIELDS = [
    (forms.CharField(), "Fill this in."),
    (forms.EmailField(), "Fill this in."),
    (forms.ChoiceField(), "Choose one."),
    (forms.TypedMultipleChoiceField(), "Choose at least one."),
    (forms.ModelChoiceField(Case.objects.none()), "Choose one."),
    (forms.ModelMultipleChoiceField(Case.objects.none()), "Choose at least one."),
    (forms.DateField(), "Choose a day."),
    (forms.TimeField(), "Give a time."),
    (forms.IntegerField(), "Give a number."),
    (forms.FileField(), "Choose a file."),
    (forms.BooleanField(), "Tick this."),
    (forms.CharField(error_messages={"required": "Say why."}), "Say why."),
]


@pytest.mark.parametrize(("field", "said"), FIELDS, ids=lambda each: getattr(each, "label", each))
def test_an_empty_field_says_what_to_do(field, said):
    with pytest.raises(forms.ValidationError) as refused:
        field.clean(None)
    assert refused.value.messages == [said]
