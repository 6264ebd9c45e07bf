"""Signs of life of the processes that no visitor sees."""

from datetime import timedelta

from django.db import models
from django.utils import timezone

FRESH = timedelta(minutes=3)  # three ticks of the scheduler


class Heartbeat(models.Model):
    """When a process last showed that it lives. `/readyz` reads it."""

    name = models.CharField(max_length=40, primary_key=True)
    at = models.DateTimeField()

    def __str__(self):
        return f"{self.name} at {self.at:%Y-%m-%d %H:%M:%S}"

    @classmethod
    def beat(cls, name):
        cls.objects.update_or_create(name=name, defaults={"at": timezone.now()})

    def is_fresh(self, now):
        return now - self.at <= FRESH
