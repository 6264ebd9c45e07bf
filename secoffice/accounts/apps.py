from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "secoffice.accounts"
    label = "accounts"
    verbose_name = "Staff and offices"

    def ready(self):
        from secoffice import ports, ui
        from secoffice.accounts import links, staffing
        from secoffice.accounts.actions import staff
        from secoffice.ui import empty

        empty.teach()
        ports.answers("mail link")(links.mail_link)
        ports.answers("work of")(staff.units_of)
        ports.hears("work.handed_over")(staff.take_unit)

        ui.menu.add("Staff", "accounts:staff", "people", 70, group="Office", may=staffing.keeps_staff)
        for label, name, picture, order in (
            ("Offices", "offices", "building", 72),
            ("Units", "units", "diagram-3", 74),
        ):
            ui.menu.add(label, f"accounts:{name}", picture, order, group="Office", may=staffing.keeps_offices)
