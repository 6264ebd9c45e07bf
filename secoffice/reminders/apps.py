from django.apps import AppConfig


class RemindersConfig(AppConfig):
    name = "secoffice.reminders"
    label = "reminders"
    verbose_name = "Reminders"

    def ready(self):
        from secoffice.reminders import told  # noqa: F401 - listens for "notice.owed"
