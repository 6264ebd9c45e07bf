from django.apps import AppConfig


class LostConfig(AppConfig):
    name = "cases.travel_documents.lost"
    label = "lost"
    verbose_name = "Lost and stolen documents"

    def ready(self):
        from cases.travel_documents.lost import answers, hearing  # noqa: F401  (they register themselves)
        from cases.travel_documents.lost.models import Withdrawal
        from cases.travel_documents.lost.outside import sltd  # noqa: F401
        from cases.travel_documents.lost.views import desk
        from cases.travel_documents.lost.workflow import WORKFLOW
        from secoffice import celery, ui, workflow

        workflow.publish(WORKFLOW, Withdrawal.Status.choices)
        ui.desk.add("needed", 27, "cases/travel_documents/lost/_desk_needed.html", desk.needed)
        celery.app.conf.beat_schedule["read lists of lost documents"] = {
            "task": "cases.travel_documents.lost.tasks.read_lists", "schedule": 60.0, "options": {"expires": 300},
        }  # fmt: skip
