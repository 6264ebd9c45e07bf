"""Addresses of the embedded office. The mail page exists in development only."""

from django.conf import settings
from django.urls import path

from secoffice.runtime import health, views

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
]
app_name = "runtime"

if not settings.PRODUCTION:
    urlpatterns += [
        path("dev/mail/", views.mail_list, name="mails"),
        path("dev/mail/<slug:name>/", views.mail_page, name="mail"),
        path("dev/mail/<slug:name>/html/", views.mail_html, name="mail_html"),
    ]
