"""The name field: surname, two fillers, given names; shortened when too long (ICAO 9303-3 §4.6, 9303-4 §4.2.3)."""

from secoffice.mrz.digits import FILLER
from secoffice.mrz.transliteration import transliterate

BETWEEN = FILLER * 2


def name_field(surname, given_names, width, *, issuer=""):
    """The field as wide as it is. A name that is too long ends in a letter, which says that it was shortened."""
    primary = transliterate(surname, issuer=issuer).split()
    secondary = transliterate(given_names, issuer=issuer).split()
    if not primary:
        raise ValueError("has no letter; a name of one part is the surname")
    field = joined(primary, secondary)
    if len(field) > width:
        field = shortened(primary, secondary, width)
    return field.ljust(width, FILLER)


def joined(primary, secondary):
    return FILLER.join(primary) + (BETWEEN + FILLER.join(secondary) if secondary else "")


def shortened(primary, secondary, width):
    """Cut at the end, after parts of a surname that leaves no room for a given name were made shorter, the last first.
    Where the cut would fall behind a filler, the nearest longer part gives up its last letter."""
    if secondary:
        short = with_room(primary, width - len(BETWEEN) - 1)
        primary = filled(short, primary, width - len(joined(short, secondary)))
    parts, at = [*primary, *secondary], len(primary)
    while (cut := joined(parts[:at], parts[at:])[:width])[-1] == FILLER:
        reached = len(cut.replace(BETWEEN, FILLER).split(FILLER)) - 1
        longer = [index for index in range(reached) if len(parts[index]) > 1]
        if not longer:
            return cut[:-1] + parts[reached][0]
        parts[longer[-1]] = parts[longer[-1]][:-1]
    return cut


def with_room(primary, room):
    """The parts of a surname in `room` characters, as far as initials do it, else cut."""
    primary = list(primary)
    for at in reversed(range(1, len(primary))):
        if len(FILLER.join(primary)) <= room:
            break
        primary[at] = primary[at][0]
    return FILLER.join(primary)[:room].strip(FILLER).split(FILLER)


def filled(short, primary, spare):
    """Shortened parts with `spare` letters of the whole ones given back, so that the field is full to its end."""
    found = []
    for part, whole in zip(short, primary, strict=False):
        longer = whole[: len(part) + max(spare, 0)]
        spare -= len(longer) - len(part)
        found.append(longer)
    return found
