"""What is measured of the leads: their list, those of a long file, and one of them."""

from django.urls import reverse

from cases.bench import LIST, RECORD, get, long_file, of_long_file
from cases.leads.models import Lead
from secoffice.runtime import bench

bench.page("leads.case", target=RECORD)(of_long_file("leads:list"))


@bench.page("leads.list", target=LIST)
def leads(reader):
    return get(reverse("leads:all"))


@bench.page("leads.lead", target=RECORD)
def lead(reader):
    known = Lead.objects.visible_to(reader).filter(case=long_file(reader))
    return get(known.earliest("number").get_absolute_url())
