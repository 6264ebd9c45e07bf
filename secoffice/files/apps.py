from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "secoffice.files"
    label = "files"
    verbose_name = "Files"
