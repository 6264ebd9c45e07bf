"""What every page is measured against: a Django view that answers a page of that size and does nothing else."""

from functools import cache

from django.http import HttpResponse
from django.test import Client
from django.test.utils import override_settings
from django.urls import path


@cache
def body(size):
    return b"<!doctype html><title>bare</title>" + b"x" * max(0, size - 34)


def bare(request, size):
    return HttpResponse(body(size))


urlpatterns = [path("bare/<int:size>/", bare)]


def addresses(get_response):
    """The only middleware: it leads to the address above."""

    def answer(request):
        request.urlconf = __name__
        return get_response(request)

    return answer


def client():
    """A client whose requests meet no other middleware."""
    given = Client()
    with override_settings(MIDDLEWARE=[f"{__name__}.addresses"]):
        given.handler.load_middleware()
    return given
