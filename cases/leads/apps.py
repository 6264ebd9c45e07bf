from django.apps import AppConfig


class LeadsConfig(AppConfig):
    name = "cases.leads"
    label = "leads"
    verbose_name = "Leads and collateral requests"

    def ready(self):
        from cases import tabs
        from cases.leads import answers, kept  # noqa: F401  (answers register themselves)
        from cases.leads.actions.clocks import refresh
        from cases.leads.keeping import KEEPER
        from cases.leads.models import Status
        from cases.leads.views import desk
        from cases.leads.workflow import WORKFLOW
        from secoffice import ui, workflow
        from secoffice.deadlines import keepers
        from secoffice.deadlines.rules import watch

        kept.declare()
        watch("leads.lead")(refresh)
        keepers.register("leads.lead", KEEPER)
        workflow.publish(WORKFLOW, Status.choices)
        tabs.add("leads:list", "Leads", place=32, rows="leads_lead WHERE {here}")
        ui.menu.add("Leads", "leads:all", "send", 24)
        ui.desk.add("mine", 14, "cases/leads/_desk_mine.html", desk.mine)
        ui.desk.add("needed", 14, "cases/leads/_desk_needed.html", desk.needed)
        ui.desk.add("unit", 14, "cases/leads/_desk_out.html", desk.out)
