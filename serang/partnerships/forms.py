"""Forms of partnerships: the partner itself, the search in the list."""

from serang.i18n import _, lazy
from serang.partnerships import words
from serang.settings.words import choices
from serang.web.forms import ChoiceField, ChoicesField, DayField, Form, Needed, WholeNumberField, text


class PartnershipForm(Form):
    """A partner and the agreement with it."""

    version = WholeNumberField()
    name = text(lazy("Nama mitra"), longest=150, required=True)
    name_ko = text(lazy("Nama Korea atau Jepang"), longest=150)
    country = ChoiceField(lazy("Negara"), validators=[Needed()], blank=lazy("Pilih"))
    kind = ChoiceField(lazy("Jenis"), validators=[Needed()], blank=lazy("Pilih"))
    state = ChoiceField(lazy("Keadaan"), validators=[Needed()], blank=lazy("Pilih"))
    contact = text(lazy("Narahubung"), longest=300)
    agreement_no = text(lazy("Nomor naskah"), longest=150)
    signed_on = DayField(lazy("Ditandatangani"))
    ends_on = DayField(lazy("Berlaku sampai"))
    note = text(lazy("Catatan"), longest=300, area=True)

    texts = ("name_ko", "contact", "agreement_no", "note")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.country.offer(choices("country"))
        self.kind.offer([(code, word()) for code, word in words.KINDS.items()])
        self.state.offer([(code, word()) for code, word in words.STATES.items()])

    def validate(self, extra_validators=None):
        """Also: a signed agreement has its day, and does not end before it."""
        fine = super().validate(extra_validators)
        checks = [
            (self.signed_on, self.state.data == "signed" and not self.signed_on.data, _("Isi tanggal tanda tangan.")),
            (
                self.ends_on,
                bool(self.ends_on.data and self.signed_on.data and self.ends_on.data < self.signed_on.data),
                _("Lebih awal dari tanggal tanda tangan."),
            ),
        ]
        for field, wrong, told in checks:
            if wrong and not field.errors:
                field.errors, fine = [told], False
        return fine

    @property
    def values(self) -> dict:
        """The typed values; a text left empty is empty text."""
        return {name: "" if value is None and name in self.texts else value for name, value in super().values.items()}


class ListForm(Form):
    """Search, state and order of the list."""

    q = text(lazy("Cari mitra"), longest=200)
    state = ChoicesField(lazy("Keadaan"))
    sort = text(lazy("Urutan"), longest=20)
    page = WholeNumberField(lazy("Halaman"), least=1, most=100_000)
