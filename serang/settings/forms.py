"""Forms of the office's data and code lists."""

from wtforms import BooleanField

from serang.i18n import lazy
from serang.web.forms import Form, WholeNumberField, text


class OfficeForm(Form):
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


class CodeForm(Form):
    """Words of an entry of a code list, in three languages."""

    label = text(lazy("Sebutan"), longest=100, required=True)
    label_en = text(lazy("Sebutan Inggris"), longest=100)
    label_ko = text(lazy("Sebutan Korea"), longest=100)
    active = BooleanField(lazy("Dipakai"), default=True)
