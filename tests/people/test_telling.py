"""What records tell of persons: added by those who write there, never overwritten, taken back with a reason."""

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from cases.models import Event
from secoffice.access.models import Recusal
from secoffice.audit.models import AuditEntry
from secoffice.files.refusal import FileRefused
from secoffice.people import actions, keys
from secoffice.people.actions import link_staff
from secoffice.people.models import Fact, NameKey, Person, Relationship
from secoffice.ports import Refused
from tests.factories import make_case
from tests.files.made import png
from tests.people.filed import ANNA, file, told


def picture(name="anna.png"):
    return SimpleUploadedFile(name, png(), content_type="image/png")


def keys_of(person):
    return set(NameKey.objects.filter(person=person, key__startswith=keys.WORD).values_list("key", flat=True))


def test_spellings_and_scripts_of_a_name_stand_beside_each_other(officer):
    names = [
        ("NAME", "Anna Müller", ""),
        ("NAME", "Anna Muller", ""),
        ("NAME", "MUELLER<<ANNA", "", "MRZ"),
        ("NAME", "آنا مولر", "", "ALIAS"),
    ]
    person = file(officer.user, names)
    facts = list(person.facts.order_by("pk"))
    assert [fact.value for fact in facts] == [value for _, value, *_ in names]
    assert [(fact.form, fact.script) for fact in facts][2:] == [("MRZ", ""), ("ALIAS", "Arabic")]


def test_the_same_number_of_one_record_is_told_once_and_of_two_records_twice(officer):
    case = make_case(by=officer.user)
    person = file(officer.user, case=case)
    say = {"person": person, "facts": [("PASSPORT", "l898902 c3", "UTO")], "by": officer.user}
    actions.add_facts(source=case, **say)
    assert person.facts.filter(kind="PASSPORT").count() == 1
    actions.add_facts(source=make_case(by=officer.user), **say)
    assert person.facts.filter(kind="PASSPORT").count() == 2


def test_a_form_sent_twice_puts_one_person_on_file(officer):
    case, key = make_case(by=officer.user), uuid4()
    given = {"facts": ANNA, "source": case, "by": officer.user, "key": key}
    assert actions.start_file(**given) == actions.start_file(**given)
    assert Person.objects.filter(key=key).count() == 1


def test_whoever_cannot_write_in_a_record_tells_nothing_from_it(officer, outsider):
    case = make_case(by=officer.user)
    person = file(officer.user, case=case)
    for deed in (
        lambda: file(outsider.user, case=case),
        lambda: actions.add_facts(person=person, facts=ANNA, source=case, by=outsider.user),
        lambda: actions.withdraw(told=person.facts.first(), reason="x", by=outsider.user),
    ):
        with pytest.raises(Refused):
            deed()
    assert person.facts.count() == len(ANNA)


def test_a_person_told_of_by_another_record_is_named_in_it_too(officer, outsider):
    person = file(officer.user)
    other = make_case(by=officer.user, told=[outsider.user])
    actions.add_facts(person=person, facts=[("PHONE", "+44 20 7946 0958", "")], source=other, by=officer.user)
    assert told(person, outsider.user) == ["Anna Maria Eriksson", "+44 20 7946 0958"]


def test_a_fact_taken_back_stays_for_those_who_saw_it_and_counts_no_more(officer, outsider):
    person = file(officer.user)
    born = person.facts.get(kind="BORN")
    actions.withdraw(told=born, reason="Read from the wrong line", by=officer.user)
    assert "1974-08-12" not in told(person, officer.user)
    assert "1974-08-12" in told(person, officer.user, withdrawn=True)
    assert told(person, outsider.user, withdrawn=True) == []
    born.refresh_from_db()
    assert (born.why_withdrawn, born.withdrawn_by_id) == ("Read from the wrong line", officer.user.pk)
    with pytest.raises(Refused, match="meanwhile"):
        actions.withdraw(told=born, reason="Again", by=officer.user)


def test_what_was_taken_back_can_be_told_anew(officer):
    case = make_case(by=officer.user)
    person = file(officer.user, case=case)
    actions.withdraw(told=person.facts.get(kind="PASSPORT"), reason="Not hers", by=officer.user)
    actions.add_facts(person=person, facts=[ANNA[2]], source=case, by=officer.user)
    assert person.facts.filter(kind="PASSPORT", withdrawn_at=None).count() == 1
    assert person.facts.filter(kind="PASSPORT").count() == 2


def test_what_the_staff_directory_says_is_not_taken_back_here(officer, supervisor):
    fact = link_staff(user=supervisor.user, by=None).facts.first()
    with pytest.raises(Refused, match="staff directory"):
        actions.withdraw(told=fact, reason="x", by=officer.user)


def test_the_words_of_a_name_lead_to_the_person_as_long_as_it_stands(officer):
    case = make_case(by=officer.user)
    person = file(officer.user, [("NAME", "Анна Eriksson", "")], case=case)
    assert keys_of(person) == {"w:anna", "w:eriksson"}
    actions.add_facts(
        person=person, facts=[("NAME", "Anna Lund", "", "MAIDEN")], source=case, by=officer.user
    )
    actions.withdraw(told=person.facts.first(), reason="Misheard", by=officer.user)
    assert keys_of(person) == {"w:anna", "w:lund"}


