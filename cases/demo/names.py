"""Invented people: names of several cultures in the scripts they are written in, dates, numbers.

Telephone numbers are of ranges kept for fiction, mail addresses of domains kept for examples, issuers of codes
that belong to no country.
"""

from anyascii import anyascii

from cases.demo.places import PLACES

# Family of names → (given names, family names); each is (Latin, own script or ""), given name first.
FAMILIES = {
    "slavic": (
        (("Pavel", "Павел"), ("Irena", "Ирена"), ("Bogdana", "Богдана"), ("Radomir", "Радомир"), ("Vesna", "Весна"),
         ("Timofei", "Тимофей"), ("Ludmila", "Людмила"), ("Zoran", "Зоран")),
        (("Ostrovny", "Островный"), ("Belozub", "Белозуб"), ("Krasilnik", "Красильник"), ("Vorobyin", "Воробьин"),
         ("Lesnichy", "Лесничий"), ("Morozhenko", "Мороженко"), ("Tikhovod", "Тиховод")),
    ),
    "arabic": (
        (("Salma", "سلمى"), ("Yahya", "يحيى"), ("Nadia", "نادية"), ("Marwan", "مروان"), ("Hanan", "حنان"),
         ("Idris", "إدريس"), ("Rabab", "رباب"), ("Khalil", "خليل")),
        (("al-Haddadi", "الحدادي"), ("Bin Najm", "بن نجم"), ("Qamarani", "القمراني"), ("al-Warraq", "الوراق"),
         ("Sahlawi", "السهلاوي"), ("Dhowar", "الدوار"), ("al-Misbah", "المصباح")),
    ),
    "himavati": (
        (("Bishal", "बिशाल"), ("Sunita", "सुनिता"), ("Dorje", "दोर्जे"), ("Kamala", "कमला"), ("Nabin", "नबिन"),
         ("Maya", "माया"), ("Tashi", "टाशी"), ("Rewati", "रेवती")),
        (("Sundhari", "सुन्धारी"), ("Himchuli", "हिमचुली"), ("Lekhnath", "लेखनाथ"), ("Gurjali", "गुर्जाली"),
         ("Phedi", "फेदी"), ("Tsomori", "छोमोरी")),
    ),
    "utopian": (
        (("Anna Maria", ""), ("Tomé", ""), ("Inês", ""), ("Baltasar", ""), ("Filipa", ""), ("Gonçalo", ""),
         ("Vitória", ""), ("Xavier", "")),
        (("Eriksson", ""), ("da Fonte Seca", ""), ("Marvão-Pires", ""), ("Sorn", ""), ("Quintão", ""),
         ("Velhoporto", ""), ("Ameixeira", ""), ("Salgueirão", "")),
    ),
    "sinitic": (
        (("Meiyu", "美玉"), ("Haoran", "浩然"), ("Xiulan", "秀蘭"), ("Zhiyuan", "志遠"), ("Peiwen", "佩雯")),
        (("Lin", "林"), ("Ouyang", "歐陽"), ("Shangguan", "上官"), ("Tantai", "澹臺")),
    ),
    "hellenic": (
        (("Despina", "Δέσποινα"), ("Stavros", "Σταύρος"), ("Kalliopi", "Καλλιόπη"), ("Fotis", "Φώτης")),
        (("Thalassinidis", "Θαλασσινίδης"), ("Melissourgos", "Μελισσουργός"), ("Petrakanis", "Πετρακάνης")),
    ),
    "arcadian": (
        (("Harriet", ""), ("Quincy", ""), ("Delphine", ""), ("Ambrose", ""), ("Loretta", ""), ("Ezra", ""),
         ("Maribel", ""), ("Thaddeus", "")),
        (("Winterbourne", ""), ("Calloway-Voss", ""), ("Brandymead", ""), ("Okonjo-Hale", ""), ("Pemberwick", ""),
         ("Tolliver-Nash", ""), ("Ashdown-Reyes", "")),
    ),
    "caucasian": (
        (("Ketevan", "ქეთევანი"), ("Levan", "ლევანი"), ("Tamta", "თამთა"), ("Vakhtang", "ვახტანგი")),
        (("Mtiuladze", "მთიულაძე"), ("Zghvashvili", "ზღვაშვილი"), ("Mzekalani", "მზექალანი")),
    ),
    "northern": (
        (("Åse", ""), ("Jürgen", ""), ("Ödön", ""), ("Małgorzata", ""), ("Çağla", ""), ("Łucja", ""), ("Søren", "")),
        (("Bjørkehavn", ""), ("Müllerstein", ""), ("Çelikkuşu", ""), ("Wójtowiczak", ""), ("Kőszegvári", ""),
         ("Håkonstad", "")),
    ),
    "korean": (
        (("Seo-yeon", "서연"), ("Min-jun", "민준"), ("Ha-eun", "하은"), ("Do-hyun", "도현")),
        (("Namgung", "남궁"), ("Hwangbo", "황보"), ("Seonu", "선우")),
    ),
}  # fmt: skip
NEAR = {
    "UTP": ("utopian", "utopian", "slavic", "hellenic", "northern", "arabic", "korean"),
    "QMR": ("arabic", "arabic", "himavati", "arcadian", "caucasian"),
    "HIM": ("himavati", "himavati", "sinitic", "northern", "korean"),
    "RSC": ("northern", "slavic", "hellenic", "caucasian"),
    "HQS": ("arcadian", "arcadian", "slavic", "sinitic", "utopian", "arabic", "caucasian"),
}
FAMILY_FIRST = {"sinitic", "korean"}


