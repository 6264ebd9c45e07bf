"""load_lost_documents: what it prints, and how it ends."""

import json

import pytest
from django.core.management import CommandError, call_command

from cases.travel_documents.lost.models import Load, Record
from tests.travel_documents.lost.listing import line, many

pytestmark = pytest.mark.django_db


def run(capsys, *given):
    """The exit code, the summary and what was said on the way."""
    code = 0
    try:
        call_command("load_lost_documents", *map(str, given))
    except SystemExit as ended:
        code = ended.code
    said = capsys.readouterr()
    return code, json.loads(said.out), said.err


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "list.csv"
    path.write_text(many(20))
    return path


def test_it_prints_one_line_of_counts(capsys, file):
    code, told, said = run(capsys, file)
    assert code == 0
    assert told["added"] == told["lines"] == 20 and told["errors"] == told["unchanged"] == 0
    assert {"load", "seconds", "per_second", "peak_mb", "state", "errors_file", "file"} <= told.keys()
    assert "20 added" in said


def test_run_once_more_it_changes_nothing(capsys, file):
    run(capsys, file)
    code, told, _ = run(capsys, file)
    assert (code, told["added"], told["unchanged"]) == (0, 0, 20) and Record.objects.count() == 20


def test_faulty_lines_are_named_in_a_file_beside_it(capsys, file):
    file.write_text(f"{line(1)}\n{line(2, type='?')}\n")
    code, told, _ = run(capsys, file)
    assert (code, told["errors"], told["added"]) == (1, 1, 1)
    (fault,) = map(json.loads, file.with_name("list.csv.errors.jsonl").read_text().splitlines())
    assert (fault["line"], fault["column"]) == (2, "type")


def test_faults_of_an_earlier_run_do_not_linger(capsys, file):
    file.write_text(line(2, type="?"))
    run(capsys, file)
    file.write_text(line(2))
    assert run(capsys, file)[0] == 0
    assert not file.with_name("list.csv.errors.jsonl").exists()
    assert not Load.objects.filter(errors_size__gt=0).exists()


def test_a_named_source_speaks_for_its_issuers_alone(capsys, file):
    file.write_text(f"{line(1)}\n{line(2, issuer='QAM')}\n")
    code, told, _ = run(capsys, file, "--source", "Ministry of Utopia", "--issuers", "uto")
    assert (code, told["added"], told["errors"]) == (1, 1, 1)
    assert Load.objects.get().source == Record.objects.get().source == "Ministry of Utopia"


@pytest.mark.parametrize("text", ["issuer,number\n", ""])
def test_a_file_that_is_no_list_is_wrong_use(file, text):
    file.write_text(text)
    with pytest.raises(CommandError) as error:
        call_command("load_lost_documents", str(file))
    assert error.value.returncode == 2


def test_a_file_that_is_not_there_and_issuers_that_are_none_are_wrong_use(file):
    for given in ([f"{file}x"], [str(file), "--issuers", "UTOPIA"]):
        with pytest.raises(CommandError) as error:
            call_command("load_lost_documents", *given)
        assert error.value.returncode == 2
    assert not Load.objects.exists()
