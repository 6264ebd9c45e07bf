from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "cases"
    label = "cases"
    verbose_name = "Investigations"

    def ready(self):
        from cases import answers, deadlines  # noqa: F401  (answers register themselves)
        from cases.actions.timeline import refresh_next_date
        from secoffice.deadlines.rules import watch

        deadlines.declare()
        watch("cases.case")(refresh_next_date)
