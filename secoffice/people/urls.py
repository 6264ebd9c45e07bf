"""Persons and organisations on file: addresses below /people/."""

from django.urls import path

from secoffice.people.models import Photograph, Relationship
from secoffice.people.views import judging, listing, person, telling

app_name = "people"
urlpatterns = [
    path("", listing.PersonList.as_view(), name="list"),
    path("new/", listing.NewPerson.as_view(), name="new"),
    path("<int:pk>/", person.PersonPage.as_view(), name="person"),
    path("<int:pk>/facts/new/", telling.AddFact.as_view(), name="add_fact"),
    path("<int:pk>/facts/<int:told>/take-back/", telling.TakeBack.as_view(), name="take_back_fact"),
    path("<int:pk>/ties/new/", telling.AddTie.as_view(), name="add_tie"),
    path(
        "<int:pk>/ties/<int:told>/take-back/",
        telling.TakeBack.as_view(model=Relationship),
        name="take_back_tie",
    ),
    path("<int:pk>/pictures/new/", telling.AddPicture.as_view(), name="add_picture"),
    path("<int:pk>/pictures/<int:picture>/", person.Picture.as_view(), name="picture"),
    path(
        "<int:pk>/pictures/<int:told>/take-back/",
        telling.TakeBack.as_view(model=Photograph),
        name="take_back_picture",
    ),
    path("<int:pk>/same/", judging.Likenesses.as_view(), name="same"),
    path("<int:pk>/same/<int:other>/", judging.Judge.as_view(), name="judge"),
    path("<int:pk>/judgements/<int:judgement>/undo/", judging.Undo.as_view(), name="undo"),
]
