"""roll_up_marking: the parts of a bundle a line in, its banner and the sentences that explain it a line out."""

import json

from secoffice import markings
from secoffice.jsonlines import Answers

HELP = """\
Reads one JSON object a line and writes one a line:
  {"parts":["CUI//INV","CUI//SP-PERS//FEDCON"]}
  {"banner":"CUI//SP-PERS/INV//FEDCON","foreign_release":false,"explanation":"…"}

parts   the markings of all parts; a list of recipients follows DL ONLY, its names apart by commas, or stands in
        {"marking":"CUI//PHYS//DL ONLY","list":["Post Alpha","Post Beta"]}
"recipients" is given where DL ONLY is in the banner: the list that must be attached. "id" is given back. A line
that cannot be answered, because a marking cannot stand or the bundle cannot be produced, gives {"error": ...}.
Exit: 0 all answered, 1 some line was not, 2 wrong use of the command.
"""


def answer(text):
    """What one line asks, as a dictionary."""
    try:
        asked = json.loads(text)
    except (ValueError, RecursionError):
        return {"error": "This line is not JSON."}
    if not isinstance(asked, dict):
        return {"error": "A line is one JSON object."}
    same = {"id": asked["id"]} if "id" in asked else {}
    try:
        return same | rolled(asked.get("parts"))
    except markings.MarkingError as wrong:
        return same | {"error": str(wrong)}


def rolled(parts):
    if not isinstance(parts, list):
        raise markings.MarkingError("“parts” is a list of markings.")
    found = markings.roll_up([written(part) for part in parts])
    marking = found.marking
    told = {"banner": marking.banner, "foreign_release": marking.foreign_release}
    if recipients := marking.lists.get(markings.DL_ONLY):
        told["recipients"] = list(recipients)
    return told | {"explanation": found.explanation}


def written(part):
    """One part as a marking with its list behind it."""
    if isinstance(part, dict):
        names = part.get("list") or []
        part = part.get("marking")
        if isinstance(part, str) and isinstance(names, list) and names:
            recipients = ", ".join(map(str, names))
            part = part.replace(markings.DL_ONLY, f"{markings.DL_ONLY} {recipients}")
    if not isinstance(part, str):
        raise markings.MarkingError("A part is a marking such as CUI//INV.")
    return part


class Command(Answers):
    help = HELP
    answer = staticmethod(answer)
