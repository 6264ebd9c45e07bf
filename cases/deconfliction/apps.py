from django.apps import AppConfig


class DeconflictionConfig(AppConfig):
    name = "cases.deconfliction"
    label = "deconfliction"
    verbose_name = "Deconfliction"

    def ready(self):
        from cases import tabs
        from cases.deconfliction import answers  # noqa: F401  (answers register themselves)
        from cases.deconfliction.models import Conflict
        from cases.deconfliction.views.asking import may_ask
        from cases.deconfliction.workflow import WORKFLOW
        from secoffice import celery, ui, workflow

        workflow.publish(WORKFLOW, Conflict.Status.choices)
        tabs.add(
            "deconfliction:file", "Deconfliction", place=58,
            rows="deconfliction_operation WHERE {here} AND called_off_at IS NULL",
        )  # fmt: skip
        ui.menu.add("Deconfliction", "deconfliction:board", "shield-exclamation", 24, may=may_ask)
        celery.app.conf.beat_schedule["tell the other side of a question"] = {
            "task": "cases.deconfliction.tasks.tell_others", "schedule": 60.0, "options": {"expires": 300},
        }  # fmt: skip