def test_the_record_hears_of_it_without_the_value(officer):
    case = make_case(by=officer.user)
    person = file(officer.user, case=case)
    actions.add_facts(person=person, facts=[("PHONE", "+442079460958", "")], source=case, by=officer.user)
    line = Event.objects.filter(case=case).order_by("-pk").first()
    assert line.says == f"{person.reference}: telephone added"
    entry = AuditEntry.objects.filter(action="put on file", target_number=person.pk).order_by("-pk").first()
    assert "2079460958" not in str(entry.detail)


def test_a_colleague_who_is_named_by_a_record_is_kept_out_of_it(officer, supervisor):
    case = make_case(by=officer.user)
    person = link_staff(user=supervisor.user, by=None)
    actions.add_facts(person=person, facts=[("PHONE", "+442079460958", "")], source=case, by=officer.user)
    assert Recusal.objects.filter(user=supervisor.user, target_id=case.pk).exists()


# Ties


def tie(officer, person, other, case, **more):
    given = {"kind": "EMPLOYER", "key": uuid4()} | more
    return actions.relate(person=person, other=other, source=case, by=officer.user, **given)


def test_a_tie_reads_from_both_ends(officer):
    case = make_case(by=officer.user)
    anna = file(officer.user, case=case)
    firm = file(officer.user, [("NAME", "Halcyon Freight", "")], case=case, kind="ORG")
    made = tie(officer, anna, firm, case, since="2019-??-??", until="2021-04-30")
    assert made.kind_from(anna.pk) == "Employer"
    assert made.kind_from(firm.pk) == "Employee"


@pytest.mark.parametrize(
    "wrong", [{"since": "2021-05-01", "until": "2020-??-??"}, {"since": "yesterday"}, {"until": "2020-13-01"}]
)
def test_a_tie_with_days_that_cannot_be_is_refused(officer, wrong):
    case = make_case(by=officer.user)
    with pytest.raises((Refused, ValueError)):
        tie(officer, file(officer.user, case=case), file(officer.user, case=case), case, **wrong)


def test_nobody_is_tied_to_themselves(officer):
    case = make_case(by=officer.user)
    person = file(officer.user, case=case)
    with pytest.raises(Refused, match="themselves"):
        tie(officer, person, person, case)


def test_both_ends_of_a_tie_are_named_in_the_record_that_tells_it(officer, outsider):
    case = make_case(by=officer.user, told=[outsider.user])
    made = tie(officer, file(officer.user), file(officer.user, [("NAME", "Ivo Lund", "")]), case)
    assert list(Relationship.objects.visible_to(outsider.user)) == [made]
    assert told(made.other, outsider.user) == ["Ivo Lund"]


def test_a_colleague_at_either_end_of_a_tie_is_kept_out_of_the_record_that_tells_it(officer, supervisor, rso):
    case = make_case(by=officer.user)
    anna = file(officer.user, case=case)
    tie(officer, anna, link_staff(user=supervisor.user, by=None), case, kind="SPOUSE")
    tie(officer, link_staff(user=rso.user, by=None), anna, case, kind="SPOUSE")
    for named in (supervisor, rso):
        assert Recusal.objects.filter(user=named.user, target_id=case.pk).exists()


# Pictures


def test_a_picture_is_seen_with_its_record_alone(officer, outsider):
    person = file(officer.user)
    given = {"person": person, "source": make_case(by=officer.user), "by": officer.user, "key": uuid4()}
    made = actions.add_photograph(upload=picture(), **given)
    assert actions.add_photograph(upload=picture(), **given) == made
    assert person.photographs.visible_to(officer.user).count() == 1
    assert person.photographs.visible_to(outsider.user).count() == 0


def test_only_pictures_are_taken_for_pictures(officer):
    upload = SimpleUploadedFile("anna.txt", b"words\n", content_type="text/plain")
    with pytest.raises(FileRefused, match="picture"):
        actions.add_photograph(
            person=file(officer.user), upload=upload, source=make_case(by=officer.user), by=officer.user,
            key=uuid4(),
        )  # fmt: skip


def test_a_purge_takes_everything_a_record_told(officer, supervisor):
    case, other = make_case(by=officer.user), make_case(by=officer.user)
    person = file(officer.user, case=case)
    twin = file(officer.user, [("NAME", "Anna Lund", "")], case=other)
    tie(officer, person, twin, case)
    made = actions.add_photograph(person=twin, upload=picture(), source=case, by=officer.user, key=uuid4())
    judged = actions.judge(one=person, other=twin, verdict="UNSURE", why="Same eyes", by=officer.user)
    actions.purge_told(source=case, by=officer.user, also_by=supervisor.user, reason="Spill")
    assert list(Fact.objects.filter(source_id=case.pk)) == []
    assert not Relationship.objects.exists()
    made.stored.refresh_from_db()
    judged.refresh_from_db()
    assert made.stored.is_destroyed and judged.why == ""
    assert keys_of(person) == set() and keys_of(twin) == {"w:anna", "w:lund"}
