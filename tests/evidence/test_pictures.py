"""Photographs of an exhibit: for whoever sees it, added by its custodian or the officer, struck and never deleted."""

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError
from django.urls import reverse

from cases.evidence import actions
from cases.evidence.models import Picture
from secoffice.audit.models import AuditEntry
from secoffice.files.models import StoredFile
from secoffice.files.refusal import FileRefused
from secoffice.workflow import StepRefused
from tests.evidence.conftest import give, take_in
from tests.files.made import jpeg, png


@pytest.fixture
def exhibit(case, officer):
    return take_in(case, officer.user)


def upload(data=None, name="seal.png"):
    return SimpleUploadedFile(name, data or png())


def photograph(exhibit, by, **more):
    given = {"upload": upload(), "shows": "Seal S-104, torn", "key": uuid4()} | more
    return actions.add_photograph(exhibit=exhibit, by=by.user, **given)


def at(exhibit, name="exhibit", *more):
    return reverse(f"evidence:{name}", args=[exhibit.case_number, exhibit.tail, *more])


def send(who, exhibit, **more):
    given = {"key": uuid4(), "upload": upload(), "shows": "Seal S-104, torn"} | more
    return who.post(at(exhibit, "deed", "photograph"), given)


def test_several_stand_on_the_page_with_what_they_show_in_words(officer, exhibit):
    assert send(officer, exhibit).status_code == 302
    assert send(officer, exhibit, upload=upload(jpeg(), "page.jpg"), shows="Data page").status_code == 302
    page = officer.get(at(exhibit)).content.decode()
    assert 'alt="Seal S-104, torn"' in page and 'alt="Data page"' in page
    for picture in Picture.objects.all():
        assert at(exhibit, "picture", picture.pk) in page


def test_the_same_form_sent_twice_is_one_photograph(officer, exhibit):
    key = uuid4()
    for _ in range(2):
        assert send(officer, exhibit, key=key).status_code == 302
    assert Picture.objects.count() == StoredFile.objects.count() == 1


def test_its_bytes_come_as_they_went_in_and_every_look_is_in_the_trail(officer, exhibit):
    picture = photograph(exhibit, officer, upload=upload(png(3, 3)))
    answer = officer.get(at(exhibit, "picture", picture.pk))
    assert b"".join(answer.streaming_content) == png(3, 3)
    assert answer["Content-Type"] == "image/png" and answer["Content-Disposition"].startswith("attachment")
    looked = AuditEntry.objects.filter(action="downloaded", target_type="evidence.exhibit")
    assert looked.get().actor_id == officer.user.pk


@pytest.mark.parametrize(
    ("data", "name"), [(b"words of a witness\n", "note.txt"), (b"words of a witness\n", "note.png")]
)
def test_what_is_no_picture_is_refused_beside_the_field_and_nothing_is_kept(officer, exhibit, data, name):
    answer = send(officer, exhibit, upload=upload(data, name), shows="The torn seal")
    page = answer.content.decode()
    assert answer.status_code == 422 and "is-invalid" in page and "The torn seal" in page
    assert not StoredFile.objects.exists()
    with pytest.raises(FileRefused):
        photograph(exhibit, officer, upload=upload(data, name))
    assert not StoredFile.objects.exists()


def test_without_words_for_those_who_do_not_see_it_none_is_taken(officer, exhibit):
    answer = send(officer, exhibit, shows="")
    assert answer.status_code == 422 and not Picture.objects.exists()


def test_its_custodian_adds_one_without_knowing_the_case(officer, custodian, case, exhibit):
    give(exhibit, officer.user, custodian.user)
    exhibit.refresh_from_db()
    assert custodian.get(case.get_absolute_url()).status_code == 404
    assert send(custodian, exhibit).status_code == 302
    picture = Picture.objects.get()
    assert picture.added_by == custodian.user
    assert custodian.get(at(exhibit, "picture", picture.pk)).status_code == 200


def test_a_reader_sees_it_and_neither_adds_nor_strikes(officer, colleague, case, exhibit):
    from cases.actions import team

    team.add(case=case, user=colleague.user, by=officer.user, reason="r", part="READER")
    picture = photograph(exhibit, officer)
    assert 'alt="Seal S-104, torn"' in colleague.get(at(exhibit)).content.decode()
    assert send(colleague, exhibit).status_code == 403
    struck = colleague.post(at(exhibit, "strike_picture", picture.pk), {"key": uuid4(), "reason": "No"})
    assert struck.status_code == 403 and not Picture.objects.exclude(struck_at=None).exists()
    with pytest.raises(StepRefused, match="Only its custodian"):
        photograph(exhibit, colleague)


def test_whoever_may_not_know_of_the_exhibit_gets_no_picture(outsider, officer, exhibit):
    picture = photograph(exhibit, officer)
    for url in (at(exhibit, "picture", picture.pk), at(exhibit, "strike_picture", picture.pk)):
        assert outsider.get(url).status_code == 404
    other = take_in(exhibit.case, officer.user)
    assert officer.get(at(other, "picture", picture.pk)).status_code == 404


def test_one_that_is_struck_stays_with_its_reason_and_is_shown_no_more(officer, exhibit):
    picture = photograph(exhibit, officer)
    url = at(exhibit, "strike_picture", picture.pk)
    assert officer.post(url, {"key": uuid4(), "reason": ""}).status_code == 422
    assert officer.post(url, {"key": uuid4(), "reason": "Shows E002"}).status_code == 302
    page = officer.get(at(exhibit)).content.decode()
    assert "<img" not in page and "<s>Seal S-104, torn</s>" in page and "Shows E002" in page
    assert officer.get(at(exhibit, "picture", picture.pk)).status_code == 200
    assert officer.get(url).status_code == 404
    with pytest.raises(StepRefused, match="meanwhile"):
        actions.strike_photograph(picture=picture, reason="Again", by=officer.user)


def test_the_database_keeps_no_strike_without_a_reason(officer, exhibit):
    picture = photograph(exhibit, officer)
    with pytest.raises(IntegrityError):
        Picture.objects.filter(pk=picture.pk).update(struck_by=officer.user)


def test_the_page_costs_the_same_whatever_it_shows(officer, exhibit, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    photograph(exhibit, officer)
    officer.get(at(exhibit))
    with CaptureQueriesContext(connection) as one:
        officer.get(at(exhibit))
    for _ in range(5):
        photograph(exhibit, officer)
    with django_assert_num_queries(len(one)):
        officer.get(at(exhibit))


def test_a_custodian_who_is_kept_out_of_the_case_adds_none(officer, custodian, case, exhibit):
    from cases.actions import team

    give(exhibit, officer.user, custodian.user)
    exhibit.refresh_from_db()
    team.declare_conflict(case=case, user=custodian.user, by=custodian.user, reason="Cousin of the bearer")
    assert send(custodian, exhibit).status_code == 404
    with pytest.raises(StepRefused, match="cannot be let in"):
        photograph(exhibit, custodian)
