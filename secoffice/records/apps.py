from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate, pre_migrate


class RecordsConfig(AppConfig):
    name = "secoffice.records"
    label = "records"
    verbose_name = "Records: retention and legal hold"

    def ready(self):
        from secoffice.records import workflow  # noqa: F401  (publishes its table)
        from secoffice.records.views.listing import keeps_records
        from secoffice.ui import menu

        pre_migrate.connect(take_guards_down, sender=self)
        post_migrate.connect(put_guards_back, sender=self)
        menu.add(
            "Records", "records:holds", "archive", 60, "Office", may=keeps_records, also=("records:queue",)
        )


def take_guards_down(*, using, **_):
    """SQLite rebuilds a table under another name, which a trigger that names it forbids."""
    from secoffice.records import guards

    guards.remove(connections[using])


def put_guards_back(*, using, **_):
    """Once every table is there: a migration that goes back beyond this room leaves them down."""
    from secoffice.records import guards

    tables = set(connections[using].introspection.table_names())
    if all(guard.table in tables for guard in guards.wanted()):
        guards.install(connections[using])
