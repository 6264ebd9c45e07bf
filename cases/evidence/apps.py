from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    name = "cases.evidence"
    label = "evidence"
    verbose_name = "Evidence and custody"
