"""Two versions of a draft, side by side."""

from dataclasses import dataclass

from cases.leads.forms.drafting import written


@dataclass(frozen=True)
class Difference:
    """A field that two people left different: what this form says, and what is on file."""

    label: str
    mine: str
    theirs: str


def differences(form, lead):
    """Field by field, in words, what saving this form would overwrite."""
    on_file = written(lead)
    found = []
    for name, field in form.fields.items():
        if name in ("key", "version"):
            continue
        mine, theirs = plain(form[name].value()), plain(on_file[name])
        if mine != theirs:
            found.append(Difference(field.label or name.replace("_", " ").capitalize(), mine, theirs))
    return found


def plain(value):
    if isinstance(value, (list, tuple)):
        return ", ".join(sorted(map(str, value)))
    if isinstance(value, bool) or value is None:
        return "yes" if value else "no"
    return str(value).replace("\r\n", "\n").strip()
