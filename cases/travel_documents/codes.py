"""The code tables in force, as the reader of zones takes them: made from rows, remembered until a row changes."""

from cases.travel_documents.models import Code, CodesVersion
from secoffice import mrz

_remembered = {}


def in_force():
    """The `mrz.Codes` of the rows. One small query tells whether what this process remembers still holds; an office
    without rows reads by the tables that came with the reader."""
    stamp = CodesVersion.objects.order_by("pk").values_list("stamp", flat=True).first()
    if stamp is None:
        return mrz.CODES
    if stamp not in _remembered:
        made = made_from(Code.objects.order_by("code", "first_on"))
        _remembered.clear()
        _remembered[stamp] = made
    return _remembered[stamp]


def made_from(rows):
    states, types = [], []
    for row in rows:
        days = {"use": row.use, "valid_from": row.first_on, "valid_to": row.last_on}
        if row.table == Code.Table.DOCUMENT:
            types.append(mrz.DocumentType(row.code, row.meaning, **days))
        else:
            states.append(mrz.Code(row.code, row.meaning, **days))
    return mrz.Codes(states, types)


def seed(code, version):
    """Rows for the tables that came with the reader; the two models as a migration knows them."""
    shipped = [(code(table="STATE", meaning=row.name), row) for row in mrz.CODES.codes]
    shipped += [(code(table="DOC", meaning=row.meaning), row) for row in mrz.CODES.document_types]
    for kept, row in shipped:
        kept.code, kept.use, kept.source = row.code, row.use, "ICAO 9303, as shipped"
        kept.first_on, kept.last_on = row.valid_from, row.valid_to
    code.objects.bulk_create(kept for kept, _ in shipped)
    version.objects.create(pk=1)
