"""The pages of hits and of the watch list, as a browser asks for them."""

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases.travel_documents.hits import actions
from cases.travel_documents.hits.models import ClearedPair, Hit, WatchEntry
from tests.travel_documents.hits.conftest import (
    decide,
    put_on_list,
    raise_named,
    raise_stolen,
)

HITS, WATCH = "/travel-documents/hits/", "/travel-documents/watch/"


def text(answer, status=200):
    assert answer.status_code == status, answer.status_code
    return (b"".join(answer.streaming_content) if answer.streaming else answer.content).decode()


def deed(hit, name):
    return f"{hit.get_absolute_url()}{name}/"


def send(reader, hit, name, **told):
    return reader.post(deed(hit, name), {"key": uuid4(), **told})


def test_a_document_goes_through_its_pages_from_hit_to_close(stolen, duty, examiner, second_examiner):
    page = text(duty.get(stolen.get_absolute_url()))
    assert "Ask for confirmation" in page and "A lead, not proof" in page and "UX7654321" in page
    assert send(duty, stolen, "ask", text="Bureau, by telephone").status_code == 302
    assert send(duty, stolen, "remind", text="Again").status_code == 302
    told = {"answer": "RECOVERED_BY_OWNER", "words": "Found at home"}
    assert send(duty, stolen, "answer", **told).status_code == 302
    assert send(examiner, stolen, "propose", text="The reply").status_code == 302
    own = examiner.get(deed(stolen, "second"))
    assert "You proposed this yourself" in text(own, 403)
    assert send(examiner, stolen, "second", agrees="yes").status_code == 403
    assert send(second_examiner, stolen, "second", agrees="yes").status_code == 302
    page = text(duty.get(stolen.get_absolute_url()))
    assert "Recovered by its owner" in page and "Tova Lindqvist" in page


def test_a_name_is_decided_on_one_form_that_says_when_two_are_needed(named, examiner, nobody_is_sampled):
    page = text(examiner.get(named.get_absolute_url()))
    assert "OSTROWNY PAWEL" in page and "Nothing is done to anybody on a name alone" in page
    form = text(examiner.get(deed(named, "decide")))
    assert "Two people decide" not in form
    kept = text(send(examiner, named, "decide", verdict="FALSE_POSITIVE", evidence="The ears differ"), 422)
    assert "Choose at least one" in kept and "The ears differ" in kept
    told = {"verdict": "FALSE_POSITIVE", "reasons": ["photo"], "evidence": "The ears differ"}
    assert send(examiner, named, "decide", **told).status_code == 302
    assert Hit.objects.get(pk=named.pk).status == "FALSE_POSITIVE"


def test_a_strong_name_says_that_two_decide(post, duty, examiner):
    from tests.travel_documents.hits.conftest import pavel

    put_on_list(post, examiner, names=["OSTROVNY PAVEL"])
    hit = raise_named(post, duty, side=pavel())
    assert "A strong match is decided by two people." in text(examiner.get(deed(hit, "decide")))


def test_a_refused_form_keeps_what_was_typed(stolen, duty):
    page = text(send(duty, stolen, "action", action="HELD", words="Put in the safe"), 422)
    assert "on which authority" in page and "Put in the safe" in page
    assert text(send(duty, stolen, "note", text=""), 422)
    assert text(duty.post(deed(stolen, "note"), {"key": "no key", "text": "x"}), 422)
    assert not Hit.objects.exclude(action="").exists()


def test_an_unknown_deed_is_not_there(stolen, duty):
    for method in (duty.get, duty.post):
        assert method(deed(stolen, "burn")).status_code == 404


def test_what_cannot_be_done_now_says_why(stolen, duty):
    assert "not possible while" in text(duty.get(deed(stolen, "answer")), 403)
    assert "not possible while" in text(send(duty, stolen, "reopen", text="x"), 403)
    assert "Nothing was asked" in text(duty.get(deed(stolen, "remind")), 403)


