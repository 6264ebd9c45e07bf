"""Link chart: addresses below /cases/."""

app_name = "links"
urlpatterns = []
