from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "secoffice.access"
    label = "access"
    verbose_name = "Need-to-know"

    def ready(self):
        from secoffice import ports
        from secoffice.access import answers

        ports.answers("may know of")(answers.may_know_of)
