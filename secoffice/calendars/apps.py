from django.apps import AppConfig


class CalendarsConfig(AppConfig):
    name = "secoffice.calendars"
    label = "calendars"
    verbose_name = "Calendars"

    def ready(self):
        from secoffice.ui import menu

        menu.add("Calendars", "calendars:list", "calendar3", order=88, group="Office")
