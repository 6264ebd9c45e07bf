"""Lost and stolen documents: addresses below /travel-documents/. A document number never stands in one."""

from django.urls import path

from cases.travel_documents.lost.views import asking, desks, loads, records

app_name = "lost"
urlpatterns = [
    path("lost/", asking.Ask.as_view(), name="list"),
    path("lost/new/", records.Report.as_view(), name="new"),
    path("lost/records/", records.Records.as_view(), name="records"),
    path("lost/records/<int:record>/", records.RecordPage.as_view(), name="record"),
    path("lost/records/<int:record>/data-error/", records.DataError.as_view(), name="data_error"),
    path("lost/records/<int:record>/withdraw/", records.Withdraw.as_view(), name="withdraw"),
    path("lost/withdrawals/<int:withdrawal>/decide/", records.Decide.as_view(), name="decide"),
    path("lost/loads/", loads.Loads.as_view(), name="loads"),
    path("lost/loads/new/", loads.Bring.as_view(), name="load_new"),
    path("lost/loads/<int:load>/", loads.LoadPage.as_view(), name="load"),
    path("lost/loads/<int:load>/progress/", loads.progress, name="load_progress"),
    path("lost/loads/<int:load>/errors/", loads.errors, name="load_errors"),
    path("lost/loads/<int:load>/cancel/", loads.Cancel.as_view(), name="load_cancel"),
    path("lost/desks/", desks.Desks.as_view(), name="desks"),
    path("lost/desks/<int:desk>/close/", desks.Close.as_view(), name="desk_close"),
]
