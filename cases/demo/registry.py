"""What the office came to know of the few people whom several cases met: names in other letters, ties, a picture,
one fact taken back, and handles judged to be one.
"""

import struct
import zlib
from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile

from cases.demo.desks import key
from cases.demo.stories import days_ago, living
from secoffice.people import actions
from secoffice.ports import Refused

SAID = (
    ("NAME", "ERIKSSON<<ANNA<MARIA", "", "MRZ"),
    ("NAME", "Анна Мария Эрикссон", ""),
    ("NAME", "آنا ماريا إريكسون", "", "ALIAS"),
    ("NAME", "Anna Maria Lindqvist", "", "MAIDEN"),
    ("SEX", "F", ""),
    ("BIRTHPL", "Zenith, Utopia", ""),
    ("PHONE", "+44 7700 900321", ""),
)
PAGE = "Portrait on the data page"


def begin(world):
    """Begun with the other stories in loading.py: the registry lies below the department and cannot ask."""
    for story in (bearer(world), doubles(world), namesakes(world)):
        world.chronicle.tell(story)


def bearer(world):
    """All that was learned of the bearer of the renewed passport."""
    at = yield days_ago(world, "UTP", 60, 951)
    case, by = of_matter(world, 901), world.people["rhea.dunmore"]
    anna = case.subjects.get().person
    told = {"source": case, "by": by}
    actions.add_facts(person=anna, facts=SAID, at=at, **told)
    picture = SimpleUploadedFile("portrait.png", portrait(), content_type="image/png")
    actions.add_photograph(
        person=anna,
        upload=picture,
        key=key("people", "portrait"),
        remark=PAGE,
        taken_on="2012-04-??",
        at=at,
        **told,
    )
    at = yield at + timedelta(days=2)
    for number, (name, kind, tie, since) in enumerate(
        (
            ("Halcyon Freight and Travel", "ORG", "EMPLOYER", "2019-??-??"),
            ("Ivo Lindqvist", "PERSON", "SIBLING", ""),
        )
    ):
        actions.tie_to(
            person=anna, other=None, name=name, other_kind=kind, kind=tie, since=since, at=at,
            key=key("people", "tie", number), **told,
        )  # fmt: skip
    at = yield at + timedelta(days=3)
    phone = anna.facts.get(kind="PHONE")
    actions.withdraw(told=phone, reason="The number of the interpreter, taken for hers.", by=by, at=at)


def doubles(world):
    """The same woman under her maiden name in another case: two handles, judged to be one."""
    at = yield days_ago(world, "UTP", 30, 952)
    by, anna = world.people["rhea.dunmore"], of_matter(world, 901).subjects.get().person
    facts = [("NAME", "Lindqvist, Anna", ""), ("BORN", "1974-08-12", ""), ("PASSPORT", "L898902C3", "UTO")]
    other = actions.start_file(
        facts=facts,
        source=living(world, "rhea.dunmore", skip=1).fresh(),
        by=by,
        key=key("people", "double"),
        at=at,
    )
    at = yield at + timedelta(hours=2)
    why = "One passport number, one date of birth, and the maiden name she gave in the interview."
    actions.judge(one=anna, other=other, verdict="SAME", why=why, by=by, at=at)


def namesakes(world):
    """Somebody of much the same name, judged different; and one of whom nobody is sure."""
    at = yield days_ago(world, "UTP", 20, 953)
    by, anna = world.people["rhea.dunmore"], of_matter(world, 901).subjects.get().person
    file = living(world, "rhea.dunmore", skip=1)
    for number, (facts, verdict, why) in enumerate(
        (
            (
                [("NAME", "Anna Maria Erikson", ""), ("BORN", "1991-02-03", "")],
                "DIFFERENT",
                "Seventeen years apart.",
            ),
            (
                [("NAME", "Maria Eriksson", ""), ("NATION", "UTO", "")],
                "UNSURE",
                "Only a name so far; ask for papers.",
            ),
        )
    ):
        given = {"source": file.fresh(), "key": key("people", "namesake", number)}
        other = actions.start_file(facts=facts, by=by, at=at, **given)
        actions.judge(one=anna, other=other, verdict=verdict, why=why, by=by, at=at + timedelta(minutes=9))


def of_matter(world, number):
    """The case of a matter, while somebody works it."""
    file = next(file for file in world.files if file.matter.number == number)
    if file.case is None or not file.fresh().is_live:
        raise Refused("The case is not there to write in.")
    return file.case


def portrait(width=240, height=300):
    """A head and shoulders in grey."""
    rows = bytearray()
    for y in range(height):
        line = (
            96 if (x - 120) ** 2 + ((y - 120) * 0.8) ** 2 < 62**2 else
            120 if ((x - 120) * 0.6) ** 2 + (y - 300) ** 2 < 92**2 else 226 - y // 30
            for x in range(width)
        )  # fmt: skip
        rows += b"\0" + bytes(line)
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(bytes(rows))), (b"IEND", b""))
    chunks = (
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        for name, body in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)
