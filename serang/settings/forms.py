"""Forms of the office's data and code lists."""

from wtforms import BooleanField
from wtforms.validators import ValidationError

from serang.applicants.words import COLUMNS
from serang.exchange.rules.columns import plain
from serang.exchange.rules.people import PEOPLE
from serang.i18n import _, lazy
from serang.settings import rules, words
from serang.web.forms import ChoiceField, SeenForm, WholeNumberField, text


class OfficeForm(SeenForm):
    """Names, signatory and target of the office."""

    app_name = text(lazy("Nama aplikasi"), longest=40, required=True)
    office_name = text(lazy("Nama singkat kantor"), longest=80, required=True)
    office_full_name = text(lazy("Nama lengkap kantor"), longest=150, required=True)
    office_name_en = text(lazy("Nama kantor dalam bahasa Inggris"), longest=150)
    office_name_ko = text(lazy("Nama kantor dalam bahasa Korea"), longest=150)
    office_address = text(lazy("Alamat kantor"), longest=250)
    city = text(lazy("Kota"), longest=60, required=True)
    contact = text(lazy("Penanggung jawab bantuan (nama dan telepon)"), longest=120)
    signatory_name = text(lazy("Nama penanda tangan"), longest=100)
    signatory_position = text(lazy("Jabatan penanda tangan"), longest=100)
    signatory_nip = text(lazy("NIP penanda tangan"), longest=30)
    target = WholeNumberField(lazy("Target minimum (orang berangkat)"), least=1, most=1_000_000)
    target_max = WholeNumberField(lazy("Target maksimum"), least=1, most=1_000_000)
    unknown_allowed = BooleanField(lazy("Pencocokan boleh memakai pelamar yang syaratnya belum diketahui"))
    seal_required = BooleanField(lazy("Usulan hanya dapat diterapkan ke job order yang sudah disegel kepala sebelum pencocokan"))


class CodeForm(SeenForm):
    """Words of an entry of a code list, in three languages."""

    label = text(lazy("Sebutan"), longest=100, required=True)
    label_en = text(lazy("Sebutan Inggris"), longest=100)
    label_ko = text(lazy("Sebutan Korea"), longest=100)
    active = BooleanField(lazy("Dipakai"), default=True)


class OwnFieldForm(SeenForm):
    """A field of a person that the office adds: its words, its kind, its choices, and whether it is printed."""

    label = text(lazy("Nama isian"), longest=60, required=True)
    kind = ChoiceField(lazy("Jenis"))
    choices = text(lazy("Pilihan, satu per baris"), longest=4000, area=True, render_kw={"rows": 5})
    hint = text(lazy("Petunjuk mengisi"), longest=120)
    label_en = text(lazy("Nama Inggris"), longest=60)
    label_ko = text(lazy("Nama Korea"), longest=60)
    printed = BooleanField(lazy("Ikut dicetak di ringkasan pelamar"))
    active = BooleanField(lazy("Dipakai"), default=True)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.kind.offer([(code, word()) for code, word in words.KINDS.items()], blank=False)

    def validate_label(self, field):
        """Neither the list nor an imported sheet has another column of that name; a name that it had before stays."""
        taken = {plain(word()) for word in COLUMNS.values()}.union(*(map(plain, column.headings) for column in PEOPLE))
        if field.data and field.data != field.object_data and plain(field.data) in taken:
            raise ValidationError(_("Nama ini sudah dipakai kolom lain di daftar atau impor. Pilih nama lain."))

    validate_label_en = validate_label_ko = validate_label

    def validate_choices(self, field):
        """A list to choose from needs two choices."""
        if self.kind.data == rules.CHOICE and len(rules.choices_of(field.data)) < 2:
            raise ValidationError(_("Tulis paling sedikit dua pilihan."))

    @property
    def values(self) -> dict:
        """The field's columns."""
        return super().values | {
            "choices": rules.choices_of(self.choices.data) if self.kind.data == rules.CHOICE else [],
            **{name: self[name].data or "" for name in ("label_en", "label_ko", "hint")},
        }
