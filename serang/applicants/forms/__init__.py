"""What is typed about people, as typed values."""

from serang.applicants.forms.lists import BulkForm, PasteForm, SearchForm, ViewForm
from serang.applicants.forms.person import ApplicantForm, QuickForm, RowForm

__all__ = ["ApplicantForm", "BulkForm", "PasteForm", "QuickForm", "RowForm", "SearchForm", "ViewForm"]
