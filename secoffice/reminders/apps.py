from django.apps import AppConfig


class RemindersConfig(AppConfig):
    name = "secoffice.reminders"
    label = "reminders"
    verbose_name = "Reminders"
