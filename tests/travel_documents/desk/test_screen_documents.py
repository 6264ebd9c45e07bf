"""`screen_documents`: one document a line in, one answer a line out."""

import io
import json
import sys
from datetime import date
from pathlib import Path

import pytest
from django.core.management import call_command

from cases.travel_documents import checking, codes, questions
from cases.travel_documents.hits.screening import NameHit
from cases.travel_documents.lost.lookup import Answer, Found
from cases.travel_documents.models import Screening
from tests.travel_documents.desk.conftest import ERIKSSON, NEG_05, OSTROVNY

pytestmark = pytest.mark.django_db
VECTORS = json.loads((Path(__file__).parents[2] / "mrz" / "data" / "vectors.json").read_text())["vectors"]
KEYS = [
    "format",
    "valid",
    "fields",
    "checks",
    "errors",
    "warnings",
    "policy_warnings",
    "hits",
    "sources",
    "outcome",
]


@pytest.fixture
def ask(monkeypatch, capsys):
    """Answers of the command to these lines (objects or bytes), and its exit."""

    def run(*lines):
        data = b"".join(
            (line if isinstance(line, bytes) else json.dumps(line).encode()) + b"\n" for line in lines
        )
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
        status = 0
        try:
            call_command("screen_documents", stdout=sys.stdout)
        except SystemExit as ended:
            status = ended.code
        return [json.loads(line) for line in capsys.readouterr().out.splitlines()], status

    return run


def zone(lines, **more):
    return {"mrz": list(lines), "inspection_date": "2026-01-15"} | more


def test_it_answers_under_the_names_of_the_design(ask):
    (said,), status = ask(zone(ERIKSSON, id="a", colour="red"))
    assert list(said) == ["id", *KEYS] and status == 0
    assert (said["id"], said["format"], said["valid"], said["errors"]) == ("a", "TD3", True, [])
    assert said["warnings"] == ["SPECIMEN_CODE"] and said["policy_warnings"] == ["EXPIRED"]
    assert said["sources"] == dict.fromkeys(["lost_stolen", "sltd", "watch_list"], "not_checked")
    assert said["outcome"] == "not_checked" and Screening.objects.count() == 0


def test_every_vector_comes_out_of_the_command_as_it_should(ask):
    answers, status = ask(*(zone(vector["lines"], id=vector["id"]) for vector in VECTORS))
    assert status == 0 and len(answers) == len(VECTORS) > 70
    for vector, said in zip(VECTORS, answers, strict=True):
        right = vector["expected"]
        assert (said["id"], said["valid"]) == (vector["id"], vector["valid"])
        assert said["format"] == vector["format"], said["id"]
        assert {name: said[name] for name in right} == right, said["id"]


def test_faults_refer_and_prove_nothing_else(ask):
    (said,), _ = ask(zone(NEG_05))
    assert (said["valid"], said["errors"], said["outcome"]) == (False, ["CHECK_COMPOSITE"], "refer")
    assert said["checks"] == dict.fromkeys(
        ["document_number", "birth_date", "expiry_date", "personal_number"], True
    ) | {"composite": False}


def test_the_day_of_inspection_goes_with_the_line(ask):
    (early, late), _ = ask(zone(OSTROVNY), zone(OSTROVNY, inspection_date="2040-01-01"))
    assert early["policy_warnings"] == [] and late["policy_warnings"] == ["EXPIRED"]


def test_issuer_and_number_decide_and_another_type_refers(ask, on_the_list):
    on_the_list()
    same, other, unknown, by_zone = (
        {"issuer": "UTO", "number": "UX7654321", "type": "passport"},
        {"issuer": "UTO", "number": "UX7654321", "type": "V"},
        {"issuer": "UTO", "number": "UX7654322", "type": "P"},
        zone(OSTROVNY),
    )
    said, _ = ask(same, other, unknown, by_zone)
    assert [one["outcome"] for one in said] == ["hit", "refer", "not_checked", "hit"]
    assert said[0]["hits"][0] | {"record": 0} == {
        "kind": "document", "source": "lost_stolen", "record": 0, "issuer": "UTO", "type": "P",
        "number": "UX7654321", "status": "STOLEN", "date": "2025-12-20", "exact": True,
    }  # fmt: skip
    assert said[1]["hits"][0]["exact"] is False and said[2]["hits"] == []
    assert said[2]["sources"]["lost_stolen"] == "checked"


