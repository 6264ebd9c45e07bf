from django.apps import AppConfig


class ClearancesConfig(AppConfig):
    name = "clearances"
    label = "clearances"
    verbose_name = "Clearances"
