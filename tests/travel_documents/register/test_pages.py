"""The pages of the register, as people use them."""

import re
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.urls import get_resolver, reverse

from cases.travel_documents.register.actions import documents, losing, revocations
from cases.travel_documents.register.models import Flag, LossReport, Revocation, TravelDocument
from secoffice.audit.models import AuditEntry
from tests.travel_documents.register import planting
from tests.travel_documents.register.conftest import PASSPORT, diplomatic, enter, make_person

BASE = "/travel-documents/register/"
NEEDLE = "zephyrquill"


def posted(**more):
    printed = {name: value or "" for name, value in PASSPORT.items()}
    return {"key": uuid4(), **printed, **more}


def text(response):
    return re.sub(r"\s+", " ", response.content.decode())


def addresses(planted):
    [register] = [each for each in get_resolver().url_patterns if getattr(each, "app_name", "") == "register"]
    for each in register.url_patterns:
        pattern = f"travel-documents/{each.pattern}"
        given = planting.arguments(pattern, planted)
        names = each.pattern.converters
        yield names, reverse(f"register:{each.name}", kwargs={name: given[name] for name in names})


def test_hidden_and_missing_are_one_on_every_page(officer, outsider, member):
    planted = planting.plant(officer.user, NEEDLE)
    for names, url in addresses(planted):
        for reader in (outsider, member):
            for answer in (reader.get(url), reader.post(url)):
                assert answer.status_code < 500 and NEEDLE not in text(answer).lower(), url
                if "key" in names:
                    assert answer.status_code == 404, url


def test_every_page_opens_for_the_desk(examiner, officer):
    planted = planting.plant(officer.user, NEEDLE)
    for _, url in addresses(planted):
        assert examiner.get(url).status_code in (200, 302, 403), url
    for name in planted:
        assert NEEDLE in text(examiner.get(planted[name].get_absolute_url())).lower(), name


def test_a_document_is_entered_with_its_holder(examiner):
    person = make_person(examiner.user)
    answer = examiner.post(f"{BASE}new/", posted(holder=person.reference.lower()))
    document = TravelDocument.objects.visible_to(examiner.user).get()
    assert answer.status_code == 302 and document.holder == person
    page = text(examiner.get(document.get_absolute_url()))
    assert "UX7654321" in page and person.reference in page


def test_what_is_odd_is_said_and_nothing_refused(examiner):
    answer = examiner.post(f"{BASE}new/", posted(expires_on="2041-05-03"), follow=True)
    assert answer.status_code == 200 and "valid longer than 10 years" in text(answer)


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("issuer", "UTOPIA", "three letters"),
        ("number", "---", "letters and digits"),
        ("born", "12 August 1974", "1974-08-12"),
        ("issued_on", "2099-01-01", "not come yet"),
        ("expires_on", "0001-01-01", "Check the year"),
        ("holder", "P-999999", "Nobody of this number"),
        ("marking", "SECRET", "SECRET"),
        ("type", "TOY", "valid choice"),
    ],
)
def test_bad_input_is_refused_beside_its_field_and_stays(examiner, field, value, said):
    answer = examiner.post(f"{BASE}new/", posted(**{field: value}))
    assert answer.status_code == 422 and said in text(answer) and "Pavel Ostrovny" in text(answer)
    assert not TravelDocument.objects.visible_to(examiner.user).exists()


def test_empty_fields_are_filled_from_the_machine_readable_lines(examiner):
    lines = "P<UTOOSTROVNY<<PAVEL<<<<<<<<<<<<<<<<<<<<<<<<\nUX76543215UTO7408122M3106305<<<<<<<<<<<<<<02"
    sent = {"key": uuid4(), "type": "ORDINARY", "mrz": lines, "name_visual": "Pavel Ostrovny"}
    assert examiner.post(f"{BASE}new/", sent).status_code == 302
    document = TravelDocument.objects.visible_to(examiner.user).get()
    assert (document.issuer, document.number, document.born) == ("UTO", "UX7654321", "1974-08-12")
    assert (document.expires_on, document.name_mrz) == (date(2031, 6, 30), "OSTROVNY, PAVEL")


def test_where_lines_and_page_differ_it_is_said(examiner):
    lines = "P<UTOOSTROVNY<<PAVEL<<<<<<<<<<<<<<<<<<<<<<<<\nUX76543215UTO7408122M3106305<<<<<<<<<<<<<<02"
    document = enter(examiner.user, mrz=lines)
    page = text(examiner.get(document.get_absolute_url()))
    assert "The lines say 2031-06-30 as date of expiry, the page 2031-05-03." in page
    assert "as number" not in page


def test_two_who_correct_one_document_see_both_versions(examiner, passport):
    version = passport.version
    documents.edit(
        document=passport, by=examiner.user, version=version, **PASSPORT | {"name_visual": "P. Ostrovny"}
    )
    url = reverse("register:edit", args=[passport.reference])
    answer = examiner.post(url, posted(version=version, name_visual="Pawel Ostrowny"))
    assert answer.status_code == 422
    assert "P. Ostrovny" in text(answer) and "Pawel Ostrowny" in text(answer)


def test_a_number_is_looked_up_without_standing_in_an_address(examiner, passport):
    answer = examiner.post(f"{BASE}find/", {"number": "ux-765 4321", "issuer": ""})
    assert answer.status_code == 302 and answer["Location"] == passport.get_absolute_url()
    none = examiner.post(f"{BASE}find/", {"number": "NOTHING1"})
    assert "that you may see" in text(none)
    entry = AuditEntry.objects.filter(action="searched", target_type="register.traveldocument").first()
    assert entry is not None


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=ostrovny", True), ("q=UX765", True), ("q=eriksson", False), ("type=VISA", False), ("status=VALID", True),
        ("status=LOST", False), ("whose=unknown", True), ("whose=staff", False), ("ends=expired", False),
    ],
)  # fmt: skip
def test_the_list_is_narrowed(examiner, passport, query, found):
    assert (passport.reference in text(examiner.get(f"{BASE}?{query}"))) == found