@pytest.mark.parametrize("which", ["mine", "open", "unconfirmed", "second", "sample", ""])
def test_the_board_shows_each_kind(stolen, duty, examiner, which):
    page = text(duty.get(HITS, {"which": which}))
    assert (stolen.reference in page) is (which not in ("second", "sample"))


def test_a_proposal_stands_on_the_board_and_desk_of_the_second_person(named, duty, examiner, second_examiner):
    actions_of_strong(named, examiner)
    for url in (f"{HITS}?which=second", "/"):
        assert named.reference in text(second_examiner.get(url)), url
    assert named.reference not in text(examiner.get(f"{HITS}?which=second"))


def actions_of_strong(hit, examiner):
    Hit._base_manager.filter(pk=hit.pk).update(band="STRONG")
    decide(Hit.objects.get(pk=hit.pk), examiner, "TRUE_MATCH")


def test_the_board_is_found_by_words_and_exported(stolen, named, duty):
    found = text(duty.get(HITS, {"q": "ux7654"}))
    assert stolen.reference in found
    assert text(duty.get(HITS, {"kind": "NAME", "q": "pavel"})).count(named.reference)
    exported = text(duty.get(HITS, {"export": "csv"}))
    assert stolen.reference in exported and "CUI//INV" in exported
    assert text(duty.get(HITS, {"kind": "x\0"}), 422)


def test_pages_ask_the_database_no_more_for_many_than_for_few(post, duty, examiner, w31):
    for name in ("hits", "watch"):
        counts = []
        for _ in range(2):
            raise_stolen(post, duty)
            put_on_list(post, examiner)
            examiner.get(f"/travel-documents/{name}/")
            with CaptureQueriesContext(connection) as queries:
                examiner.get(f"/travel-documents/{name}/")
            counts.append(len(queries))
        assert counts[0] == counts[1] <= 12, name


def test_the_watch_list_is_written_on_pages(post, examiner, second_examiner):
    form = {"names": "OSTROWNY PAWEL\nGREY ANTON", "born": "1974-08-12", "nationalities": "uto", "sex": "M"}
    form |= {"documents": "UTO L898902C3", "ground": "WANTED", "source": "Bureau", "key": uuid4()}
    assert examiner.post(f"{WATCH}new/", form).status_code == 302
    assert examiner.post(f"{WATCH}new/", form).status_code == 302  # sent twice, one entry
    entry = WatchEntry.objects.visible_to(examiner.user).get()
    assert entry.versions.get().documents == [["UTO", "L898902C3"]]
    page = text(examiner.get(f"{entry.get_absolute_url()}revise/"))
    assert "GREY ANTON" in page
    changed = form | {"names": "OSTROWNY PAWEL", "version": 1, "why": "One name was wrong"}
    assert second_examiner.post(f"{entry.get_absolute_url()}revise/", changed).status_code == 302
    stale = text(examiner.post(f"{entry.get_absolute_url()}revise/", changed), 422)
    assert "Somebody else made another version" in stale
    assert "Version 1" in text(examiner.get(entry.get_absolute_url()))
    assert entry.reference in text(examiner.get(WATCH, {"q": "ostrowny"}))
    assert examiner.post(f"{entry.get_absolute_url()}lift/", {"reason": "Arrested"}).status_code == 302
    assert "was lifted" in text(examiner.get(f"{entry.get_absolute_url()}revise/"), 403)
    assert entry.reference not in text(examiner.get(WATCH))
    assert entry.reference in text(examiner.get(WATCH, {"status": "LIFTED"}))


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("names", "\n \n", "Fill this in"),
        ("names", "-", "has letters"),
        ("born", "12.8.1974", "1974-08-12"),
        ("nationalities", "UTOPIA", "no code"),
        ("documents", "L898902C3", "the issuer and the number"),
        ("ground", "", "Choose one"),
        ("valid_until", "2001-01-01", "from today on"),
        ("source", "", "Fill this in"),
    ],
)
def test_what_is_wrong_stands_beside_its_field(examiner, field, value, says):
    form = {"names": "GREY ANTON", "ground": "WANTED", "source": "Bureau", "remark": "Kept", "key": uuid4()}
    page = text(examiner.post(f"{WATCH}new/", form | {field: value}), 422)
    assert says in page and "Kept" in page
    assert not WatchEntry.objects.visible_to(examiner.user).exists()


