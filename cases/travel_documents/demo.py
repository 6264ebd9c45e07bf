"""The screening desk of the demonstration office: two months of documents at three posts, and a list of visitors."""

import io
import json
from datetime import date, timedelta

from django.core.files.uploadedfile import SimpleUploadedFile

from cases.demo import desks
from cases.demo.chronicle import dice
from cases.demo.stories import days_ago
from cases.travel_documents import actions, batches
from secoffice import mrz

YUKI, NUNO, HELENE, LEILA = "yuki.arranmore", "nuno.valadao", "helene.ashgrove", "leila.haddawi"
PEOPLE = (
    ("ERIKSSON", "ANNA MARIA", "F"), ("VANTONGEREN", "OSRIC", "M"), ("KARAWANI", "SALMA", "F"), ("LIN", "ZHIYUAN", "M"),
    ("DUARTE VOSS", "MARCELLINE", "F"), ("SORN KELLER", "ILYA", "M"), ("ABELLARD", "NOUR", "F"),
    ("TESSARI", "PIO", "M"),
    ("OYELARAN", "FOLA", "M"), ("BRANDT", "SIGNE", "F"), ("MAVRIDIS", "ELENI", "F"), ("QUILLON", "ZED", "M"),
)  # fmt: skip
FORMATS = (("TD3", "P"), ("TD3", "PP"), ("TD3", "P"), ("TD1", "I"), ("MRV-A", "V"), ("TD2", "I"))
MANY, GUESTS = 36, 240
# As they were read: the altered expiry of the worked example, and a zero that a typist took for an O.
ALTERED = ("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L898902C36UTO7408122F2204156ZE184226B<<<<<10")
MISREAD = ("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L8989O2C36UTO7408122F1204159ZE184226B<<<<<10")
MENDED = (MISREAD[0], "L898902C36UTO7408122F1204159ZE184226B<<<<<10")
STOLEN = ("P<UTOOSTROVNY<<PAVEL<<<<<<<<<<<<<<<<<<<<<<<<", "UX76543215UTO7408122M3106305<<<<<<<<<<<<<<02")


@desks.add
def begin(world):
    for number in range(MANY):
        world.chronicle.tell(screened(world, number))
    for story in (altered, misread, stolen, by_number, guests):
        world.chronicle.tell(story(world))


def screened(world, number):
    """One document of a day; now and then a digit was smudged."""
    rng, who = dice("screening", number), (YUKI, NUNO, NUNO, HELENE, LEILA)[number % 5]
    office = world.people[who].office.code
    at = yield days_ago(world, office, 1 + number * 61 // MANY, f"screening {number}", first=9, last=16)
    lines = zone(rng, number, at.date())
    if number % 9 == 4:
        lines[1] = lines[1][:13] + "99" + lines[1][15:]
    screen(world, who, lines, at)


def zone(rng, number, day):
    surname, given, sex = PEOPLE[number % len(PEOPLE)]
    name, code = FORMATS[number % len(FORMATS)]
    born = date(1950 + rng.randrange(55), 1 + rng.randrange(12), 1 + rng.randrange(28))
    expires = day + timedelta(days=rng.randrange(-40, 3_000))
    return list(mrz.write(
        name, document_code=code, issuing_state="UTO", surname=surname, given_names=given, sex=sex, nationality="UTO",
        document_number=f"U{rng.randrange(10**7):07}", birth_date=born, expiry_date=expires,
    ))  # fmt: skip


def screen(world, who, lines, at, **more):
    return actions.screen(by=world.people[who], text="\r\n".join(lines) + "\r\n", at=at, **more)


def altered(world):
    """The passport of the worked example, which the consular section handed over."""
    at = yield days_ago(world, "UTP", 104, 981, first=9, last=11)
    screen(world, NUNO, ALTERED, at)


def misread(world):
    """Typed by hand, with an O for a zero; the suggestion is compared with the book and taken up."""
    at = yield days_ago(world, "UTP", 6, 982)
    first = screen(world, NUNO, [line.lower() for line in MISREAD], at)
    at = yield at + timedelta(minutes=1)
    screen(world, NUNO, MENDED, at, suggested=first)


def stolen(world):
    at = yield days_ago(world, "UTP", 3, 983, first=10, last=12)
    screen(world, YUKI, STOLEN, at)


def by_number(world):
    at = yield days_ago(world, "UTP", 2, 984)
    actions.screen(by=world.people[HELENE], issuer="UTO", number="UB0001420", type="P", at=at)


def guests(world):
    """A list of visitors to the national day, sent in as one file."""
    at = yield days_ago(world, "UTP", 5, 985)
    rng, file = dice("guests", 1), io.StringIO()
    for number in range(GUESTS):
        lines = zone(rng, number, at.date())
        file.write(json.dumps({"id": f"G-{number + 1:03}", "mrz": STOLEN if number == 77 else lines}) + "\n")
    upload = SimpleUploadedFile("visitors-national-day.jsonl", file.getvalue().encode())
    actions.start(
        by=world.people[YUKI], upload=upload, form="JSON", total=GUESTS, key=desks.key("guests", 1), at=at
    )
    at = yield at + timedelta(minutes=1)
    batches.run(at=at)
