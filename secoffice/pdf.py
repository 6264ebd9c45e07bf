"""Papers as PDF, laid out by Typst from templates/pdf/. Pure: no record is read here.

What users wrote goes in as data, never as markup, so nothing in it can change the page or read a file.
"""

import json
import re
from pathlib import Path

import typst
from anyascii import anyascii
from django.conf import settings
from django.utils import timezone

FOLDER = Path(settings.BASE_DIR) / "templates" / "pdf"
# What the typeface of the papers has: Latin, Greek, Cyrillic, punctuation and common signs.
PRINTED = "\t\n -~\u00a0-\u052f\u1e00-\u1fff\u2010-\u2027\u2030-\u205e\u20a0-\u22ff\u2500-\u25ff"
OTHERS = re.compile(f"[^{PRINTED}]+(?: +[^{PRINTED}]+)*")
CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff]")


def render(template, data):
    """The PDF (bytes) of `templates/pdf/<template>.typ` with `data`, a dictionary of what JSON can say; the template
    reads it with `json(bytes(sys.inputs.data))`. PDF/A-2b and PDF/UA-1, or neither where no font has a letter.
    Raises RuntimeError for a template that cannot be laid out."""
    given = {
        "input": str(FOLDER / f"{template}.typ"),
        "root": str(FOLDER),
        "format": "pdf",
        "sys_inputs": {"data": json.dumps(printable(json.loads(json.dumps(data, default=str))))},
        "timestamp": int(timezone.now().timestamp()),
    }
    try:
        return typst.compile(**given, pdf_standards=["a-2b", "ua-1"])
    except typst.TypstError as error:
        if "could not be displayed" not in str(error):
            raise
        return typst.compile(**given)


def printable(data):
    """The same data with words of scripts that the typeface lacks written in Latin letters, in brackets."""
    if isinstance(data, dict):
        return {name: printable(value) for name, value in data.items()}
    if isinstance(data, list):
        return [printable(value) for value in data]
    if isinstance(data, str):
        return OTHERS.sub(lambda found: f"[{anyascii(found[0]).strip() or '?'}]", CONTROLS.sub("", data))
    return data
