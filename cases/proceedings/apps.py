from django.apps import AppConfig


class ProceedingsConfig(AppConfig):
    name = "cases.proceedings"
    label = "proceedings"
    verbose_name = "Proceedings: legal process, referral, victims, hours"

    def ready(self):
        from cases import tabs
        from cases.proceedings import deadlines, gate, sections  # noqa: F401  (rules, checks and answers register themselves)
        from cases.proceedings.models import LegalProcess, Referral
        from cases.proceedings.workflow import PROCESS, REFERRAL
        from secoffice.workflow import publish

        tabs.add("proceedings:list", "Proceedings", place=50)
        publish(PROCESS, LegalProcess.Status.choices)
        publish(REFERRAL, Referral.Status.choices)
