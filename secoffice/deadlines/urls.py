from django.urls import path

from secoffice.deadlines.views import changes, changing, rules, tolls, trying

app_name = "deadlines"
urlpatterns = [
    path("try/", trying.try_one, name="try"),
    path("rules/", rules.listing, name="rules"),
    path("rules/<str:code>/", changing.ChangeRule.as_view(), name="rule"),
    path("rules/<str:code>/reset/", changing.ResetRule.as_view(), name="reset"),
    path("<int:pk>/toll/", tolls.Ask.as_view(), name="toll"),
    path("tolls/", tolls.listing, name="tolls"),
    path("tolls/<int:pk>/", tolls.Answer.as_view(), name="answer_toll"),
    path("tolls/<int:pk>/withdraw/", tolls.withdraw, name="withdraw_toll"),
    path("changes/", changes.Changes.as_view(), name="changes"),
    path("changes/progress/", changes.progress, name="progress"),
    path("changes/<int:pk>/progress/", changes.progress, name="progress"),
    path("changes/<int:pk>/", changes.Moved.as_view(), name="change"),
]
