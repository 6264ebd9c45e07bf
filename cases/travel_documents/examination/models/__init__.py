from cases.travel_documents.examination.models.examination import ADVERSE, Conclusion, Examination, Status
from cases.travel_documents.examination.models.feature import Feature, Result
from cases.travel_documents.examination.models.line import Line
from cases.travel_documents.examination.models.picture import Picture
from cases.travel_documents.examination.models.taxonomy import FraudType, Indicator

__all__ = [
    "ADVERSE",
    "Conclusion",
    "Examination",
    "Feature",
    "FraudType",
    "Indicator",
    "Line",
    "Picture",
    "Result",
    "Status",
]
