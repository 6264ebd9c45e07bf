from django.apps import AppConfig


class DeconflictionConfig(AppConfig):
    name = "cases.deconfliction"
    label = "deconfliction"
    verbose_name = "Deconfliction"
