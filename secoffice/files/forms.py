"""The form field for a file: what is wrong with it stands beside it, before anything is saved."""

from django import forms
from django.core.exceptions import ValidationError

from . import actions
from .content import BY_ENDING
from .names import LONGEST, safe_name


class UploadField(forms.FileField):
    """A file that `actions.store` will take. Its cleaned value carries a safe name."""

    widget = forms.ClearableFileInput
    default_error_messages = {
        "empty": "The file is empty.",
        "missing": "Choose a file.",
        "required": "Choose a file.",
        "invalid": "The file did not arrive. Choose it again.",
    }

    def __init__(self, **more):
        given = {
            "help_text": f"Up to {actions.largest() >> 20} MB: documents, pictures, e-mail, sound or film."
        }
        super().__init__(**given | more)

    def widget_attrs(self, widget):
        return super().widget_attrs(widget) | {"accept": ",".join(sorted(BY_ENDING))}

    def to_python(self, data):
        if data not in self.empty_values and hasattr(data, "name"):
            data.name = safe_name(data.name)[:LONGEST]
        upload = super().to_python(data)
        if upload is not None:
            try:
                actions.check(upload)
            except actions.FileRefused as refused:
                raise ValidationError(str(refused), code="refused")
        return upload
