from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "secoffice.access"
    label = "access"
    verbose_name = "Need-to-know"
