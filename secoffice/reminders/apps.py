from django.apps import AppConfig


class RemindersConfig(AppConfig):
    name = "secoffice.reminders"
    label = "reminders"
    verbose_name = "Reminders"

    def ready(self):
        from secoffice.reminders import desk, moved, told  # noqa: F401 - two listen
        from secoffice.ui import desk as cards
        from secoffice.ui import menu

        menu.add("My deadlines", "reminders:deadlines", "calendar-check", order=20)
        menu.add("Inbox", "reminders:inbox", "inbox", order=30)
        menu.add("Deliveries", "reminders:deliveries", "send", order=91, group="Office", may=administers)
        menu.add("Letters", "reminders:letters", "envelope-paper", order=93, group="Office", may=administers)
        cards.add("mine", 20, "reminders/_desk.html", desk.card)


def administers(user):
    return user.has_role("SYSADMIN")
