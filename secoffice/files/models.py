"""Stored bytes: what they are, never what they are called or to whom they belong.

Whoever attaches a file keeps the row and decides who may see it; a stored file has no page of its own.
"""

from django.conf import settings
from django.db import models


class StoredFile(models.Model):
    """One upload. The bytes lie under their digest, so two uploads of one content share them.

    Each upload keeps a row of its own: to learn that another record holds the same file would be a leak, and
    one of them may be destroyed alone. A destroyed file leaves its digest as a tombstone (domain §0.6.3).
    """

    digest = models.CharField("SHA-256", max_length=64, db_index=True, editable=False)
    size = models.PositiveBigIntegerField(editable=False)
    media_type = models.CharField(max_length=100, editable=False)
    name = models.CharField(max_length=200, editable=False)
    created_at = models.DateTimeField(editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    destroyed_at = models.DateTimeField(null=True, editable=False)
    destroyed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(destroyed_at=None) | models.Q(name=""),
                name="files_no_name_on_a_tombstone",
            )
        ]

    def __str__(self):
        return f"File {self.digest[:12]}"

    @property
    def reference(self):
        """How the trail names it: by what it holds, which no later change can be passed off as."""
        return f"sha256:{self.digest}"

    @property
    def is_destroyed(self):
        return self.destroyed_at is not None
