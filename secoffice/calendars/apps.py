from django.apps import AppConfig


class CalendarsConfig(AppConfig):
    name = "secoffice.calendars"
    label = "calendars"
    verbose_name = "Calendars"
