"""Link chart: addresses below /cases/."""

from django.urls import path

from cases.links import views

app_name = "links"
urlpatterns = [path("<number:reference>/links/", views.Chart.as_view(), name="chart")]
