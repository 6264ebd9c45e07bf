"""Victims, witnesses and sources that are on cases already go into the compartments of these, with what the cases
said of them."""

from django.db import migrations
from django.utils import timezone

KEPT_IN = {"VICTIM": "PROTECT", "WITNESS": "PROTECT", "SOURCE": "SOURCES"}


def move(apps, schema_editor):
    subjects = apps.get_model("cases", "Subject")._base_manager.filter(part__in=KEPT_IN)
    for subject in subjects.select_related("case"):
        compartment = made(apps, subject.case, KEPT_IN[subject.part])
        type(subject)._base_manager.filter(pk=subject.pk).update(compartment=compartment)
        elsewhere = type(subject)._base_manager.filter(case=subject.case_id, person=subject.person_id)
        if not elsewhere.exclude(part__in=KEPT_IN).exists():
            told = apps.get_model("people", "Fact").objects.filter(
                person=subject.person_id, source_type="cases.case", source_id=subject.case_id
            )
            told.update(source_type="cases.compartment", source_id=compartment.pk)


def made(apps, case, kind):
    """The compartment, with whom the rules let in and whom the case keeps out."""
    compartment, new = apps.get_model("cases", "Compartment")._base_manager.get_or_create(
        case=case, kind=kind, defaults={"at": timezone.now(), "controls": case.controls}
    )
    here = {"target_type": "cases.compartment", "target_id": compartment.pk}
    lead = f"lead:{case.unit_id}" if case.unit_id else f"role:DIRECTOR@{case.office_id}"
    inside = {f"user:{case.officer_id or case.logged_by_id}": "works the case", lead: "leads the unit"}
    if new:
        admissions, recusals = apps.get_model("access", "Admission"), apps.get_model("access", "Recusal")
        for principal, reason in inside.items():
            admissions.objects.create(**here, principal=principal, reason=reason, controls=case.controls)
        for row in recusals.objects.filter(target_type="cases.case", target_id=case.pk):
            recusals.objects.create(**here, user_id=row.user_id, reason=row.reason)
    return compartment


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0003_subjects"),
        ("access", "0001_initial"),
        ("people", "0001_initial"),
    ]

    operations = [migrations.RunPython(move, migrations.RunPython.noop)]
