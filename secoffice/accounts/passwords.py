"""Passwords that anybody who knows the house would guess first."""

import re

from django.core.exceptions import ValidationError

COMMON = ("password", "passwort", "passphrase", "secret", "welcome", "letmein", "qwerty", "qwertyuiop", "asdfgh",
          "abcdef", "iloveyou", "administrator", "admin", "secoffice", "security", "office", "diplomatic", "embassy",
          "investigation", "case", "summer", "winter", "spring", "autumn", "changeme", "login", "user")  # fmt: skip
LEAST = 8


class NotOfTheHouse:
    """What is left of a password without the words of the house, its owner, years and repetition must still be
    long enough to guess at. No rules about capitals or signs (ASVS 6.2.4, 6.2.5, 6.2.11). Stands in for Django's
    similarity rule, which compares letters without their order and so refuses good sentences.
    """

    def validate(self, password, user=None):
        left = password.lower()
        for word in sorted({*COMMON, *self.words_of(user)}, key=len, reverse=True):
            left = left.replace(word, "")
        left = re.sub(r"\d{4,}|[\s!-/:-@\[-`{-~]", "", left)
        if len(left) < LEAST or len(set(left)) < 5 or is_one_word_again_and_again(left):
            raise ValidationError(
                "This is too easy to guess. Take four or five words that nobody here would link."
            )

    def words_of(self, user):
        if user is None:
            return set()
        said = f"{user.name} {user.email} {user.office if user.office_id else ''}".lower()
        return {word for word in re.split(r"\W+", said) if len(word) > 3}

    def get_help_text(self):
        return "No names, no words of this office, no years."


def is_one_word_again_and_again(text):
    return any(text == (text[:n] * len(text))[: len(text)] for n in range(1, len(text) // 2 + 1))
