from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "secoffice.accounts"
    label = "accounts"
    verbose_name = "Staff and offices"

    def ready(self):
        from secoffice import ports
        from secoffice.accounts import links
        from secoffice.accounts.actions import staff

        ports.answers("mail link")(links.mail_link)
        ports.answers("work of")(staff.units_of)
        ports.hears("work.handed_over")(staff.take_unit)
