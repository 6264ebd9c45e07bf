"""When two operations are near each other in time and place. Pure."""

from datetime import timedelta
from math import asin, cos, radians, sin, sqrt

from django.conf import settings

EARTH_KM = 6371.0088
DEGREE_KM = 111.0  # of latitude, a little less than it is: the band is never too narrow


def distance(one, other):
    """Kilometres over the great circle between two (latitude, longitude)."""
    (lat1, lon1), (lat2, lon2) = ((radians(lat), radians(lon)) for lat, lon in (one, other))
    half = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH_KM * asin(min(1, sqrt(half)))


def radius(urban):
    return settings.DECONFLICTION_URBAN_KM if urban else settings.DECONFLICTION_RURAL_KM


def pad():
    return timedelta(hours=settings.DECONFLICTION_PAD_HOURS)


def overlap(one, other):
    """Do the two windows meet, each made longer at both ends?"""
    return one.starts_at - pad() <= other.ends_at + pad() and other.starts_at - pad() <= one.ends_at + pad()


def near(one, other):
    """Within the larger of the two radii, in overlapping windows."""
    reach = max(radius(one.urban), radius(other.urban))
    apart = distance((one.latitude, one.longitude), (other.latitude, other.longitude))
    return overlap(one, other) and apart <= reach
