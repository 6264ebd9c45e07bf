"""Downloads are checked, recorded and harmless in a browser; a wrong upload says so beside its field."""

import pytest
from django import forms
from django.test import RequestFactory

from secoffice.audit import trail
from secoffice.audit.models import AuditEntry
from secoffice.files import actions, blobs
from secoffice.files.forms import UploadField
from secoffice.files.responses import download
from tests.files import made
from tests.files.conftest import upload

CASE = trail.Named("cases.case", "41", "UTP-2026-00041-K")


class AttachForm(forms.Form):
    file = UploadField()
    describes = forms.CharField()


@pytest.fixture
def stored(user):
    return actions.store(upload=upload("note.txt", b"words\n"), by=user)


@pytest.fixture
def asking(user, rf):
    request = rf.get("/")
    request.user = user
    return request


def test_a_file_is_handed_out_as_an_attachment_that_runs_nowhere(asking, stored):
    response = download(asking, stored, name="note.txt", target=CASE)
    assert b"".join(response.streaming_content) == b"words\n"
    assert response["Content-Disposition"] == 'attachment; filename="note.txt"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"].startswith("sandbox")
    assert response["Cache-Control"] == "no-store, private"
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response["Content-Length"] == "6"


def test_a_download_is_recorded_about_the_record_it_belongs_to(asking, stored, user):
    download(asking, stored, name="note.txt", target=CASE)
    entry = AuditEntry.objects.get(action="downloaded")
    assert (entry.actor_id, entry.target_reference, entry.result) == (user.pk, "UTP-2026-00041-K", "done")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Zoë’s note.txt", "attachment; filename*=utf-8''Zo%C3%AB%E2%80%99s%20note.txt"),
        ('a"b.txt', 'attachment; filename="a_b.txt"'),
        ("two\r\nX-Evil: 1.txt", 'attachment; filename="two X-Evil_ 1.txt"'),
        ("../../x.txt", 'attachment; filename="x.txt"'),
        ("txt.\u202eexe.txt", 'attachment; filename="txt.exe.txt"'),
    ],
    ids=ascii,
)
def test_no_name_can_break_the_header(asking, stored, name, said):
    assert download(asking, stored, name=name, target=CASE)["Content-Disposition"] == said


@pytest.mark.parametrize("damage", ["changed", "cut", "missing"])
def test_a_file_that_is_not_what_was_uploaded_is_refused_and_recorded(asking, stored, damage, monkeypatch):
    monkeypatch.setattr("secoffice.files.responses.render", lambda request, name, context, status: status)
    place = blobs.path_of(stored.digest)
    place.unlink()
    if damage != "missing":
        place.write_bytes(b"Words\n" if damage == "changed" else b"word")
    assert download(asking, stored, name="note.txt", target=CASE) == 409
    assert AuditEntry.objects.get(action="downloaded").result == "damaged"


def test_a_destroyed_file_is_gone_for_good(asking, stored, user, monkeypatch):
    monkeypatch.setattr("secoffice.files.responses.render", lambda request, name, context, status: status)
    actions.destroy(stored, by=user, reason="Spill 26-1.")
    assert download(asking, stored, name="note.txt", target=CASE) == 410


def test_the_page_of_a_refused_file_names_the_digest(officer, stored, asking):
    blobs.path_of(stored.digest).unlink()
    asking.user = officer.user
    response = download(asking, stored, name="note.txt", target=CASE)
    assert response.status_code == 409 and stored.digest in response.content.decode()


def test_a_good_upload_reaches_the_form_under_a_safe_name(db):
    form = AttachForm({"describes": "x"}, {"file": upload("../a\u202e note.txt", b"words\n")})
    assert form.is_valid()
    assert form.cleaned_data["file"].name == "a note.txt"


@pytest.mark.parametrize(
    ("file", "says"),
    [
        (None, "Choose a file."),
        (("empty.pdf", b""), "The file is empty."),
        (("program.exe", b"MZ"), "Files of this type are not accepted"),
        (("picture.png", b"MZ"), "not a whole PNG picture"),
        (("page.txt", made.HTML), "web page"),
        (("x" * 300 + ".exe", b"MZ"), "Files of this type are not accepted"),
    ],
    ids=["none", "empty", "program", "renamed", "page", "long name"],
)
def test_what_is_wrong_with_a_file_stands_beside_its_field(file, says):
    form = AttachForm({"describes": "what was typed stays"}, {"file": upload(*file)} if file else {})
    assert not form.is_valid()
    assert says in form.errors["file"][0]
    assert form["describes"].value() == "what was typed stays"


def test_an_upload_far_too_large_is_cut_off_on_the_disk_but_not_in_the_form(settings):
    settings.MAX_UPLOAD_MB = 1
    settings.FILE_UPLOAD_HANDLERS = ["secoffice.files.uploads.BoundedUploadHandler"]
    request = RequestFactory().post("/", {"file": upload("big.txt", b"a" * (3 << 20)), "describes": "kept"})
    form = AttachForm(request.POST, request.FILES)
    assert not form.is_valid()
    assert form.errors["file"] == ["The file is larger than 1 MB."]
    assert form["describes"].value() == "kept"
    assert request.FILES["file"].file.seek(0, 2) == (1 << 20) + 1
