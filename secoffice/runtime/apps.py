from django.apps import AppConfig


class RuntimeConfig(AppConfig):
    name = "secoffice.runtime"
    label = "runtime"
    verbose_name = "Runtime"

    def ready(self):
        """Make our Celery app the one that tasks belong to, in every process, and register the checks."""
        from secoffice import celery  # noqa: F401
        from secoffice.runtime import checks  # noqa: F401
        from secoffice.ui import menu

        menu.add("Operations", "runtime:operations", "activity", order=92, group="Office", may=administers)


def administers(user):
    return user.has_role("SYSADMIN")
