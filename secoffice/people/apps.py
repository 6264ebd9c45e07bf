from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "secoffice.people"
    label = "people"
    verbose_name = "People"
