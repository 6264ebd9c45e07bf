from django.apps import AppConfig


class HitsConfig(AppConfig):
    name = "cases.travel_documents.hits"
    label = "hits"
    verbose_name = "Watch list and hits"
