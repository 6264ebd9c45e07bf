from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "secoffice.people"
    label = "people"
    verbose_name = "People"

    def ready(self):
        from secoffice.people import answers  # noqa: F401  (registers itself)
        from secoffice.ui import menu

        menu.add("People", "people:list", "person-vcard", 25)
