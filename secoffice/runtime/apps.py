from django.apps import AppConfig


class RuntimeConfig(AppConfig):
    name = "secoffice.runtime"
    label = "runtime"
    verbose_name = "Runtime"
