from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "secoffice.accounts"
    label = "accounts"
    verbose_name = "Staff and offices"
