from django.apps import AppConfig


class ProceedingsConfig(AppConfig):
    name = "cases.proceedings"
    label = "proceedings"
    verbose_name = "Proceedings: legal process, referral, victims, hours"

    def ready(self):
        from cases import tabs
        from cases.proceedings import deadlines, gate, sections  # noqa: F401  (rules, checks and answers register themselves)
        from cases.proceedings.models import LegalProcess, Lookout, Referral
        from cases.proceedings.views import bulk, merged
        from cases.proceedings.workflow import LOOKOUT, PROCESS, REFERRAL
        from secoffice import ui
        from secoffice.workflow import publish

        tabs.add("proceedings:list", "Proceedings", place=50)
        publish(PROCESS, LegalProcess.Status.choices)
        publish(LOOKOUT, Lookout.Status.choices)
        publish(REFERRAL, Referral.Status.choices)
        ui.panels.add("cases.case", 5, "cases/proceedings/_merged.html", merged.panel)
        ui.panels.add("cases.list", 10, "cases/proceedings/_bulk.html", bulk.panel)
