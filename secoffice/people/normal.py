"""The forms in which names and numbers are compared. Pure rules: text in, text out."""

import re
from datetime import date

import phonenumbers
from anyascii import anyascii

BORN = re.compile(r"^(\d{4}|\?{4})-(\d{2}|\?\?)-(\d{2}|\?\?)$")


def fold(text):
    """Case, accents and scripts away: “Ünal ÇELİK” and “unal celik” are the same."""
    return " ".join(re.sub(r"[^a-z0-9]+", " ", anyascii(text or "").casefold()).split())


def name(text):
    """The words of a name in alphabetical order: the order people write them in says nothing."""
    return " ".join(sorted(fold(text.replace("<", " ")).split()))[:200]


def number(text):
    """A document, plate or account number: capital letters and digits only."""
    return re.sub(r"[^A-Z0-9]", "", anyascii(text or "").upper())[:200]


def phone(text, region=None):
    """E.164 where it can be read as a telephone number, else its digits."""
    try:
        read = phonenumbers.parse(text, region)
        if phonenumbers.is_possible_number(read):
            return phonenumbers.format_number(read, phonenumbers.PhoneNumberFormat.E164)
    except phonenumbers.NumberParseException:
        pass
    return re.sub(r"\D", "", text or "")[:200]


def email(text):
    return (text or "").strip().casefold()[:200]


def born(text):
    """A birth date, whole or partial with `??`. Raises ValueError in a sentence."""
    text = (text or "").strip()
    if not (found := BORN.match(text)):
        raise ValueError("Write a date of birth as 1974-08-12, with ?? for what is not known: 1974-??-??.")
    year, month, day = found.groups()
    if "?" in month and "?" not in day:
        raise ValueError("A day without its month cannot be compared.")
    if "?" not in text:
        given = date(int(year), int(month), int(day))
        if not date(1880, 1, 1) <= given <= date.today():
            raise ValueError("A date of birth lies between 1880 and today.")
    elif "?" not in month and not 1 <= int(month) <= 12:
        raise ValueError("There is no such month.")
    return text


def sex(text):
    """As passports say it. Raises ValueError in a sentence."""
    said = (text or "").strip().upper()[:1]
    if said not in ("M", "F", "X"):
        raise ValueError("Write M, F or X, as in a passport.")
    return said


NORMAL = {"NAME": name, "BORN": born, "SEX": sex, "PHONE": phone, "EMAIL": email, "NATION": number}


def normal(kind, value):
    """The comparable form of a fact of this kind; raises ValueError where the value cannot be read."""
    return NORMAL.get(kind, number)(value)
