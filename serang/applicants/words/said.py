"""Every refusal, doubt and act about people as a sentence, and how the history calls their fields."""

from functools import partial

from serang.accounts import queries as accounts
from serang.applicants import queries
from serang.applicants.words.codes import _ward, education, evidence, marital, phone, relation, result, sex, stage, test, wish, work_time
from serang.audit.words import teach
from serang.common.words import sentences
from serang.i18n import _, day_number, number
from serang.jobs.words import STEPS
from serang.settings import words as settings
from serang.settings.rules import SLOTS
from serang.web.guard import may

SIGNS = {" ": lambda: _("spasi")}

sentences(
    no_applicant=lambda: _("Pelamar ini tidak ditemukan."),
    nik_taken=lambda id, number, name: _("NIK ini sudah dipakai %(name)s (%(number)s).", name=name, number=number),
    applicant_collides=lambda: _("Data ini bertabrakan dengan data yang baru saja disimpan orang lain. Coba lagi."),
    nik_rounded=lambda: _("Angka terakhir NIK ini hilang karena dibulatkan oleh lembar kerja. Salin lagi dari KTP."),
    nik_not_digits=lambda found: _("NIK hanya berisi angka, tetapi ada %(found)s.", found=SIGNS.get(found, lambda: f"“{found}”")()),
    nik_length=lambda digits: _("NIK terdiri dari 16 angka, ini %(digits)s angka.", digits=digits),
    nik_impossible_month=lambda month: _("Bulan lahir dalam NIK (angka ke-9 dan 10) tidak mungkin: %(month)s.", month=f"{month:02}"),
    nik_impossible_day=lambda day, month: _(
        "Tanggal lahir dalam NIK (angka ke-7 sampai 10) tidak ada: %(day)s/%(month)s.", day=f"{day:02}", month=f"{month:02}"
    ),
    nik_sequence_zero=lambda: _("Empat angka terakhir NIK tidak mungkin 0000."),
    nik_other_birth=lambda nik, typed: _("Menurut NIK lahir %(nik)s, di isian %(typed)s.", nik=day_number(nik), typed=day_number(typed)),
    nik_other_sex=lambda nik, typed: _("Menurut NIK %(nik)s, di isian %(typed)s.", nik=sex(nik).lower(), typed=sex(typed).lower()),
    nik_other_area=lambda nik, expected: _(
        "NIK diterbitkan di luar Kota Serang (kode %(area)s). Itu wajar bagi pendatang dan yang lahir sebelum 2007.", area=nik
    ),
    kk_length=lambda digits: _("Nomor KK terdiri dari 16 angka, ini %(digits)s angka.", digits=digits),
    phone_no_digits=lambda: _("Nomor telepon berisi angka."),
    phone_doubtful=lambda: _("Nomor telepon ini tidak dikenal sebagai nomor Indonesia atau Korea. Disimpan seperti yang diketik."),
    phone_more=lambda: _("Ada lebih dari satu nomor; yang pertama dipakai."),
    phone_either_country=lambda number: _("Nomor ini bisa nomor Indonesia atau Korea; dipakai sebagai %(number)s.", number=number),
    unusual_age=lambda age: _("Umurnya %(age)s tahun. Periksa tanggal lahirnya.", age=age),
    born_later=lambda: _("Tanggal lahir ini belum lewat."),
    same_nik=lambda: _("NIK sama"),
    near_nik=lambda digits: _("NIK hampir sama"),
    other_nik=lambda: _("NIK berbeda"),
    same_birth=lambda day: _("tanggal lahir sama"),
    near_birth=lambda first, second: _("tanggal lahir hampir sama"),
    other_birth=lambda first, second: _("tanggal lahir berbeda"),
    same_phone=lambda: _("telepon sama"),
    same_name=lambda: _("nama sama"),
    like_name=lambda score: _("nama mirip"),
    no_twins=lambda: _("Pasangan ini sudah tidak ada. Salah satunya mungkin sudah digabungkan."),
    same_entry=lambda: _("Ini data yang sama."),
    twins_changed=lambda: _("Salah satu datanya baru saja diubah orang lain. Periksa lagi, lalu gabungkan."),
    notes_too_long=lambda letters, longest: _(
        "Kedua catatan bersama-sama %(letters)s huruf; paling panjang %(longest)s. Pilih salah satu, atau ringkas dahulu.",
        letters=letters,
        longest=longest,
    ),
    both_matched=lambda: _("Keduanya sedang dicalonkan pada job order. Batalkan salah satu pencalonan dahulu."),
    merged_again=lambda: _("Data gabungannya sudah digabungkan lagi dengan yang lain. Urungkan penggabungan yang terakhir dahulu."),
    no_view=lambda: _("Tampilan ini tidak ditemukan."),
    not_your_view=lambda: _("Hanya pembuatnya atau admin yang dapat mengubah tampilan ini."),
    no_such_number=lambda: _("Nomor ini tidak ada."),
    no_photo=lambda: _("Pelamar ini belum punya pas foto."),
    no_evidence=lambda: _("Data ini sudah tidak ada."),
    evidence_changed=lambda: _("Baris ini baru saja diubah orang lain. Periksa, lalu simpan lagi bila isian Anda yang benar."),
    file_empty=lambda: _("Berkasnya kosong."),
    file_big=lambda most: _("Paling besar %(most)s MB. Pindai ulang dengan 200 dpi.", most=most),
    file_type=lambda: _("Hanya JPG atau PNG untuk foto; PDF, JPG, atau PNG untuk dokumen."),
    file_broken=lambda: _("Berkas ini rusak atau tidak lengkap. Buka di komputer Anda dahulu, lalu simpan ulang."),
    file_pixels=lambda most: _("Gambarnya terlalu besar, paling banyak %(most)s juta piksel. Kecilkan dahulu.", most=most),
    file_active=lambda: _("PDF ini berisi program. Cetak ulang ke PDF, lalu unggah."),
    no_bulk_value=lambda: _("Pilih nilainya."),
    too_many_to_print=lambda most, asked: _(
        "Paling banyak %(most)s orang sekali cetak, ini %(asked)s. Saring dahulu.", most=most, asked=asked
    ),
    bulk_field=lambda field: _("Isian ini tidak dapat diubah sekaligus."),
    nobody_chosen=lambda: _("Belum ada pelamar yang dipilih."),
    **{
        "act:applicants.register": lambda name: (
            _("Mendaftarkan %(name)s", name=name) if may("applicants.read") else _("Mendaftarkan seorang pelamar")
        ),
        "act:applicants.change": lambda number: _("Mengubah data %(number)s", number=number),
        "act:applicants.register_many": lambda people: _("Mendaftarkan %(n)s orang dari daftar", n=number(people)),
        "act:applicants.change_many": lambda people: _("Mengubah %(n)s orang dari daftar", n=number(people)),
        "act:applicants.bulk": lambda field, count: _("Mengubah %(count)s pelamar sekaligus", count=count),
        "act:applicants.evidence_add": lambda kind: _("Menambah %(what)s", what=evidence(kind).lower()),
        "act:applicants.evidence_change": lambda kind: _("Mengubah %(what)s", what=evidence(kind).lower()),
        "act:applicants.evidence_remove": lambda kind: _("Menghapus %(what)s", what=evidence(kind).lower()),
        "act:applicants.photo": lambda number: _("Mengganti pas foto"),
        "act:applicants.photo_remove": lambda number: _("Menghapus pas foto"),
        "act:applicants.note": lambda: _("Catatan"),
        "act:applicants.merge": lambda name, kept, gone: (
            _("Menggabungkan %(gone)s ke %(kept)s, %(name)s", gone=gone, kept=kept, name=name)
            if may("applicants.read")
            else _("Menggabungkan %(gone)s ke %(kept)s", gone=gone, kept=kept)
        ),
        "act:applicants.view": lambda name: _("Tampilan tersimpan %(name)s", name=name),
    },
)

