from django.urls import path

from secoffice.reminders import views

app_name = "reminders"
urlpatterns = [
    path("inbox/", views.Inbox.as_view(), name="inbox"),
    path("inbox/read/", views.read_all, name="read_all"),
    path("inbox/acknowledge/", views.acknowledge_all, name="acknowledge_all"),
    path("inbox/<int:pk>/", views.open_notice, name="open"),
    path("inbox/<int:pk>/acknowledge/", views.acknowledge_one, name="acknowledge"),
    path("inbox/<int:pk>/reader/", views.name_reader, name="name_reader"),
    path("inbox/deliveries/", views.Deliveries.as_view(), name="deliveries"),
    path("inbox/deliveries/<int:pk>/retry/", views.retry, name="retry"),
    path("deadlines/", views.MyDeadlines.as_view(), name="deadlines"),
    path("deadlines/<int:pk>/acknowledge/", views.acknowledge_deadline, name="acknowledge_deadline"),
]
