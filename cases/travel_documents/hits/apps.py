from django.apps import AppConfig


class HitsConfig(AppConfig):
    name = "cases.travel_documents.hits"
    label = "hits"
    verbose_name = "Watch list and hits"

    def ready(self):
        from cases.travel_documents.hits import answers  # noqa: F401  (answers register themselves)
        from cases.travel_documents.hits.actions.clocks import refresh
        from cases.travel_documents.hits.keeping import KEEPER
        from cases.travel_documents.hits.models import Status, WatchStatus
        from cases.travel_documents.hits.views import desk
        from cases.travel_documents.hits.workflow import DOCUMENT_HITS, NAME_HITS, WATCH
        from secoffice import ui, workflow
        from secoffice.deadlines import keepers
        from secoffice.deadlines.rules import watch

        watch("hits.hit")(refresh)
        keepers.register("hits.hit", KEEPER)
        workflow.publish(DOCUMENT_HITS, Status.choices)
        workflow.publish(NAME_HITS, Status.choices)
        workflow.publish(WATCH, WatchStatus.choices)
        place = "cases/travel_documents/hits"
        ui.desk.add("mine", 18, f"{place}/_desk_mine.html", desk.mine)
        ui.desk.add("needed", 18, f"{place}/_desk_needed.html", desk.needed)
