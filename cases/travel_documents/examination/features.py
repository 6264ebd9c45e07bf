"""The features an examiner works down, by the level from which they can be seen (domain C.9): data, no records."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    """`level`: from which it can be judged; `look`: what to look for, beside its row."""

    code: str
    label: str
    level: int
    look: str


PARTS = {
    "The book": (
        Kind("COVER", "Cover", 1, "stamping, colour, corners"),
        Kind("STITCHING", "Stitching", 1, "thread, holes used once, ends"),
        Kind("PAGES", "Page numbers", 1, "every page there, of one book, perforated alike"),
        Kind("SUBSTRATE", "Substrate", 2, "dull under ultraviolet, fibres in the paper"),
        Kind("WATERMARK", "Watermark", 1, "shades of grey in transmitted light"),
    ),
    "The print": (
        Kind("BACKGROUND", "Background print", 2, "lines without dots, rainbow without steps"),
        Kind("INTAGLIO", "Intaglio", 2, "felt by the finger, latent image"),
        Kind("MICROPRINT", "Microprint", 2, "legible under a glass"),
        Kind("UV", "Ultraviolet reaction", 2, "figures and fibres of the series"),
        Kind("IR", "Infrared", 3, "what disappears, what stays"),
    ),
    "The holder’s page": (
        Kind("LAMINATE", "Laminate", 1, "edges, bubbles, cuts"),
        Kind("OVD", "Hologram or other changing image", 1, "moves as the light does"),
        Kind("PHOTO", "Photograph", 1, "in the substrate, no edge, no second layer"),
        Kind("PERSONAL", "Personalisation", 1, "method and typeface of the issuer, in line"),
        Kind("MRZ", "Machine-readable zone", 1, "OCR-B, in place, agrees with the page"),
        Kind("CHIP", "Chip", 2, "reads, agrees, signed by the issuer"),
    ),
    "The entries": (
        Kind("VISA", "Visas", 1, "foil or stamp of the series"),
        Kind("STAMPS", "Stamps", 1, "ink, form, dates that follow one another"),
        Kind("SIGNATURE", "Signature", 1, "flow, pressure, as on record"),
        Kind("BEARER", "Bearer and photograph", 1, "ears, height, age, signature given here"),
    ),
}
KINDS = {kind.code: kind for part in PARTS.values() for kind in part}
CHOICES = [(kind.code, kind.label) for kind in KINDS.values()]
