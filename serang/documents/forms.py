"""Forms of papers: the work lists' filter, one paper, several scans, a kind of paper."""

from wtforms import BooleanField, FileField, MultipleFileField
from wtforms.validators import ValidationError

from serang.applicants import words as people
from serang.documents import queries, words
from serang.documents.models import Document, DocumentKind
from serang.i18n import _, lazy
from serang.settings import words as settings
from serang.web.clock import today
from serang.web.forms import ChoiceField, ChoicesField, DayField, Form, MultiCheckboxField, Needed, SeenForm, WholeNumberField, text

# Papers that name the person: what stands on them is compared with the data.
NAMING = ("ktp", "kk", "birth_certificate", "diploma", "passport")
ON_IT = ("name_on_it", "birth_place_on_it", "birth_date_on_it", "sex_on_it")
ACCEPT = ".pdf,.jpg,.jpeg,.png,application/pdf,image/jpeg,image/png"


class FilterForm(Form):
    """What a work list shows, from the address; what is unknown is left out."""

    q = text(lazy("Cari"), longest=100)
    state = ChoiceField(choices=[(code, code) for code in queries.STATES])
    kind = ChoicesField()
    stage = ChoicesField()
    within = ChoiceField(choices=[(str(n), str(n)) for n in queries.WITHIN])
    group = ChoiceField(choices=[(code, code) for code in queries.GROUPS])
    departs = ChoiceField(choices=[(str(n), str(n)) for n in queries.DEPARTS])
    page = WholeNumberField(least=1, most=100_000)

    def filters(self, reader) -> queries.Filters:
        """The list that is asked for."""
        self.validate()
        good = {name: field.data for name, field in self._fields.items() if not field.errors and field.data}
        known = {kind.code for kind in queries.kinds(reader)}
        return queries.Filters(
            state=good.get("state", "expiring"),
            q=good.get("q"),
            kind=tuple(code for code in good.get("kind", ()) if code in known),
            stage=tuple(code for code in good.get("stage", ()) if code in queries.stage_codes()),
            within=int(good.get("within", queries.WITHIN[-1])),
            group=good.get("group"),
            departs=int(good["departs"]) if "departs" in good else None,
        )


