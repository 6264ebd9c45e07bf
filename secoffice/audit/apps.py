from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate


class AuditConfig(AppConfig):
    name = "secoffice.audit"
    label = "audit"
    verbose_name = "Audit trail"

    def ready(self):
        from secoffice.ui import menu

        from .views import reads_others

        post_migrate.connect(put_guards_back, sender=self)
        menu.add("Audit trail", "audit:entries", "clock-history", order=90, group="Office", may=reads_others)


def put_guards_back(*, using, **_):
    """A migration that rebuilds a table on SQLite drops its triggers with it."""
    from . import guards

    tables = connections[using].introspection.table_names()
    if all(table in tables for table in guards.KEYS):
        guards.install(connections[using])
