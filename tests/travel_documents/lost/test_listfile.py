"""Lists as people send them: with and without headings, from spreadsheets of other countries, with faults."""

import io

import pytest

from cases.travel_documents.lost.listfile import LONGEST_LINE, ListFile, Unreadable

WANTED = "UTO\tUX7654321\tP\tS\t2025-12-20\t\t{:08d}\tHotel room"
QUOTED = '"Hotel room"'
LINE = "UTO,passport,UX7654321,STOLEN,2025-12-20,Hotel room"


def read(data, issuers=()):
    """What a list holds: (packed records, [(line, column, reason)])."""
    listed, faults, packed = ListFile(io.BytesIO(data), issuers), [], []
    while part := listed.portion(1000, faults):
        packed += part
    return packed, [(fault.line, fault.column, fault.reason) for fault in faults]


@pytest.mark.parametrize(
    ("text", "at"),
    [
        (LINE, 1),
        (LINE + "\n", 1),
        (LINE + "\r\n", 1),
        (f"{LINE},\n", 1),
        (f"issuer,type,number,status,date,circumstance\n{LINE}\n", 2),
        (f"\ufeffissuer,type,number,status,date,circumstance\r\n{LINE}\r\n", 2),
        (f"\ufeff{LINE}\n", 1),
        ("number;date;issuer;type;circumstance;status\nUX7654321;2025-12-20;uto;P;Hotel room;stolen\n", 2),
        (
            '"Issuer","Number","Type","Status","Date","Circumstance"\nUTO,ux 765-4321,P,stolen,2025-12-20,"Hotel room"',
            2,
        ),
        (
            "issuer\ttype\tnumber\tstatus\tdate\tcircumstance\nUTO\tPP\tUX7654321\tSTOLEN\t2025-12-20\tHotel room\n",
            2,
        ),
        (
            "note,issuer,type,number,status,date,circumstance\nx,UTO,P,UX7654321,STOLEN,2025-12-20,Hotel room\n",
            2,
        ),
    ],
)
def test_a_record_is_read_however_the_file_is_written(text, at):
    assert read(text.encode()) == ([WANTED.format(at)], [])


def test_lines_that_hold_nothing_are_passed_over_but_counted():
    packed, faults = read(f"{LINE}\n\n  \n,,,\n{LINE}\n".encode())
    assert [text.split("\t")[6] for text in packed] == ["00000001", "00000005"] and not faults


@pytest.mark.parametrize(
    ("line", "column", "reason"),
    [
        ("UTOP,P,UX1,LOST,2025-12-20,", "issuer", "no"),
        ("UTO,banana,UX1,LOST,2025-12-20,", "type", "not known"),
        ("UTO,,UX1,LOST,2025-12-20,", "type", "not known"),
        ("UTO,P,---,LOST,2025-12-20,", "number", "characters"),
        (f"UTO,P,{'9' * 25},LOST,2025-12-20,", "number", "characters"),
        ("UTO,P,UX1,MISLAID,2025-12-20,", "status", "STOLEN_BLANK"),
        ("UTO,P,UX1,LOST,2025-02-30,", "date", "2025-12-20"),
        ("UTO,P,UX1,LOST,20.12.2025,", "date", "2025-12-20"),
        ("UTO,P,UX1,LOST,,", "date", "2025-12-20"),
        ("UTO,P,UX1,LOST,2999-01-01,", "date", "future"),
        (f"UTO,P,UX1,LOST,2025-12-20,{'x' * 201}", "circumstance", "200"),
        ("UTO,P,UX1,LOST,2025-12-20,,UX9", "number_to", "blanks"),
        ("UTO,P,UX9,STOLEN_BLANK,2025-12-20,,UX1", "number_to", "before"),
        ("UTO,P,UX1,STOLEN_BLANK,2025-12-20,,UX99", "number_to", "length"),
        ("UTO,P,UX1", "", "only 3 columns"),
        ("UTO,P,UX1,LOST,2025-12-20,a,,b", "", "8 columns"),
        ('UTO,P,UX1,LOST,2025-12-20,"open', "", "not closed"),
    ],
)
def test_a_faulty_line_is_named_with_column_and_reason_and_spoils_no_other(line, column, reason):
    good = LINE.encode()
    packed, ((number, where, why),) = read(b"\n".join([good, line.encode(), good]))
    assert [text.split("\t")[6] for text in packed] == ["00000001", "00000003"]
    assert (number, where) == (2, column) and reason in why


def test_bytes_that_are_no_text_and_endless_lines_spoil_their_line_alone():
    data = b"\n".join(
        [LINE.encode(), b"UTO,P,\xff\xfe1,LOST,2025-12-20,", b"x" * (3 * LONGEST_LINE), LINE.encode()]
    )
    packed, faults = read(data)
    assert [text.split("\t")[6] for text in packed] == ["00000001", "00000004"]
    assert [(line, "UTF-8" in why, "longer" in why) for line, _, why in faults] == [
        (2, True, False),
        (3, False, True),
    ]


def test_issuers_the_source_does_not_speak_for_are_faults():
    packed, faults = read(f"{LINE}\n{LINE.replace('UTO', 'QAM')}\n".encode(), ["UTO"])
    assert len(packed) == 1 and faults[0][:2] == (2, "issuer")


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "empty"),
        (b"\n\n", "empty"),
        (b"issuer,number\nUTO,1\n", "type, status, date"),
        (b"issuer,number,type,status,date,date\n", "twice"),
        ("issuer,number".encode("utf-16"), "UTF-8"),
        (b"PK\x03\x04\0\0", "UTF-8"),
    ],
)
def test_a_file_that_is_no_list_says_why(data, why):
    with pytest.raises(Unreadable, match=why):
        ListFile(io.BytesIO(data))


def test_reading_goes_on_from_any_mark():
    data = "".join(f"UTO,P,UX{n:07},LOST,2025-12-20,\n" for n in range(100)).encode()
    whole, _ = read(data)
    first, faults = ListFile(io.BytesIO(data)), []
    packed = first.portion(500, faults)
    later = ListFile(io.BytesIO(data))
    later.go_to(first.offset, first.line)
    while part := later.portion(500, faults):
        packed += part
    assert packed == whole and len(packed) == 100
