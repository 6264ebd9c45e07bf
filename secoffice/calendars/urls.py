from django.urls import path

from secoffice.calendars.views import importing, pages

app_name = "calendars"
urlpatterns = [
    path("", pages.listing, name="list"),
    path("new/", pages.open_one, name="open"),
    path("<str:code>/", pages.show, name="year"),
    path("<str:code>/correct/", pages.correct, name="correct"),
    path("<str:code>/days/new/", pages.add_day, name="add_day"),
    path("<str:code>/days/<int:pk>/remove/", pages.remove_day, name="remove_day"),
    path("<str:code>/weekend/", pages.change_weekend, name="weekend"),
    path("<str:code>/weekend/<int:pk>/withdraw/", pages.withdraw_weekend, name="withdraw_weekend"),
    path("<str:code>/import/", importing.choose, name="import"),
    path("<str:code>/import/days/", importing.import_chosen, name="import_days"),
    path("<str:code>/import/<int:pk>/undo/", importing.undo, name="undo_import"),
]
