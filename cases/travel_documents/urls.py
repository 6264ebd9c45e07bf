"""Travel documents: addresses below /travel-documents/."""

from django.urls import path

from cases.travel_documents.views import batches, codes, desk, screening

app_name = "travel_documents"
urlpatterns = [
    path("", desk.Desk.as_view(), name="desk"),
    path("screenings/", screening.ScreeningList.as_view(), name="list"),
    path("screenings/<str:reference>/", screening.ScreeningPage.as_view(), name="screening"),
    path("screenings/<str:reference>/century/", screening.ChooseCentury.as_view(), name="century"),
    path("screenings/<str:reference>/take-up/<int:number>/", desk.TakeUp.as_view(), name="take_up"),
    path("codes/", codes.CodeList.as_view(), name="codes"),
    path("codes/new/", codes.ChangeCode.as_view(), name="code_new"),
    path("codes/<int:pk>/", codes.ChangeCode.as_view(), name="code"),
    path("batches/", batches.BatchList.as_view(), name="batches"),
    path("batches/new/", batches.SendIn.as_view(), name="batch_new"),
    path("batches/<str:reference>/", batches.BatchPage.as_view(), name="batch"),
    path("batches/<str:reference>/progress/", batches.Progress.as_view(), name="batch_progress"),
    path("batches/<str:reference>/cancel/", batches.Cancel.as_view(), name="batch_cancel"),
    path("batches/<str:reference>/answers.<str:form>", batches.Answers.as_view(), name="batch_answers"),
]
