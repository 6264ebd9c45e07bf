from django.apps import AppConfig


class ExaminationConfig(AppConfig):
    name = "cases.travel_documents.examination"
    label = "examination"
    verbose_name = "Examination of travel documents"

    def ready(self):
        from cases.travel_documents.examination import kept
        from cases.travel_documents.examination.keeping import KEEPER
        from cases.travel_documents.examination.models import Status
        from cases.travel_documents.examination.views import desk
        from cases.travel_documents.examination.workflow import WORKFLOW
        from secoffice import ui, workflow
        from secoffice.deadlines import keepers

        kept.declare()
        keepers.register("examination.examination", KEEPER)
        workflow.publish(WORKFLOW, Status.choices)
        here = "cases/travel_documents/examination"
        ui.desk.add("mine", 26, f"{here}/_desk_mine.html", desk.mine)
        ui.desk.add("needed", 26, f"{here}/_desk_needed.html", desk.needed)
