from django.apps import AppConfig


class LinksConfig(AppConfig):
    name = "cases.links"
    label = "links"
    verbose_name = "Link chart"

    def ready(self):
        from cases import tabs

        tabs.add("links:chart", "Link chart", place=50)
