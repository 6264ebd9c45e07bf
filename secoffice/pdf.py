"""Papers as PDF, laid out by Typst from templates/pdf/. Pure: no record is read here.

What users wrote goes in as data, never as markup, so nothing in it can change the page or read a file.
"""

import json
from pathlib import Path

import typst
from django.conf import settings
from django.utils import timezone

FOLDER = Path(settings.BASE_DIR) / "templates" / "pdf"


def render(template, data):
    """The PDF (bytes) of `templates/pdf/<template>.typ` with `data`, a dictionary of what JSON can say; the template
    reads it with `json(bytes(sys.inputs.data))`. PDF/A-2b and PDF/UA-1, or neither where no font has a letter.
    Raises RuntimeError for a template that cannot be laid out."""
    given = {
        "input": str(FOLDER / f"{template}.typ"),
        "root": str(FOLDER),
        "format": "pdf",
        "sys_inputs": {"data": json.dumps(data, default=str)},
        "timestamp": int(timezone.now().timestamp()),
    }
    try:
        return typst.compile(**given, pdf_standards=["a-2b", "ua-1"])
    except typst.TypstError as error:
        if "could not be displayed" not in str(error):
            raise
        return typst.compile(**given)
