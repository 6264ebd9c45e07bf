"""What is measured of the evidence: the exhibits of a long file, and one of them."""

from cases.bench import RECORD, get, long_file, of_long_file
from cases.evidence.models import Exhibit
from secoffice.runtime import bench

bench.page("evidence.case", target=RECORD)(of_long_file("evidence:list"))


@bench.page("evidence.exhibit", target=RECORD)
def exhibit(reader):
    known = Exhibit.objects.visible_to(reader).filter(case=long_file(reader))
    return get(known.earliest("number").get_absolute_url())
