"""The taxonomy of domain C.9 [S31]; examiners put it in other words and add signs on its page."""

from django.db import migrations

TYPES = (
    ("COUNTERFEIT", "Counterfeit", "A whole document made by somebody other than the issuer.", (
        "Wrong substrate, or paper that glows under ultraviolet",
        "Ink-jet or toner dots in the background print",
        "Flat print where it should be felt",
        "Imitated hologram or watermark",
        "Wrong typeface",
        "Wrong stitching",
        "Number of a series that was never issued",
    )),
    ("ALTERED", "Altered", "A genuine document changed: photograph, holder’s page, zone, visa, stamp or page.", (
        "Disturbed laminate",
        "Traces of glue, or thread holes used twice",
        "Personalisation out of line",
        "The zone differs from the printed page",
        "A check digit fails",
        "Page numbers missing, or of two books",
    )),
    ("RECYCLED", "Recycled", "Security parts of genuine documents used again: laminates, covers, holograms.", (
        "Features of different generations in one document",
    )),
    ("FANTASY", "Fantasy or camouflage", "Issued by nobody entitled: an invented country, a former name, a world passport.", (
        "Issuer code that is on no list",
        "The specimen code UTO on a live document",
        "No entry in a public register of documents that are not recognised",
    )),
    ("PSEUDO", "Pseudo document", "Looks official without being a travel document.", (
        "No legal basis for documents of this kind",
    )),
    ("STOLEN_BLANK", "Stolen blank", "A genuine blank, personalised by somebody other than the issuer.", (
        "Number within a range of stolen blanks",
        "Method of personalisation that the issuer does not use",
        "No record of issuance",
    )),
    ("FOG", "Fraudulently obtained genuine", "A real document on false breeder papers or a false identity.", (
        "The story, photograph or fingerprint matches another identity",
        "Late registration of birth",
        "Losses reported often",
    )),
    ("IMPOSTOR", "Impostor", "A genuine document used by somebody who looks like its holder.", (
        "Face, ears or height differ from the photograph",
        "Signature given here differs from the one in the document",
        "Does not know what the holder knows",
    )),
    ("IMPROPERLY_ISSUED", "Improperly issued", "By malfeasance or error of an official.", (
        "Cluster around one officer",
        "Issued out of hours",
        "File missing",
        "A hit overridden without a note",
    )),
)  # fmt: skip


def fill(apps, schema_editor):
    kinds, signs = (apps.get_model("examination", name) for name in ("FraudType", "Indicator"))
    for place, (code, label, meaning, texts) in enumerate(TYPES):
        made, _ = kinds.objects.get_or_create(
            code=code, defaults={"label": label, "meaning": meaning, "place": place}
        )
        for text in texts:
            signs.objects.get_or_create(fraud_type=made, text=text)


class Migration(migrations.Migration):
    dependencies = [("examination", "0001_examinations")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