def test_a_file_is_loaded_on_its_page(examiner):
    def upload(words):
        file = SimpleUploadedFile("list.csv", words, content_type="text/csv")
        return examiner.post(f"{WATCH}load/", {"file": file})

    assert "names,born" in text(examiner.get(f"{WATCH}load/"))
    assert upload(b"names,ground,source\nGREY ANTON,WANTED,Bureau\n").status_code == 302
    assert "Line 2: ground" in text(upload(b"names,ground,source\nGREY ANTON,NONSENSE,Bureau\n"), 422)
    assert "not in UTF-8" in text(upload(b"\xff\xff"), 422)
    assert "Choose a file" in text(examiner.post(f"{WATCH}load/"), 422)
    assert WatchEntry.objects.visible_to(examiner.user).count() == 1


def test_a_cleared_pair_is_ended_on_its_page(named, examiner, duty, outsider, nobody_is_sampled):
    decide(named, examiner, "FALSE_POSITIVE")
    pair = ClearedPair.objects.get()
    assert named.reference in text(duty.get(f"{WATCH}cleared/"))
    assert named.reference not in text(outsider.get(f"{WATCH}cleared/"))
    url = f"{WATCH}cleared/{pair.pk}/end/"
    assert outsider.get(url).status_code == 404
    assert text(duty.post(url, {"reason": ""}), 422)
    assert duty.post(url, {"reason": "Look again"}).status_code == 302
    assert "over already" in text(duty.get(url), 403)


def test_a_supervisor_checks_the_sample_on_a_page(named, examiner, supervisor, everybody_is_sampled):
    decide(named, examiner, "FALSE_POSITIVE")
    assert named.reference in text(supervisor.get(f"{HITS}?which=sample"))
    assert named.reference in text(supervisor.get("/"))
    assert "Check this decision" in text(supervisor.get(named.get_absolute_url()))
    assert "Say in a sentence why" in text(send(supervisor, named, "sample", agrees="no"), 422)
    assert send(supervisor, named, "sample", agrees="no", words="Look at the ears").status_code == 302
    assert Hit.objects.get(pk=named.pk).status == "OPEN"


def test_the_date_of_a_hit_is_moved_by_a_supervisor_and_not_by_who_owes_it(stolen, examiner, rso, duty):
    from secoffice.deadlines import keepers
    from secoffice.deadlines.models import Deadline

    actions.give(hit=stolen, officer=examiner.user, by=duty.user)
    row = Deadline.objects.open().for_target(stolen).get(rule="hits.decide")
    assert "your own date" in keepers.why_not("extend", row, examiner.user)
    assert keepers.why_not("extend", row, duty.user)
    assert keepers.why_not("extend", row, rso.user) == ""


def test_the_page_of_a_hit_costs_no_more_for_what_it_holds(named, stolen, examiner, duty):
    """Twelve of its own; the rooms above put their panels on it."""
    for hit in (named, stolen):
        costs = []
        for _ in range(2):
            actions.add_note(hit=hit, by=duty.user, text="A word", key=uuid4())
            examiner.get(hit.get_absolute_url())
            with CaptureQueriesContext(connection) as queries:
                examiner.get(hit.get_absolute_url())
            costs.append(len(queries))
        assert costs[0] == costs[1] <= 16, "\n".join(query["sql"][:90] for query in queries)
