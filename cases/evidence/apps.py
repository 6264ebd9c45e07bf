from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate, pre_migrate


class EvidenceConfig(AppConfig):
    name = "cases.evidence"
    label = "evidence"
    verbose_name = "Evidence and custody"

    def ready(self):
        from cases import tabs
        from cases.evidence import deadlines, questions, recusing, workflow  # noqa: F401  (they register themselves)
        from cases.evidence.models import (
            Acquisition,
            Discrepancy,
            Disposal,
            Exhibit,
            HandOver,
            Picture,
            Seizure,
        )
        from cases.evidence.views import room
        from secoffice import ui
        from secoffice.records.guards import protect
        from secoffice.workflow import publish

        pre_migrate.connect(take_guards_down, sender=self)
        post_migrate.connect(put_guards_back, sender=self)
        tabs.add("evidence:list", "Evidence", place=35, rows="evidence_exhibit WHERE {here}")
        ui.menu.add("Evidence room", "evidence:room", "box-seam", 22, may=room.in_evidence)
        ui.desk.add("needed", 30, "cases/evidence/_desk_offers.html", room.on_desk)
        protect(Exhibit, "number", "category", "description", "quantity", "serial", "owner", "seizure_id")
        protect(Seizure, "authority", "document", "seized_at", "place", "found_by")
        protect(Acquisition, "stored_id", "sha256", "sha3", "source_digest")
        protect(Picture, "stored_id", "shows")
        publish(workflow.HAND_OVERS, HandOver.Status.choices)
        publish(workflow.DISPOSALS, Disposal.Status.choices)
        publish(workflow.DISCREPANCIES, Discrepancy.Status.choices)


def take_guards_down(*, using, **_):
    """SQLite rebuilds a table under another name, which a trigger that names it forbids."""
    from cases.evidence import guards

    guards.remove(connections[using])


def put_guards_back(*, using, **_):
    """Once every table is there: a migration that goes back beyond this desk leaves them down."""
    from cases.evidence import guards

    if set(guards.TABLES) <= set(connections[using].introspection.table_names()):
        guards.install(connections[using])
