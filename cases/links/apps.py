from django.apps import AppConfig


class LinksConfig(AppConfig):
    name = "cases.links"
    label = "links"
    verbose_name = "Link chart"
