from django.apps import AppConfig


class LostConfig(AppConfig):
    name = "cases.travel_documents.lost"
    label = "lost"
    verbose_name = "Lost and stolen documents"
