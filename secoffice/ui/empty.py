"""What a form says beside a field that was left empty: what to do, where Django says only that it is required."""

from django import forms

SAID = {
    forms.Field: "Fill this in.",
    forms.BooleanField: "Tick this.",
    forms.ChoiceField: "Choose one.",
    forms.MultipleChoiceField: "Choose at least one.",
    forms.ModelMultipleChoiceField: "Choose at least one.",
    forms.FileField: "Choose a file.",
    forms.DateField: "Choose a day.",
    forms.DateTimeField: "Choose a day and a time.",
    forms.TimeField: "Give a time.",
    forms.IntegerField: "Give a number.",
}


def teach():
    """For every form of this process; a field with words of its own keeps them."""
    for field, words in SAID.items():
        field.default_error_messages = field.default_error_messages | {"required": words}
