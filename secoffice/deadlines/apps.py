from django.apps import AppConfig


class DeadlinesConfig(AppConfig):
    name = "secoffice.deadlines"
    label = "deadlines"
    verbose_name = "Deadlines"
