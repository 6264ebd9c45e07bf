from django.apps import AppConfig


class DocumentFraudConfig(AppConfig):
    name = "cases.travel_documents.fraud"
    label = "document_fraud"
    verbose_name = "Document fraud"

    def ready(self):
        from cases import tabs
        from cases.travel_documents.examination import origins
        from cases.travel_documents.fraud import answers, kept, kinds  # noqa: F401  (answers register themselves)
        from cases.travel_documents.fraud.keeping import KEEPER
        from cases.travel_documents.fraud.models import Status
        from cases.travel_documents.fraud.views import desk, onward
        from cases.travel_documents.fraud.workflow import WORKFLOW
        from secoffice import ui, workflow
        from secoffice.deadlines import keepers

        kept.declare()
        keepers.register("document_fraud.visareferral", KEEPER)
        workflow.publish(WORKFLOW, Status.choices)
        for kind in kinds.KINDS.values():
            if kind.label != "Examination":
                origins.add(kind.model)
            ui.panels.add(kind.type, 50, onward.TEMPLATE, onward.panel)
        tabs.add(
            "document_fraud:on_case", "Documents", place=37, rows="document_fraud_casedocument WHERE {here}"
        )
        ui.desk.add("needed", 28, "cases/travel_documents/fraud/_desk_needed.html", desk.needed)