class PaperForm(Form):
    """One paper: number, issuer, days, what is written on it about the person, its scan."""

    kind = ChoiceField(lazy("Jenis dokumen"))
    number = text(lazy("Nomor"), longest=80)
    issuer = text(lazy("Penerbit"), longest=150)
    issued_on = DayField(lazy("Tanggal terbit"))
    valid_until = DayField(lazy("Berlaku sampai"))
    name_on_it = text(lazy("Nama"), longest=150)
    birth_place_on_it = text(lazy("Tempat lahir"), longest=100)
    birth_date_on_it = DayField(lazy("Tanggal lahir"))
    sex_on_it = ChoiceField(lazy("Jenis kelamin"))
    note = text(lazy("Catatan"), longest=300)
    scan = FileField(lazy("Pindaian"))
    wording = ChoiceField(lazy("Versi naskah yang ditandatangani"))
    version = WholeNumberField()

    def __init__(self, *args, kind: DocumentKind | None = None, reader=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.kind.offer(words.kind_choices(reader), blank=True)
        self.sex_on_it.offer(people.sex_choices())
        self.fixed = kind
        if kind is not None:
            self.kind.data = kind.code
        versions = [one.version for one in queries.wordings(kind.code)] if kind is not None else []
        if not versions:
            del self.wording
            return
        self.wording.offer([(str(n), words.wording(n)) for n in versions])
        if not self.wording.raw_data and kwargs.get("obj") is None:  # a paper that is new
            self.wording.data = str(versions[0])
        elif self.wording.data:
            self.wording.data = str(self.wording.data)

    @classmethod
    def of(cls, document: Document, **kwargs) -> "PaperForm":
        """The form filled with what is known of a paper."""
        return cls(formdata=None, obj=document, kind=document.kind_row, **kwargs)

    @classmethod
    def newer(cls, document: Document) -> "PaperForm":
        """The form of the paper that follows: what usually stays is filled in."""
        stays = {name: getattr(document, name) for name in ("issuer", *ON_IT)}
        return cls(formdata=None, kind=document.kind_row, data=stays)

    @property
    def rule(self) -> DocumentKind | None:
        """The kind of paper that is meant."""
        return self.fixed or next((kind for kind in queries.kinds() if kind.code == self.kind.data), None)

    @property
    def names_the_person(self) -> bool:
        """Whether what is written on it is asked for."""
        return self.rule is None or self.rule.code in NAMING

    @property
    def values(self) -> dict:
        """What was typed about the paper."""
        typed = {name: value for name, value in super().values.items() if name not in ("kind", "scan")}
        if "wording" in typed:
            typed["wording"] = int(typed["wording"]) if typed["wording"] else None
        return typed

    @property
    def upload(self):
        """The file that was chosen, or None."""
        return self.scan.data if self.scan.data and getattr(self.scan.data, "filename", "") else None

    def validate_kind(self, field):
        """Needed unless the kind is given."""
        if self.fixed is None:
            Needed()(self, field)

    def validate_issued_on(self, field):
        """Not in the future."""
        if field.data and field.data > today():
            raise ValidationError(_("Tanggal ini belum lewat."))

    def validate_valid_until(self, field):
        """After the issue; asked for where it is printed on the paper."""
        if field.data and self.issued_on.data and field.data < self.issued_on.data:
            raise ValidationError(_("Lebih awal dari tanggal terbit."))
        if not field.data and not field.errors and self.rule and self.rule.validity == "printed":
            raise ValidationError(_("Isi tanggal yang tercetak pada dokumen."))

    def validate_birth_date_on_it(self, field):
        """Not in the future."""
        if field.data and field.data > today():
            raise ValidationError(_("Tanggal ini belum lewat."))


class ScansForm(Form):
    """Several files at once."""

    scans = MultipleFileField(lazy("Berkas"))


class KindForm(SeenForm):
    """A kind of paper: its words, how long it counts, when it is asked, who sees it."""

    label = text(lazy("Sebutan"), longest=100, required=True)
    label_en = text(lazy("Sebutan Inggris"), longest=100)
    label_ko = text(lazy("Sebutan Korea"), longest=100)
    validity = ChoiceField(lazy("Masa berlaku"), validators=[Needed()])
    months = WholeNumberField(lazy("Berlaku berapa bulan"), least=1, most=600)
    warn_days = WholeNumberField(lazy("Peringatkan berapa hari sebelumnya"), least=0, most=720)
    months_after_departure = WholeNumberField(lazy("Harus berlaku berapa bulan sesudah berangkat"), least=0, most=120)
    stages = MultiCheckboxField(lazy("Wajib untuk masuk tahap"))
    pathways = MultiCheckboxField(lazy("Hanya untuk jalur"))
    sensitive = BooleanField(lazy("Data khusus: hanya terlihat oleh kepala dan petugas yang ditunjuk"))
    number_secret = BooleanField(lazy("Nomornya dilindungi seperti NIK"))
    active = BooleanField(lazy("Dipakai"), default=True)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.validity.offer([(code, word()) for code, word in words.VALIDITY.items()], blank=False)
        self.stages.choices = people.stages()
        self.pathways.choices = settings.choices("pathway")

    @property
    def values(self) -> dict:
        """What was typed, without gaps."""
        found = super().values
        known = {name: [code for code, _word in self[name].choices] for name in ("stages", "pathways")}
        lists = {name: [code for code in known[name] if code in (found[name] or ())] for name in known}
        months = found["months"] if found["validity"] == "months" else None
        return (
            found
            | lists
            | {
                "label_en": found["label_en"] or "",
                "label_ko": found["label_ko"] or "",
                "months": months,
                "warn_days": 60 if found["warn_days"] is None else found["warn_days"],
                "months_after_departure": found["months_after_departure"] or 0,
            }
        )

    def validate_months(self, field):
        """Needed where it counts."""
        if self.validity.data == "months" and not field.data and not field.errors:
            raise ValidationError(_("Isi jumlah bulannya."))


class WordingForm(Form):
    """The text that is signed on papers of a kind."""

    text = text(lazy("Naskah"), longest=8000, required=True, area=True, render_kw={"rows": 10})