def test_lists_are_exported(examiner, officer):
    planting.plant(officer.user, NEEDLE)
    for place in ("", "losses/", "revocations/"):
        answer = examiner.get(f"{BASE}{place}?export=csv")
        rows = b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert rows.count(b"\n") >= 2, place


def test_a_loss_is_reported_from_the_page_and_sent_twice_is_one(examiner, passport):
    url = reverse("register:lose", args=[passport.reference])
    sent = {
        "key": uuid4(),
        "kind": "STOLEN",
        "name": "Pavel Ostrovny",
        "how": "From a bag.",
        "reported_by": "Holder",
    }
    assert [examiner.post(url, sent).status_code for _ in "ab"] == [302, 302]
    assert LossReport.objects.visible_to(examiner.user).count() == 1
    assert "reported lost or stolen and that was recorded" in text(examiner.get(passport.get_absolute_url()))


def test_the_flag_is_seen_on_the_report_and_answered(examiner):
    made = losing.report(
        office=examiner.user.office, by=examiner.user, key=uuid4(), kind="LOST", type="ORDINARY", issuer="UTO",
        number="UX1", name="Pavel", how="Gone.", reported_by="Holder", earlier_losses=2,
    )  # fmt: skip
    assert "Repeated losses" in text(examiner.get(made.get_absolute_url()))
    flag = Flag.objects.visible_to(examiner.user).get()
    examiner.post(reverse("register:flag_step", args=[flag.pk, "refer"]), {"reason": "To fraud screening"})
    assert "To fraud screening" in text(examiner.get(flag.get_absolute_url()))


def test_a_revocation_goes_from_proposal_to_notice_on_its_pages(examiner, decider, passport):
    sent = {
        "key": uuid4(),
        "codes": ["51.62(a)(3)", "51.62(a)(2)"],
        "summary": "False birth record.",
        "case": "",
    }
    examiner.post(reverse("register:revoke", args=[passport.reference]), sent)
    row = Revocation.objects.visible_to(examiner.user).get()
    approve = reverse("register:revocation_step", args=[row.reference, "approve"])
    assert examiner.get(approve).status_code == 403 and examiner.post(approve).status_code == 403
    assert decider.post(approve, {"reason": ""}).status_code == 302
    assert "Revoked" in text(examiner.get(passport.get_absolute_url()))
    notify = reverse("register:revocation_step", args=[row.reference, "notify"])
    late = examiner.post(notify, {"on": date.today() + timedelta(days=2), "how": "Registered mail"})
    assert late.status_code == 422 and "not come yet" in text(late) and "Registered mail" in text(late)
    assert examiner.post(notify, {"on": date.today(), "how": "Registered mail"}).status_code == 302


def test_a_step_that_is_not_in_the_table_is_no_page(examiner, passport):
    for name in ("revoke", "nonsense"):
        assert examiner.get(reverse("register:step", args=[passport.reference, name])).status_code == 404


def test_the_holders_name_is_shown_to_who_may_see_it(examiner, liaison, passport):
    """The name printed is the document's own; another name of the holder stays with the record that says it."""
    person = make_person(examiner.user, name="Greta Holm")
    documents.link_holder(document=passport, person=person, by=examiner.user)
    assert "Greta Holm" in text(examiner.get(passport.get_absolute_url()))
    assert "Greta Holm" not in text(liaison.get(passport.get_absolute_url()))


def test_the_page_of_a_person_shows_their_documents(examiner, passport, outsider):
    person = make_person(examiner.user)
    documents.link_holder(document=passport, person=person, by=examiner.user)
    assert passport.get_absolute_url() in text(examiner.get(person.get_absolute_url()))
    assert outsider.get(person.get_absolute_url()).status_code == 404


def test_the_desk_shows_what_waits_for_whoever_decides(examiner, decider, passport):
    row = revocations.propose(
        document=passport, by=examiner.user, key=uuid4(), codes=["51.62(b)"], summary="Not a national."
    )
    assert row.get_absolute_url() in text(decider.get("/"))
    assert row.get_absolute_url() not in text(examiner.get("/"))


@pytest.mark.parametrize(
    ("name", "most"),
    [
        ("list", 8),
        ("losses", 7),
        ("revocations", 7),
        ("travel_document", 15),
        ("loss_report", 12),
        ("revocation", 13),
    ],
)
def test_pages_ask_few_questions(examiner, officer, django_assert_max_num_queries, name, most):
    planted = planting.plant(officer.user, NEEDLE)
    for n in range(20):
        enter(examiner.user, number=f"N{n}", holder=make_person(examiner.user))
    lists = {"list": BASE, "losses": f"{BASE}losses/", "revocations": f"{BASE}revocations/"}
    url = lists.get(name) or planted[name].get_absolute_url()
    examiner.get("/")
    with django_assert_max_num_queries(most):
        examiner.get(url)


def test_own_documents_are_reported_lost_by_their_holder(examiner, member):
    book = diplomatic(examiner.user, member.user)
    url = reverse("register:lose", args=[book.reference])
    sent = {"key": uuid4(), "kind": "LOST", "name": "Edda", "how": "On the train.", "reported_by": "Myself"}
    assert member.post(url, sent).status_code == 302
    assert member.get(reverse("register:revoke", args=[book.reference])).status_code == 403
