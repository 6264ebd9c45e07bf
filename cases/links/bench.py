"""What is measured of the link chart: that of a long file."""

from cases.bench import RECORD, of_long_file
from secoffice.runtime import bench

bench.page("links.chart", target=RECORD)(of_long_file("links:chart"))
