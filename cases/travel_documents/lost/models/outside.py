"""Outside systems that are asked as well."""

from django.db import models


class Breaker(models.Model):
    """What is known of an outside system's health, for all processes alike. After a few failures it is left alone until
    `closed_until`; then one question tries again (half-open) while the others still leave it alone."""

    name = models.CharField(max_length=20, unique=True)
    failures = models.PositiveIntegerField(default=0)
    closed_until = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=200, blank=True)
    failed_at = models.DateTimeField(null=True)

    def __str__(self):
        return self.name