BAD = (
    (b"not json", "The line is not JSON."), (b"[1]", "The line is not a JSON object."), (b"{}", questions.NEEDED),
    (b'{"issuer": "UTO"}', questions.NEEDED), (b'{"mrz": 5}', "mrz must be a list of lines."),
    (b'{"mrz": ["A", null]}', "mrz must be a list of lines."), (b'{"id": NaN}', "The line is not JSON."),
    (b'{"issuer": [], "number": "1"}', "issuer must be text."), (b"\xff\xfe", "The line is not JSON."),
    (b'{"mrz": [], "inspection_date": "2026-13-01"}', "inspection_date must be a date such as 2026-01-15."),
    (b'{"mrz": [], "inspection_date": 7}', "inspection_date must be a date such as 2026-01-15."),
    (b"[" * 100_000, "The line is not JSON."), (b"9" * 5_000, "The line is not JSON."),
)  # fmt: skip


@pytest.mark.parametrize(("line", "why"), BAD, ids=range(len(BAD)))
def test_a_line_that_asks_nothing_is_answered_and_stops_nothing(ask, line, why):
    said, status = ask(line, zone(ERIKSSON, id=2))
    assert said[0] == {"error": why} | ({"id": None} if "id" in said[0] else {}) and said[1]["id"] == 2
    assert status == 1


def test_lines_of_any_kind_get_their_faults(ask):
    said, status = ask(
        {"mrz": []}, {"mrz": ["😀" * 44] * 2}, {"mrz": "\n".join(ERIKSSON)}, {"mrz": ["A" * 99]}
    )
    assert [one["errors"] for one in said] == [
        ["BAD_LENGTH"],
        ["BAD_CHARSET"],
        [],
        ["BAD_LENGTH"],
    ] and status == 0


# What outranks what


def found(exact):
    return Found(1, "UTO", "P", "1", "STOLEN", date(2026, 1, 1), "", "list", exact)


def name(band):
    return NameHit(1, 1, "OSTROWNY PAWEL", 0.9, band, "token")


def reading(**more):
    nothing = {"errors": [], "warnings": [], "policy_warnings": [], "severities": {}, "fields": {}}
    return nothing | more


ON = {"lost_stolen": "checked"}
OFF = ON | {"sltd": "not_checked"}
UNLISTED = {"policy_warnings": ["UNLISTED_DOCUMENT_TYPE"]}
PRECEDENCE = (
    ("clear", {}, (), (), ON), ("not_checked", {}, (), (), OFF), ("not_checked", {}, (), (), {}),
    ("refer", {"errors": ["BAD_SEX"]}, (), (), OFF), ("refer", {}, (), [name("POSSIBLE")], OFF),
    ("clear", {}, (), [name("WEAK")], ON), ("refer", {}, [found(False)], (), OFF),
    ("hit", {"errors": ["BAD_SEX"]}, [found(True)], (), OFF), ("hit", {}, (), [name("STRONG")], OFF),
    ("hit", {}, [found(False), found(True)], [name("POSSIBLE")], ON),
    ("refer", {"policy_warnings": ["ISSUER_DEVIATION"]}, (), (), ON),
    ("clear", {"policy_warnings": ["EXPIRED"]}, (), (), ON),
    ("clear", UNLISTED | {"severities": {"UNLISTED_DOCUMENT_TYPE": "LOW"}}, (), (), ON),
    ("refer", UNLISTED | {"severities": {"UNLISTED_DOCUMENT_TYPE": "HIGH"}}, (), (), ON),
    ("clear", {"warnings": ["SPECIMEN_CODE"]}, (), (), ON),
)  # fmt: skip


@pytest.mark.parametrize(
    ("outcome", "faults", "records", "names", "sources"), PRECEDENCE, ids=range(len(PRECEDENCE))
)
def test_hit_outranks_refer_outranks_not_checked_outranks_clear(outcome, faults, records, names, sources):
    answers = [Answer("lost_stolen", True, tuple(records))]
    assert checking.judged(reading(**faults), answers, names, sources) == outcome


def test_a_specimen_refers_where_the_office_says_so(settings):
    settings.SCREENING_REFERS = ["SPECIMEN_CODE"]
    assert checking.judged(reading(warnings=["SPECIMEN_CODE"]), (), (), ON) == "refer"


def test_codes_in_force_are_those_of_the_rows(examiner):
    from cases.travel_documents import actions
    from cases.travel_documents.models import Code

    utopia = [each for each in Code.objects.all() if each.code == "UTO"]
    assert utopia and utopia[0].use == "specimen"
    before = codes.in_force()
    assert codes.in_force() is before
    given = {
        "table": "STATE",
        "code": "ZZQ",
        "meaning": "Zubrowka",
        "use": "both",
        "source": "",
        "last_on": None,
    }
    actions.change_code(by=examiner.user, reason="New state", first_on=date(2026, 1, 1), **given)
    assert codes.in_force() is not before and codes.in_force().names["ZZQ"] == "Zubrowka"
