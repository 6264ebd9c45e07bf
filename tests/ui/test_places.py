"""Menu, desk and panels: what departments add."""

import pytest
from django.test import RequestFactory

from secoffice.ui.places import Desk, Menu, Places

pytestmark = pytest.mark.django_db


def request_of(user, path="/"):
    request = RequestFactory().get(path)
    request.user = user
    return request


def menu_at(path, user, **more):
    menu = Menu()
    menu.add("Cases", "list", "folder", 20, group="Work", **more)
    menu.add("Desk", "desk", "house", 10, group="Work")
    menu.add("Elsewhere", "nowhere:at_all", "x", 5)
    return menu.for_request(request_of(user, path))


def test_the_menu_shows_what_is_there_in_order(officer):
    entries = menu_at("/cases/UTP-1/", officer.user, count=lambda user: 4)
    assert [(e["label"], e["url"], e["count"], e["current"]) for e in entries] == [
        ("Desk", "/", None, False),
        ("Cases", "/cases/", 4, True),
    ]


def test_the_desk_is_current_only_there(officer):
    assert [entry["current"] for entry in menu_at("/", officer.user)] == [True, False]
    assert [entry["current"] for entry in menu_at("/people/", officer.user)] == [False, False]


def test_an_entry_is_current_on_its_further_pages_too(officer):
    menu = Menu()
    menu.add("Desk", "desk", "house", 10, also=("list", "nowhere:at_all"))
    at = {
        path: menu.for_request(request_of(officer.user, path))[0]["current"]
        for path in ("/cases/", "/people/")
    }
    assert at == {"/cases/": True, "/people/": False}


def test_an_entry_is_for_those_who_may(officer):
    assert [entry["label"] for entry in menu_at("/", officer.user, may=lambda user: False)] == ["Desk"]


def test_adding_an_entry_twice_shows_it_once(officer):
    menu = Menu()
    menu.add("Old", "desk", "house", 10)
    menu.add("New", "desk", "house", 10)
    assert [entry["label"] for entry in menu.for_request(request_of(officer.user))] == ["New"]


def test_the_desk_has_three_columns_of_cards_in_order(officer):
    desk = Desk(("mine", "needed", "unit"))
    desk.add("mine", 20, "b.html", lambda request: {"who": request.user.name})
    desk.add("mine", 10, "a.html")
    desk.add("unit", 10, "c.html", lambda request: None)
    assert desk.for_request(request_of(officer.user)) == {
        "mine": [{"template": "a.html"}, {"template": "b.html", "who": "Rosa Dunmore"}],
        "needed": [],
        "unit": [],
    }


def test_a_place_that_is_not_there_is_refused():
    with pytest.raises(ValueError, match="no place"):
        Desk(("mine",)).add("yours", 1, "a.html")
    Places().add("anything", 1, "a.html")
