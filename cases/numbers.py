"""Neutral case numbers: `OFFICE-FY-SEQ-CHECK` (domain §0.6.9, A.3).

The sequence counts inside an office and fiscal year, but is shown through a keyed permutation, so that a gap
between two numbers says nothing. The check character is ISO 7064 MOD 37,36 over the rest without hyphens.
"""

import hashlib
import hmac
import secrets

from django.conf import settings
from django.db import models

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
ROUNDS = 4


def check_character(text):
    """ISO 7064 MOD 37,36: `UTP-2026-PF-00017` gives `0`, `UTP-2026-PF-00018` gives `Y`."""
    product = 36
    for character in text.replace("-", ""):
        total = (product + ALPHABET.index(character)) % 36 or 36
        product = total * 2 % 37
    return ALPHABET[(37 - product) % 36]


def is_number(text):
    """Does this read as a number of ours, check character included?"""
    body, _, check = text.strip().upper().rpartition("-")
    return bool(body) and all(c in ALPHABET + "-" for c in body) and check == check_character(body)


def fiscal_year(day):
    """The fiscal year a day falls in; it starts on the first of `FISCAL_YEAR_STARTS` (October: 10)."""
    return day.year + (settings.FISCAL_YEAR_STARTS > 1 and day.month >= settings.FISCAL_YEAR_STARTS)


def permute(position, key, digits=5):
    """Where counter `position` stands in a keyed shuffle of all numbers of so many digits.

    A Feistel network over a square a little larger than 10**digits, walked until the value falls inside:
    a bijection, so two positions never share a number.
    """
    limit, half = 10**digits, 1
    while half * half < limit:
        half += 1
    value = position
    while True:
        left, right = divmod(value, half)
        for turn in range(ROUNDS):
            word = hmac.new(key, b"%d:%d" % (turn, right), hashlib.sha256).digest()
            left, right = right, (left + int.from_bytes(word[:8], "big")) % half
        value = left * half + right
        if value < limit:
            return value


def new_key():
    return secrets.token_hex(16)


class Counter(models.Model):
    """The last position given in an office, fiscal year and series; its key orders the numbers shown."""

    office = models.ForeignKey("accounts.Office", models.PROTECT)
    year = models.PositiveSmallIntegerField()
    series = models.CharField(max_length=1, blank=True)
    last = models.PositiveIntegerField(default=0)
    key = models.CharField(max_length=32, default=new_key)

    class Meta:
        app_label = "cases"
        constraints = [
            models.UniqueConstraint(fields=["office", "year", "series"], name="one_counter_a_year")
        ]

    def __str__(self):
        return f"{self.office.code} {self.year} {self.series}".strip()

    def shown(self, position):
        digits = max(5, len(str(position)))
        return f"{permute(position, bytes.fromhex(self.key), digits):0{digits}d}"


def next_number(office, day, series=""):
    """Take the next number; call inside the transaction that creates the record.

    The counter row is moved first, so two creators wait for one another on either database.
    """
    counter, _ = Counter.objects.get_or_create(office=office, year=fiscal_year(day), series=series)
    Counter.objects.filter(pk=counter.pk).update(last=models.F("last") + 1)
    counter.refresh_from_db(fields=["last"])
    return number(counter, counter.last)


def number(counter, position):
    body = f"{counter.office.code}-{counter.year}-{counter.series}{counter.shown(position)}"
    return f"{body}-{check_character(body)}"
