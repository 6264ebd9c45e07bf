"""What an uploaded file may be called: a plain name without path, tricks or hidden characters."""

import re
import unicodedata

LONGEST = 200
LONGEST_BYTES = 240  # what file systems take, with room for a suffix
FORBIDDEN = re.compile(r'[<>:"|?*]')
DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)
RUNNABLE = {
    "asp", "aspx", "bat", "cgi", "cmd", "cpl", "dll", "exe", "hta", "htm", "html", "jar", "js",
    "jse", "jsp", "lnk", "mjs", "msi", "php", "phtml", "pif", "ps1", "reg", "scr",
    "shtml", "svg", "vb", "vbe", "vbs", "wsf", "xhtml", "xht",
}  # fmt: skip


def safe_name(name):
    """The name without path and hidden characters (a right-to-left override hides the real ending)."""
    name = unicodedata.normalize("NFC", str(name).encode("utf-8", "replace").decode())
    name = re.split(r"[/\\]", name)[-1]
    name = "".join(" " if c.isspace() else c for c in name)
    name = "".join(c for c in name if unicodedata.category(c)[0] != "C")
    name = FORBIDDEN.sub("_", " ".join(name.split())).rstrip(". ")
    stem, ending = split(name)
    stem = stem.strip(". ") or "file"
    if DEVICES.match(stem):
        stem = f"_{stem}"
    return _shortened(stem, ending)


def split(name):
    """Stem and ending; the ending lower-case with its dot, or empty."""
    stem, dot, ending = name.rpartition(".")
    if dot and re.fullmatch(r"[A-Za-z0-9]{1,10}", ending):
        return stem, f".{ending.lower()}"
    return name, ""


def hidden_ending(name):
    """The runnable type in front of the last ending, as in `invoice.php.pdf`; empty when there is none."""
    parts = split(name)[0].lower().split(".")[1:]
    return next((f".{part.strip()}" for part in parts if part.strip() in RUNNABLE), "")


def _shortened(stem, ending):
    stem = stem[: LONGEST - len(ending)]
    while len(f"{stem}{ending}".encode()) > LONGEST_BYTES:
        stem = stem[:-1]
    return f"{stem}{ending}"
