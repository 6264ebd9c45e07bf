from django.apps import AppConfig


class TravelDocumentsConfig(AppConfig):
    name = "cases.travel_documents"
    label = "travel_documents"
    verbose_name = "Travel documents"

    def ready(self):
        from cases.travel_documents import answers  # noqa: F401  (it registers itself)
        from cases.travel_documents.staff import works_here
        from secoffice import celery, ui

        ui.menu.add("Travel documents", "travel_documents:desk", "passport", 26, may=works_here)
        celery.app.conf.beat_schedule["screen batches of documents"] = {
            "task": "cases.travel_documents.tasks.screen_batches", "schedule": 30.0, "options": {"expires": 300},
        }  # fmt: skip
