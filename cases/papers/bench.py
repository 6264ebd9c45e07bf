"""What is measured of the papers: the reports of a long file, and one as it would be handed in, built from the file."""

from django.urls import reverse

from cases.bench import RECORD, get, long_file, of_long_file
from cases.papers.models import Report
from secoffice.runtime import bench

bench.page("papers.reports", target=RECORD)(of_long_file("papers:reports"))


@bench.page("papers.preview", target=RECORD)
def preview(reader):
    report = Report.objects.visible_to(reader).get(case=long_file(reader))
    return get(reverse("papers:report_preview", args=[report.case.reference, report.pk]))
