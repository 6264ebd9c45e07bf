"""The form in which somebody is put on the watch list; a file of entries goes through it line by line."""

import re
from datetime import timedelta

from django import forms
from django.utils import timezone

from cases.forms.working import Sent, day_field, lines
from cases.travel_documents.hits.models import Ground
from secoffice.people.normal import born

MOST, LONGEST = 12, 120
SEXES = (("", "Not known"), ("F", "Female"), ("M", "Male"), ("X", "Unspecified"))
CODE = re.compile(r"^[A-Z]{1,3}$")
DOCUMENT = re.compile(r"^([A-Za-z]{1,3})[\s:]+([A-Za-z0-9][A-Za-z0-9 /-]{3,29})$")


class EntryForm(Sent):
    names = forms.CharField(
        max_length=2000, widget=lines(3), label="Names",
        help_text="One a line, the main one first, then every alias and other spelling.",
    )  # fmt: skip
    born = forms.CharField(
        max_length=120, required=False, widget=lines(2), label="Dates of birth",
        help_text="One a line, such as 1974-08-12, with ?? for what is not known: 1974-??-??.",
    )  # fmt: skip
    nationalities = forms.CharField(
        max_length=60, required=False, help_text="Codes as in a passport, such as UTO, with blanks between."
    )
    sex = forms.ChoiceField(choices=SEXES, required=False)
    documents = forms.CharField(
        max_length=600, required=False, widget=lines(2),
        help_text="One a line: the issuer and the number, such as UTO L898902C3.",
    )  # fmt: skip
    ground = forms.ChoiceField(choices=[("", "Choose …"), *Ground.choices], label="Why")
    source = forms.CharField(max_length=120, help_text="The office or partner that asked for it.")
    valid_until = day_field(
        label="Until",
        help_text="The last day on which anybody looks for this person. Empty means without an end.",
    )
    remark = forms.CharField(max_length=1000, required=False, widget=lines(2), label="What is known besides")

    def clean_names(self):
        found = self.some("names")
        if any(not re.search(r"\w", name) or len(name) > LONGEST for name in found):
            raise forms.ValidationError(f"A name has letters, and at most {LONGEST} of them.")
        return found

    def clean_born(self):
        try:
            return [born(day) for day in self.some("born", most=3)]
        except ValueError as wrong:
            raise forms.ValidationError(str(wrong)) from wrong

    def clean_nationalities(self):
        codes = re.split(r"[\s,;]+", self.cleaned_data["nationalities"].upper().strip())
        codes = list(dict.fromkeys(filter(None, codes)))
        if wrong := [code for code in codes if not CODE.match(code)]:
            raise forms.ValidationError(
                f"“{wrong[0]}” is no code of a nationality. Write it as in a passport: UTO."
            )
        return codes

    def clean_documents(self):
        found = []
        for line in self.some("documents"):
            if not (read := DOCUMENT.match(line)):
                raise forms.ValidationError(
                    f"“{line[:40]}”: write the issuer and the number, such as UTO L898902C3."
                )
            found.append([read[1].upper(), read[2].upper()])
        return found

    def clean_valid_until(self):
        day = self.cleaned_data["valid_until"]
        if day and not timezone.localdate() <= day <= timezone.localdate() + timedelta(days=366 * 30):
            raise forms.ValidationError("Choose a day from today on, within thirty years.")
        return day

    def some(self, name, most=MOST):
        said = list(
            dict.fromkeys(line.strip() for line in self.cleaned_data[name].splitlines() if line.strip())
        )
        if len(said) > most:
            raise forms.ValidationError(f"At most {most} lines.")
        return said

    def facts(self):
        """What the verbs take; key, version and reason stay with the page."""
        kept = ("key", "version", "why", "source_number")
        return {name: value for name, value in self.cleaned_data.items() if name not in kept}


class NewEntryForm(EntryForm):
    source_number = forms.CharField(
        max_length=60, required=False, label="Number at the source",
        help_text="Their own number. The same one comes only once.",
    )  # fmt: skip


class ReviseForm(EntryForm):
    """The newest version, to be changed. `version` says which one was read."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)
    why = forms.CharField(max_length=500, widget=lines(2), label="What changed, and where from")


def written(version):
    """A version as the form shows it."""
    return {
        "names": "\n".join(version.names),
        "born": "\n".join(version.born),
        "nationalities": " ".join(version.nationalities),
        "documents": "\n".join(" ".join(pair) for pair in version.documents),
        **{name: getattr(version, name) for name in ("sex", "ground", "source", "valid_until", "remark")},
        "version": version.number,
    }


class LoadForm(forms.Form):
    """A file of entries."""

    file = forms.FileField(
        label="File", help_text="CSV in UTF-8 with a heading line; see below for the columns.", max_length=200
    )

    def clean_file(self):
        upload = self.cleaned_data["file"]
        if upload.size > 5 << 20:
            raise forms.ValidationError("The file is larger than 5 MB. Load it in parts.")
        return upload