class Crowd:
    """Hands out people who do not exist, each name once."""

    def __init__(self):
        self.given = set()

    def somebody(self, office, rng):
        """The facts of one new person: [(kind, value, issuer)]."""
        for attempt in range(1_000):
            family = rng.choice(NEAR[office] if attempt < 9 else tuple(FAMILIES))
            first, last = (rng.choice(part) for part in FAMILIES[family])
            if (first, last) not in self.given:
                break
        self.given.add((first, last))
        return [*written(family, first, last, rng), *born(rng), *numbers(office, first[0], last[0], rng)]


def written(family, first, last, rng):
    """The name as we write it and, more often than not, in its own script."""
    gap = "" if family == "sinitic" else " "
    pair = (last, first) if family in FAMILY_FIRST else (first, last)
    facts = [("NAME", f"{first[0]} {last[0]}", "")]
    if first[1] and rng.random() < 0.65:
        facts.append(("NAME", f"{pair[0][1]}{gap}{pair[1][1]}", ""))
    return facts


def born(rng):
    """A date of birth: mostly whole, often partial, sometimes unknown."""
    year, month, day = rng.randint(1948, 2004), rng.randint(1, 12), rng.randint(1, 28)
    known = rng.random()
    if known < 0.62:
        return [("BORN", f"{year}-{month:02d}-{day:02d}", "")]
    if known < 0.76:
        return [("BORN", f"{year}-??-??", "")]
    if known < 0.86:
        return [("BORN", f"{year}-{month:02d}-??", "")]
    return []


def numbers(office, first, last, rng):
    """Some identifiers: passport, telephone, e-mail, plate, account, national number."""
    issuer = rng.choice([PLACES[office].issuer, "UTO", "XAR", "QMR", "XHV"])
    facts = [("NATION", issuer, "")] if rng.random() < 0.7 else []
    if rng.random() < 0.6:
        facts.append(
            ("PASSPORT", f"{issuer[0]}{rng.choice('XKZ')}{rng.randint(1_000_000, 9_999_999)}", issuer)
        )
    if rng.random() < 0.4:
        facts.append(("PHONE", f"+44 7700 900{rng.randint(100, 999)}", ""))
    if rng.random() < 0.25:
        facts.append(("EMAIL", f"{_plain(first)}.{_plain(last)}{rng.randint(2, 88)}@example.org", ""))
    if rng.random() < 0.12:
        plate = f"{rng.choice('UTQHV')}{rng.choice('ABKZ')} {rng.randint(10, 99)} {rng.randint(100, 999)}"
        facts.append(("PLATE", plate, issuer))
    if rng.random() < 0.08:
        facts.append(("ACCOUNT", f"{issuer}{rng.randint(10**13, 10**14 - 1)}", ""))
    if rng.random() < 0.15:
        facts.append(("NATID", f"{rng.randint(10**9, 10**10 - 1)}", issuer))
    return facts


def _plain(name):
    return "".join(letter for letter in anyascii(name).lower() if letter.isalpha())
