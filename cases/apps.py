from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "cases"
    label = "cases"
    verbose_name = "Investigations"

    def ready(self):
        from cases import answers, kept  # noqa: F401  (they register themselves)
        from cases.actions.dates import KEEPER
        from cases.actions.timeline import refresh_next_date
        from cases.models import Status
        from cases.views import desk
        from cases.workflow import WORKFLOW
        from secoffice import ui, workflow
        from secoffice.deadlines import keepers
        from secoffice.deadlines.rules import watch

        watch("cases.case")(refresh_next_date)
        keepers.register("cases.case", KEEPER)
        kept.declare()
        workflow.publish(WORKFLOW, Status.choices)
        ui.menu.add("My desk", "desk", "house", 0)
        ui.menu.add("Log", "cases:log", "journal-text", 10)
        ui.menu.add("Cases", "cases:list", "folder2-open", 20)
        ui.desk.add("mine", 10, "cases/_desk_mine.html", desk.mine)
        ui.desk.add("needed", 10, "cases/_desk_needed.html", desk.needed)
        ui.desk.add("unit", 10, "cases/_desk_unit.html", desk.unit)
