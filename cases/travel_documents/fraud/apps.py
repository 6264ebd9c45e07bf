from django.apps import AppConfig


class DocumentFraudConfig(AppConfig):
    name = "cases.travel_documents.fraud"
    label = "document_fraud"
    verbose_name = "Document fraud"
