from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class DeadlinesConfig(AppConfig):
    name = "secoffice.deadlines"
    label = "deadlines"
    verbose_name = "Deadlines"

    def ready(self):
        from secoffice.deadlines.views import tolls
        from secoffice.ui import desk, menu

        desk.add("needed", 30, "deadlines/_desk_tolls.html", tolls.card)
        also = ("deadlines:changes", "deadlines:try")
        menu.add("Deadline rules", "deadlines:rules", "sliders", order=89, group="Office", also=also)
        from secoffice.deadlines import recalculation  # noqa: F401  (listens for "dates.changed")

        autodiscover_modules("deadlines")  # each department's rules, registered as its module is read
