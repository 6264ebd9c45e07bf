"""Addresses of the embedded office. The mail pages answer in development only."""

from django.urls import path

from secoffice.runtime import health, views

app_name = "runtime"
urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("operations/", views.operations_page, name="operations"),
    path("dev/mail/", views.mail_list, name="mails"),
    path("dev/mail/<slug:name>/", views.mail_page, name="mail"),
    path("dev/mail/<slug:name>/html/", views.mail_html, name="mail_html"),
]
