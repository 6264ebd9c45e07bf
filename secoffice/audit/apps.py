from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "secoffice.audit"
    label = "audit"
    verbose_name = "Audit trail"
