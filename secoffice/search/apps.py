from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "secoffice.search"
    label = "search"
    verbose_name = "Search"
