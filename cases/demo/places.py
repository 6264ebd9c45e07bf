"""The invented world: what stands around each office, for the slots of the sentences."""

from calendar import day_name, month_name
from dataclasses import dataclass

MONTHS, WEEKDAYS = tuple(month_name)[1:], tuple(day_name)


@dataclass(frozen=True)
class Around:
    city: str
    airport: str
    police: str
    quarters: tuple
    streets: tuple
    issuer: str


PLACES = {
    "UTP": Around(
        "Utopia City",
        "Marvel Field",
        "Utopia National Police",
        (
            "Harbour Quarter",
            "Old Mint",
            "Vale Norte",
            "Saltgate",
            "Upper Terraces",
            "Mariners’ Hill",
            "Canal Ward",
            "Fennel Market",
            "São Telmo",
        ),
        (
            "Cooper Lane",
            "Rua do Farol",
            "Lantern Street",
            "Ropewalk",
            "Travessa das Ameixas",
            "Quince Square",
            "Salt Stairs",
            "Pilot Row",
        ),
        "UTO",
    ),
    "QMR": Around(
        "Qamar City",
        "Najm International",
        "Qamari Border Police",
        (
            "Al Nakheel",
            "Old Souk",
            "Corniche East",
            "Diplomatic Quarter",
            "Bab al Rih",
            "Third Ring",
            "Pearl Basin",
        ),
        (
            "Date Palm Street",
            "Well Road",
            "Coppersmiths’ Street",
            "Dhow Lane",
            "Observatory Road",
            "Falcon Street",
        ),
        "QMR",
    ),
    "HIM": Around(
        "Sundhara",
        "Lamjura Field",
        "Himavat Police",
        ("Lower Bazaar", "Painted Steps", "Bridge Ward", "Monastery Hill", "Orchard Side", "Tea Gardens"),
        ("Prayer Wheel Road", "Potters’ Square", "Bell Lane", "Mule Track", "Juniper Street", "Weavers’ Row"),
        "XHV",
    ),
    "RSC": Around(
        "Meridia",
        "Meridia Central",
        "Meridia Police",
        ("Ring District", "Danube Meadows", "Glassworks", "Spittelfeld", "Museum Quarter"),
        ("Kastaniengasse", "Am Alten Zoll", "Fiddlers’ Row", "Observatoriumweg", "Tiefer Markt"),
        "XMD",
    ),
    "HQS": Around(
        "Arcadia",
        "Arcadia North",
        "Arcadia Metropolitan Police",
        (
            "Foundry Park",
            "East Ferry",
            "Capitol Flats",
            "Orchard Heights",
            "Mill Race",
            "Union Yards",
            "Founders’ Row",
        ),
        ("Juniper Avenue", "Ninth Street", "Ferry Road", "Old Post Lane", "Granary Street", "Beacon Court"),
        "XAR",
    ),
}

FIRMS = (
    "Halcyon Freight", "Brightwater Catering", "Nordlicht Reisen", "Al Safwa Manning", "Kestrel Print House",
    "Three Rivers Textiles", "Blue Heron Hospitality", "Cardamom Trading", "Vento Couriers", "Stellar Guarding",
    "Meridian Staffing", "Golden Yak Treks", "Pomona Foods", "Tidewater Storage", "Sable Motors", "Orion Web Hosting",
    "Lotus Care Agency", "Mosaic Events", "Greywing Charter", "Fairlead Shipping", "Quill and Seal",
    "Amberline Telecom",
)  # fmt: skip
BODIES = (
    "Casa Ilda", "Harbour Aid", "Lantern Trust", "Stichting Veerhuis", "Amal House", "Riverlight", "Open Door Mission",
    "Terra Firma", "Women of Sundhara", "Seafarers’ Rest",
)  # fmt: skip


def slots(office, rng):
    """One set of facts for the sentences of one case."""
    around = PLACES[office]
    return {
        "city": around.city,
        "airport": around.airport,
        "police": around.police,
        "quarter": rng.choice(around.quarters),
        "street": rng.choice(around.streets),
        "firm": rng.choice(FIRMS),
        "body": rng.choice(BODIES),
        "month": rng.choice(MONTHS),
        "weekday": rng.choice(WEEKDAYS),
        "n": rng.randint(4, 12),
        "big": rng.randint(21, 94),
        "amount": f"{rng.randint(4, 96) * 250:,} crowns",
        "series": f"{rng.choice('UQHX')}{rng.choice('XKZ')}{rng.randint(10, 89)}",
    }
