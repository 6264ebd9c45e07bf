from django.apps import AppConfig


class ExaminationConfig(AppConfig):
    name = "cases.travel_documents.examination"
    label = "examination"
    verbose_name = "Examination of travel documents"
