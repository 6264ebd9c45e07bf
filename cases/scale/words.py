"""Fictional text for many cases: the same number gives the same words, and words are spread as in life.

A few words stand in nearly half of all cases, most in some, and each case belongs to an “operation” whose name
stands in some ten of them: what a search for a common and for a rare word is measured with.
"""

from itertools import product

from cases.kinds import KINDS

COMMON = "passport"
GIVEN = [
    "Adela",
    "Amara",
    "Bruno",
    "Cosima",
    "Dario",
    "Edda",
    "Farid",
    "Greta",
    "Hamid",
    "Ilse",
    "Jonas",
    "Katya",
    "Leandro",
    "Mirela",
    "Nadim",
    "Odile",
    "Pavel",
    "Quentin",
    "Rashid",
    "Sabine",
    "Tomas",
    "Ulla",
    "Viktor",
    "Wanda",
    "Xenia",
    "Yusuf",
    "Zora",
    "Anselm",
    "Birgit",
    "Cyril",
    "Danuta",
    "Emre",
    "Fatima",
    "Goran",
    "Hana",
    "Imre",
]
FAMILY = [
    "Abendroth",
    "Balakov",
    "Caravel",
    "Dunmore",
    "Escobedo",
    "Farrow",
    "Galanis",
    "Hollberg",
    "Ivanescu",
    "Jarolim",
    "Kessler",
    "Lindqvist",
    "Marchetti",
    "Novotny",
    "Okonjo",
    "Petrov",
    "Quillfeather",
    "Rezaei",
    "Santoro",
    "Tamsin",
    "Ulrich",
    "Varga",
    "Wexler",
    "Xanthos",
    "Yilmaz",
    "Zamora",
    "Ardent",
    "Brandt",
    "Cardoso",
    "Delacroix",
    "Engström",
    "Fitzalan",
    "Grünwald",
    "Haddad",
    "Ingram",
    "Jovanović",
]
PLACES = [
    "Utopia City",
    "Port Laputa",
    "Freedonia",
    "Ruritania",
    "Zenda",
    "Lilliput",
    "Erewhon",
    "Brobdingnag",
    "San Serriffe",
    "Balnibarbi",
    "Sylvania",
    "Grand Fenwick",
    "Costaguana",
    "Glubbdubdrib",
    "Luggnagg",
    "Strelsau",
]
PARTS = (
    "The applicant presented a {doc} issued in {place} whose data page had been replaced.",
    "A member of staff at {place} saw the same vehicle outside the gate on three mornings.",
    "The photograph does not match the person named in an earlier application from {place}.",
    "A partner agency in {place} asked whether the holder of the {doc} is known to us.",
    "The consular section in {place} kept the {doc} and took a copy of every page.",
    "Two letters from {place}, written by hand, name a protected person and a date.",
    "The bank account used for the fee was opened in {place} four days before.",
    "A witness, {person}, describes a meeting at a café near the station of {place}.",
    "The telephone used to book the appointment answers in {place}.",
    "{person} says that a facilitator in {place} offered a genuine {doc} for money.",
    "The host authority of {place} was told by letter and has not answered.",
    "The stamp of {place} in the {doc} is of a kind withdrawn years ago.",
    "A laptop was left behind in {place}; its seal was broken.",
    "The guard log of {place} shows an entry without a badge at night.",
    "The family of {person} asks for a meeting at {place}.",
    "Three applications from {place} give the same employer, who cannot be found.",
)
DOCUMENTS = (
    COMMON,
    COMMON,
    "visa",
    "travel document",
    "residence card",
    "birth certificate",
    "driving licence",
)
NOTES = (
    "Called {person} in {place}; no answer. Will try again.",
    "Interview with {person} at {place} lasted an hour. Summary follows.",
    "Reply from {place} received, nothing new in it.",
    "Compared the signature with the file from {place}. Differs in three places.",
    "Asked the consular section in {place} for the original application.",
)
TITLES = {
    "PF": "{doc} with a replaced data page, {place}",
    "VF": "Visa ring around an employer in {place}",
    "TC": "Request from {place} about {person}",
    "HT": "Report of forced work near {place}",
    "CI": "Approach to a member of staff in {place}",
    "CT": "Vehicle seen at the mission in {place}",
    "PI": "Letters to a protected person, {place}",
    "CY": "Phishing mail to staff in {place}",
    "AD": "Use of an official car in {place}",
    "BI": "Reference check in {place}",
    "SV": "Safe found open in {place}",
    "AS": "Help for a partner agency in {place}",
}
WEIGHTS = {
    "PF": 30,
    "VF": 18,
    "SV": 12,
    "BI": 9,
    "AS": 7,
    "PI": 6,
    "TC": 5,
    "CY": 5,
    "CT": 3,
    "AD": 2,
    "HT": 2,
    "CI": 1,
}
SYLLABLES = [
    "bal",
    "cor",
    "dem",
    "fal",
    "gor",
    "har",
    "jul",
    "kel",
    "lom",
    "mar",
    "nev",
    "or",
    "pel",
    "quin",
    "ros",
    "sel",
    "tor",
    "ul",
    "ven",
    "wyr",
]
OPERATIONS = ["".join(parts) for parts in product(SYLLABLES, repeat=4)]


def kind(chance):
    """A kind as often as such an office sees it; one new in the catalogue as often as the rarest."""
    return chance.choices(list(KINDS), [WEIGHTS.get(code, 1) for code in KINDS])[0]


def name(chance):
    return f"{chance.choice(GIVEN)} {chance.choice(FAMILY)}"


def operation(number, total=100_000):
    """The name that this case shares with some nine others of the first hundred thousand."""
    return OPERATIONS[number % (total // 10)].capitalize()


def said(chance, template):
    place = chance.choice(PLACES)
    return template.format(doc=chance.choice(DOCUMENTS), place=place, person=name(chance))


def title(chance, code):
    text = said(chance, TITLES.get(code, "Report from {place}"))
    return text[0].upper() + text[1:]


def allegation(chance, number):
    parts = [said(chance, part) for part in chance.sample(PARTS, chance.randint(3, 6))]
    return f"{' '.join(parts)} Filed under operation {operation(number)}."


def note(chance):
    return said(chance, chance.choice(NOTES))
