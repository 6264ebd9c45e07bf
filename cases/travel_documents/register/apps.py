from django.apps import AppConfig


class RegisterConfig(AppConfig):
    name = "cases.travel_documents.register"
    label = "register"
    verbose_name = "Register of travel documents"
