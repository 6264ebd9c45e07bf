from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate

# A draft is its author's; what was said in a compartment is counted by those inside.
ROWS = """(SELECT m.case_id, s.compartment_id, m.status FROM papers_memorandum m
    JOIN cases_subject s ON s.id = m.subject_id) AS told WHERE {here} AND status <> 'DRAFT' AND {inside}"""

APPROVED = "papers_report WHERE {here} AND status = 'APPROVED'"


class PapersConfig(AppConfig):
    name = "cases.papers"
    label = "papers"
    verbose_name = "Interviews and reports"

    def ready(self):
        from cases import tabs
        from cases.papers import content, workflow  # noqa: F401  (answers and checks register themselves)
        from cases.papers.models import Status
        from secoffice.workflow import publish

        post_migrate.connect(put_guards_back, sender=self)
        tabs.add("papers:interviews", "Interviews", place=40, rows=ROWS)
        tabs.add("papers:reports", "Reports", place=42, rows=APPROVED)
        publish(workflow.MEMORANDA, Status.choices)
        publish(workflow.REPORTS, Status.choices)


def put_guards_back(*, using, **_):
    """A migration that rebuilds a table on SQLite drops its triggers with it."""
    from cases.papers import guards

    if set(guards.TABLES) <= set(connections[using].introspection.table_names()):
        guards.install(connections[using])
