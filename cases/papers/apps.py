from django.apps import AppConfig


class PapersConfig(AppConfig):
    name = "cases.papers"
    label = "papers"
    verbose_name = "Interviews and reports"
