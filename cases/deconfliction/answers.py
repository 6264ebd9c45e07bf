"""What deconfliction hears and answers (ports)."""

from django.urls import reverse

from cases import tabs
from cases.deconfliction import actions, answering, terms
from cases.deconfliction.models import Check
from cases.gate import SCREENING
from cases.models import Case, Compartment
from secoffice import ports
from secoffice.people.models import Fact
from secoffice.workflow import Unsure

ASKED = tabs.number("deconfliction_asked", "deconfliction_check WHERE {here} AND compartment_id IS NULL")


@ports.hears("subject.named")
def ask_for(*, case, subject, facts, by, at, **_):
    """Whoever is put on a case is asked for in all files, at once and by the same queries whatever is found."""
    asked = terms.of(facts, subject.person_id)
    actions.ask(
        terms=asked, by=by, cause=Check.Cause.PERSON, case=case, compartment=subject.compartment, at=at
    )


@ports.hears("people.told")
def ask_again(*, source, person, by, at, **_):
    """The registry learned something of a person from a case: what that record says of them is asked for."""
    inside = source if isinstance(source, Compartment) else None
    case = inside.case if inside else source
    if not isinstance(case, Case):
        return
    facts = Fact.objects.visible_to(by).filter(
        person=person, source_type=source._meta.label_lower, source_id=source.pk
    )
    asked = terms.of(facts.values_list("kind", "value"), person.pk)
    actions.ask(terms=asked, by=by, cause=Check.Cause.PERSON, case=case, compartment=inside, at=at)


@SCREENING.provide("asked", "All files were asked about those who are in it")
def files_were_asked(case):
    """Whoever is put on a case is asked for by that; who is in a compartment is not told of here."""
    said = "Nobody is on the case whom other files could know."
    return [] if ASKED.of(case) else [Unsure(said, reverse("cases:subjects", args=[case.reference]))]


@ports.answers("checked")
def last_answer(*, case, by, since, **_):
    """The sentence of the last check that this person's deed on the case made; where it made several, of one that met
    something to be said."""
    check = Check.objects.filter(case=case, by=by, at__gte=since).order_by("-blind", "-at", "-pk").first()
    return ports.Answer("answered", answering.sentence(check)) if check else None
