from django.apps import AppConfig


class RecordsConfig(AppConfig):
    name = "secoffice.records"
    label = "records"
    verbose_name = "Records: retention and legal hold"
