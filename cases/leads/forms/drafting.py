"""The form in which a lead is written."""

from django import forms

from cases.forms.working import Sent, lines
from cases.kinds import KINDS
from cases.leads.actions.drafting import MOST_QUESTIONS
from cases.leads.models import Lead
from cases.models import Priority
from secoffice import markings
from secoffice.accounts.models import Office, Unit

PRECEDENCE = (
    (Priority.ROUTINE, "Routine: 30 days"),
    (Priority.PRIORITY, "Priority: 5 working days"),
    (Priority.IMMEDIATE, "Immediate: 24 hours"),
)
LONGEST_QUESTION = 500


class LeadForm(Sent):
    """`version` says which state of a draft was read; empty for a new one."""

    to = forms.ChoiceField(label="To", help_text="The office, or one of its units.")
    precedence = forms.ChoiceField(
        choices=PRECEDENCE, help_text="The clock runs on the receiving office’s calendar."
    )
    title = forms.CharField(
        max_length=120, label="What is asked, in a few words", help_text="No names: it stands in lists."
    )
    background = forms.CharField(
        max_length=8000, required=False, widget=lines(4),
        help_text="Only what they need to know. They do not see the case.",
    )  # fmt: skip
    request = forms.CharField(max_length=8000, widget=lines(5), label="Exact request")
    questions = forms.CharField(
        max_length=16_000,
        required=False,
        widget=lines(4),
        help_text="One a line; each is answered by itself.",
    )
    limits = forms.CharField(
        max_length=2000, required=False, widget=lines(2), label="Limits",
        help_text="What they must not do, such as “Do not contact the subject.”",
    )  # fmt: skip
    host_nation = forms.ChoiceField(choices=Lead.HostNation, label="Host-nation coordination")
    legal_process = forms.CharField(
        max_length=200, required=False, label="Legal process attached",
        help_text="Such as “Subpoena of 3 March”; empty where there is none.",
    )  # fmt: skip
    reply_format = forms.ChoiceField(choices=Lead.ReplyFormat, label="Reply as")
    files = forms.ModelMultipleChoiceField(
        None, required=False, label="Files that go with it", widget=forms.CheckboxSelectMultiple
    )
    marking = forms.CharField(max_length=80, widget=forms.TextInput(attrs={"class": "so-num"}))
    names_case = forms.BooleanField(required=False, label="They may know the number of the case")
    version = forms.IntegerField(required=False, widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)

    def __init__(self, *args, case, lead=None, **more):
        more.setdefault("initial", written(lead) if lead else blank(case))
        super().__init__(*args, **more)
        self.fields["to"].choices = [("", "Choose …"), *receivers()]
        kept = case.attachments.filter(quarantined_at=None, stored__isnull=False)
        self.fields["files"].queryset = kept
        self.fields["files"].label_from_instance = named
        if not kept.exists():
            del self.fields["files"]

    def clean_to(self):
        kind, _, number = self.cleaned_data["to"].partition("-")
        if kind == "unit":
            unit = Unit.objects.select_related("office", "supervisor").get(pk=number)
            return unit.office, unit
        return Office.objects.get(pk=number), None

    def clean_questions(self):
        asked = [line.strip() for line in self.cleaned_data["questions"].splitlines() if line.strip()]
        if len(asked) > MOST_QUESTIONS:
            raise forms.ValidationError(
                f"Ask at most {MOST_QUESTIONS} questions; write a second lead for more."
            )
        if any(len(line) > LONGEST_QUESTION for line in asked):
            raise forms.ValidationError(f"A question has at most {LONGEST_QUESTION} letters.")
        return asked

    def clean_marking(self):
        try:
            return str(markings.parse(self.cleaned_data["marking"]))
        except markings.MarkingError as wrong:
            raise forms.ValidationError(str(wrong)) from wrong

    def given(self):
        """What the verbs take; `key` and `version` stay with the page."""
        told = {
            name: value for name, value in self.cleaned_data.items() if name not in ("key", "version", "to")
        }
        office, unit = self.cleaned_data["to"]
        return {"files": [], **told, "to_office": office, "to_unit": unit}


def named(file):
    return f"{file.name} · {file.describes}" if file.describes else file.name


def receivers():
    """Every office, each with its units: [(office, [(value, label), …]), …]."""
    units = {}
    for unit in Unit.objects.order_by("name"):
        units.setdefault(unit.office_id, []).append((f"unit-{unit.pk}", unit.name))
    for office in Office.objects.order_by("name"):
        yield office.name, [(f"office-{office.pk}", f"{office.name}, the office"), *units.get(office.pk, ())]


def blank(case):
    return {"marking": case.marking, "names_case": not KINDS[case.kind].compartment, "precedence": "3"}


def written(lead):
    """A draft as the form shows it."""
    plain = ("precedence", "title", "background", "request", "limits", "host_nation", "legal_process")
    said = {
        name: getattr(lead, name) for name in (*plain, "reply_format", "marking", "names_case", "version")
    }
    return said | {
        "to": f"unit-{lead.to_unit_id}" if lead.to_unit_id else f"office-{lead.to_office_id}",
        "questions": "\n".join(lead.questions.values_list("text", flat=True)),
        "files": list(lead.enclosures.filter(attachment__isnull=False).values_list("attachment", flat=True)),
    }