STEPS[queries.twins.JOB] = lambda: _("Membandingkan semua pelamar")
STEPS["applicants.bulk"] = lambda: _("Menyimpan")

teach(
    fields={slot: partial(settings.own_label, slot) for slot in SLOTS}
    | {
        "relation": lambda: _("Hubungan"),
        "consents": lambda: _("Memberi izin keluarga"),
        "emergency": lambda: _("Dihubungi bila darurat"),
        "school": lambda: _("Nama sekolah"),
        "started_year": lambda: _("Tahun masuk"),
        "finished_year": lambda: _("Tahun lulus"),
        "diploma_no": lambda: _("Nomor ijazah"),
    },
    values={
        ("applicants", "stage"): stage,
        ("applicants", "sex"): sex,
        ("applicants", "marital_status"): marital,
        ("applicants", "phone"): phone,
        ("applicants", "kelurahan_code"): _ward,
        ("applicants", "pathway"): lambda code: settings.code_label("pathway", code),
        ("applicants", "hold_reason"): lambda code: settings.code_label("hold_reason", code),
        ("applicants", "exit_reason"): lambda code: settings.code_label("exit_reason", code),
        ("applicants", "officer_id"): accounts.name,
        ("applicants", "photo"): lambda name: _("ada"),
        **{("applicants", slot): partial(settings.own_value, slot) for slot in SLOTS},
        ("language_results", "test"): test,
        ("experiences", "field"): lambda code: settings.code_label("occupation", code),
        ("experiences", "country"): lambda code: settings.code_label("country", code),
        ("relatives", "relation"): relation,
        ("relatives", "phone"): phone,
        ("wishes", "occupation"): lambda code: settings.code_label("occupation", code),
        ("wishes", "country"): lambda code: settings.code_label("country", code),
        ("certificates", "code"): lambda code: settings.code_label("certificate", code),
    },
    rows={
        "language_results": lambda row: result(row.get("test"), row.get("score"), row.get("level")),
        "certificates": lambda row: row.get("name", ""),
        "experiences": lambda row: (
            f"{row.get('position') or settings.code_label('occupation', row.get('field'))}, {work_time(row.get('months') or 0)}"
        ),
        "wishes": lambda row: wish(row.get("occupation"), row.get("country")),
        "notes": lambda row: row.get("text", ""),
        "schools": lambda row: f"{education(row.get('level'))} {row.get('school', '')}",
        "relatives": lambda row: relation(row.get("relation", "")),
        "mergers": lambda row: f"{row.get('gone_number')}, {row.get('gone_name')}",
    },
)
