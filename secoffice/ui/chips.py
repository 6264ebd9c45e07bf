"""The filters in use, each with the address of the page without it."""

from datetime import date

from django import forms
from django.utils.formats import date_format


def chips(form, query, paging):
    """One chip a value. Nothing for values the form refused: their message stands beside the field."""
    found = []
    for name, value in getattr(form, "cleaned_data", {}).items():
        field = form.fields[name]
        if value in (None, "", False) or isinstance(field.widget, forms.HiddenInput):
            continue
        if isinstance(value, (list, tuple)) or hasattr(value, "iterator"):
            for each in value:
                url = without(query, name, paging, str(getattr(each, "pk", each)))
                found.append({"label": words(form[name], each), "url": url})
        else:
            found.append({"label": words(form[name], value), "url": without(query, name, paging)})
    return found


def words(bound, value):
    """`Status: Full investigation`, `Overdue`, `From: 3 Jul 2026`, `Text: “altered”`."""
    field = bound.field
    if value is True:
        return bound.label
    if isinstance(field, forms.ChoiceField) and not isinstance(field, forms.ModelChoiceField):
        said = dict(flat(field.choices)).get(str(value), value)
    elif isinstance(value, date):
        said = date_format(value, "j M Y")
    else:
        said = f"“{value}”" if isinstance(value, str) else value
    return f"{bound.label}: {said}"


def flat(choices):
    """Choices with their groups opened."""
    for value, label in choices:
        if isinstance(label, (list, tuple)):
            yield from flat(label)
        else:
            yield str(value), label


def without(query, name, paging, value=None):
    """The query string without a parameter, or without one of its values, from the first page."""
    query, kept = query.copy(), [each for each in query.getlist(name) if value is not None and each != value]
    for gone in (*paging, name):
        query.pop(gone, None)
    if kept:
        query.setlist(name, kept)
    return f"?{query.urlencode()}"
