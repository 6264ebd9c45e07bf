from django.apps import AppConfig


class RegisterConfig(AppConfig):
    name = "cases.travel_documents.register"
    label = "register"
    verbose_name = "Register of travel documents"

    def ready(self):
        from cases.travel_documents.register import answers, kept, revoking, workflow  # noqa: F401
        from cases.travel_documents.register.actions import clocks
        from cases.travel_documents.register.keeping import KEEPER
        from cases.travel_documents.register.models import Flag, LossReport, Revocation, TravelDocument
        from cases.travel_documents.register.views import desk, person
        from cases.travel_documents.staff import works_here
        from secoffice import ui
        from secoffice.deadlines import keepers
        from secoffice.deadlines.rules import watch
        from secoffice.workflow import publish

        for model in clocks.MODELS:
            watch(model._meta.label_lower)(clocks.refresh(model))
            keepers.register(model._meta.label_lower, KEEPER)
        publish(workflow.DOCUMENT, TravelDocument.Status.choices)
        publish(workflow.LOSS, LossReport.Status.choices)
        publish(workflow.FLAG, Flag.Status.choices)
        publish(revoking.REVOCATION, Revocation.Status.choices)
        kept.declare()
        ui.menu.add("My documents", "register:mine", "passport", 28, may=lambda user: not works_here(user))
        ui.desk.add("needed", 16, "cases/travel_documents/register/_desk.html", desk.needed)
        ui.desk.add("mine", 40, "cases/travel_documents/register/_desk_mine.html", desk.mine)
        ui.panels.add("people.person", 20, "cases/travel_documents/register/_person.html", person.panel)
