"""Which decisions of one analyst a supervisor looks at again: one in ten, chosen by a keyed digest of the number of the
hit. Nobody can tell beforehand, and everybody can check afterwards (H.4)."""

from django.conf import settings
from django.utils.crypto import salted_hmac


def is_sampled(reference, percent=None):
    """The same answer for the same hit, always."""
    percent = settings.HIT_SAMPLE_PERCENT if percent is None else percent
    digest = salted_hmac("secoffice.hits.sample", reference, algorithm="sha256").digest()
    return int.from_bytes(digest[:8], "big") % 10_000 < percent * 100
