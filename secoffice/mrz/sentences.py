"""What each finding means, in plain words, and the rule it rests on."""

SENTENCES = {
    "BAD_LENGTH": (
        "The lines do not have the length of any format: two lines of 44 or 36 characters, or three of 30.",
        "ICAO 9303-4, -5, -6 and -7, data structure",
    ),
    "BAD_CHARSET": (
        "A character stands there that cannot occur: only A to Z, 0 to 9 and the filler < do.",
        "ICAO 9303-3 §4.3",
    ),
    "BAD_DOCUMENT_CODE": (
        "The first letters do not fit the format: P for a passport, V for a visa, A, C or I for a card, and never V as "
        "the second letter of a card.",
        "ICAO 9303-4 §4.2.2, 9303-5 §4.2.2, 9303-7 §4.2.2",
    ),
    "BAD_SEX": (
        "The sex is none of F, M and the filler; an X is printed in the visual zone only.",
        "ICAO 9303-3 §4.8",
    ),
    "BAD_BIRTH_DATE": (
        "The date of birth is no date of the calendar, and unknown parts are not whole pairs of fillers.",
        "ICAO 9303-3 §4.8",
    ),
    "BAD_EXPIRY_DATE": ("The date of expiry is no date of the calendar.", "ICAO 9303-3 §4.8"),
    "DIGIT_IN_NAME": ("The name has a digit in it; numerals are written as letters.", "ICAO 9303-3 §4.6"),
    "EMPTY_PRIMARY_IDENTIFIER": (
        "The surname is empty; a name of one part stands there, not among the given names.",
        "ICAO 9303-3 §4.6",
    ),
    "CHECK_DOCUMENT_NUMBER": (
        "The check digit of the document number does not agree with the number.",
        "ICAO 9303-3 §4.9",
    ),
    "CHECK_BIRTH_DATE": (
        "The check digit of the date of birth does not agree with the date.",
        "ICAO 9303-3 §4.9",
    ),
    "CHECK_EXPIRY_DATE": (
        "The check digit of the date of expiry does not agree with the date.",
        "ICAO 9303-3 §4.9",
    ),
    "CHECK_PERSONAL_NUMBER": (
        "The check digit of the personal number does not agree with the number; it may be a filler only where the "
        "number is empty.",
        "ICAO 9303-4 §4.2.2",
    ),
    "CHECK_COMPOSITE": (
        "The composite check digit does not agree with the number, the dates and the optional data together.",
        "ICAO 9303-3 §4.9, 9303-4 §4.2.2",
    ),
    "UNKNOWN_ISSUER_CODE": (
        "No issuer is known by this code; codes are added between editions, so look it up.",
        "ICAO 9303-3 §5",
    ),
    "UNKNOWN_NATIONALITY_CODE": (
        "No nationality is known by this code; codes are added between editions, so look it up.",
        "ICAO 9303-3 §5",
    ),
    "NAME_POSSIBLY_TRUNCATED": (
        "The name fills its field to the last letter: it may have been shortened.",
        "ICAO 9303-3 §4.6",
    ),
    "BIRTH_DATE_PARTIAL": ("Parts of the date of birth are unknown.", "ICAO 9303-3 §4.8"),
    "BIRTH_DATE_UNKNOWN": ("The date of birth is unknown.", "ICAO 9303-3 §4.8"),
    "SPECIMEN_CODE": (
        "The code is kept for specimens: a document in use that bears it is a fantasy document.",
        "ICAO 9303-3 §5",
    ),
    "OVERFLOW_CHECK_FILLER_SENSITIVE": (
        "The number runs on into the optional field, and its check digit would be another if the filler between were "
        "counted; a reader that counts it reports a wrong digit.",
        "ICAO 9303-5 §4.2.2",
    ),
    "EXPIRED": ("The document had expired on the day of inspection.", "Rule of the office"),
    "ISSUER_DEVIATION": (
        "The check digit of the long number counts the filler between; this issuer is known to do so on genuine "
        "documents.",
        "ICAO 9303-5 §4.2.2, known deviation",
    ),
    "UNLISTED_DOCUMENT_TYPE": (
        "The second letter of the document code is not on the list in force since 1 January 2026; documents with other "
        "letters must have expired before 1 January 2038.",
        "ICAO 9303-4 §4.2, 9303-5 §4.2",
    ),
    "WITHDRAWN_CODE": (
        "The code of the issuer was withdrawn more than ten years before this document expires.",
        "ICAO 9303-3 §5, rule of the office",
    ),
}
