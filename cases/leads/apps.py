from django.apps import AppConfig


class LeadsConfig(AppConfig):
    name = "cases.leads"
    label = "leads"
    verbose_name = "Leads and collateral requests"
