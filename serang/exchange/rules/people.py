"""The columns in which offices, villages and schools list people who want to work abroad."""

import re
from collections.abc import Hashable, Mapping
from functools import lru_cache

from serang.common.rules.names.likeness import alike
from serang.common.rules.names.spelling import spelling_key
from serang.exchange.rules.columns import Column
from serang.exchange.rules.plan import NAMESAKE, ONE, OTHER, same_text

# What may tell two people of one name apart when a list gives neither NIK nor birth date.
COMPARED = ("birth_place", "sex", "phone", "kelurahan", "kecamatan", "address", "education")

PEOPLE = (
    Column("full_name", (
        "nama", "nama lengkap", "nama peserta", "nama pelamar", "nama calon", "nama pemohon", "nama calon pekerja",
        "nama calon pekerja migran", "nama cpmi", "nama pmi", "nama ctki", "nama siswa", "nama pencari kerja",
        "nama sesuai ktp", "nama lengkap sesuai ktp", "nama anggota", "nama peserta pelatihan", "name", "full name",
        "fullname", "applicant name", "name of applicant", "participant", "participant name", "candidate",
        "candidate name", "이름", "성명", "성함", "지원자명", "지원자 이름", "성명 이름", "영문 이름", "영문성명",
    ), "name"),
    Column("nik", (
        "nik", "no nik", "nomor nik", "no ktp", "nomor ktp", "ktp", "nik ktp", "no ktp nik", "nik no ktp",
        "no e ktp", "nomor induk kependudukan", "no induk kependudukan", "nomor identitas", "no identitas", "no id",
        "nomor kependudukan", "id number", "id no", "identity number", "identity no", "national id",
        "national id number", "id card number", "주민등록번호", "주민번호", "신분증번호", "신분증 번호", "신분증",
        "등록번호",
    ), "nik"),
    Column("birth_place", (
        "tempat lahir", "tmp lahir", "tmpt lahir", "tpt lahir", "kota lahir", "kota kelahiran", "tempat kelahiran",
        "place of birth", "birth place", "birthplace", "pob", "출생지", "태어난 곳",
    ), "place"),
    Column("birth_date", (
        "tanggal lahir", "tgl lahir", "tgl lhr", "tanggal kelahiran", "tgl kelahiran", "lahir tanggal", "lahir",
        "date of birth", "birth date", "birthdate", "birthday", "dob", "born", "생년월일", "출생일", "생일",
    ), "day"),
    Column("birth_place_and_day", (
        "ttl", "t t l", "tempat tanggal lahir", "tempat tgl lahir", "tempat dan tanggal lahir",
        "tempat dan tgl lahir", "tmp tgl lahir", "tmpt tgl lahir", "tpt tgl lahir", "tempat lahir tanggal lahir",
        "tempat lahir tgl lahir", "kelahiran", "tempat tanggal kelahiran", "place and date of birth",
        "place date of birth", "birth place and date", "place of birth date of birth", "출생지 생년월일",
        "출생지 및 생년월일",
    ), "place_and_day"),
    Column("sex", (
        "jenis kelamin", "jns kelamin", "jen kel", "jenkel", "jk", "j k", "l p", "p l", "lk pr", "lk p", "kelamin",
        "pria wanita", "laki laki perempuan", "sex", "gender", "m f", "성별",
    ), "sex"),
    Column("phone", (
        "hp", "no hp", "nomor hp", "nohp", "telp", "no telp", "nomor telp", "telepon", "no telepon",
        "nomor telepon", "tlp", "no tlp", "wa", "no wa", "nomor wa", "whatsapp", "no whatsapp", "nomor whatsapp",
        "hp wa", "no hp wa", "telp wa", "no telp wa", "no telp hp", "telp hp", "telepon hp", "handphone",
        "no handphone", "nomor handphone", "kontak", "no kontak", "nomor kontak", "ponsel", "nomor ponsel",
        "seluler", "phone", "phone number", "phone no", "mobile", "mobile phone", "mobile number", "cell phone",
        "contact", "contact number", "tel", "telephone", "전화", "전화번호", "연락처", "휴대폰", "휴대전화",
        "핸드폰", "휴대폰번호",
    ), "phone"),
    Column("kelurahan", (
        "kelurahan", "kel", "desa", "kelurahan desa", "desa kelurahan", "kel desa", "desa kel", "nama kelurahan",
        "kelurahan domisili", "urban village", "village", "ward", "동", "마을", "클루라한",
    ), "kelurahan", in_title=True),
    Column("kecamatan", (
        "kecamatan", "kec", "nama kecamatan", "kecamatan domisili", "subdistrict", "sub district", "district", "구",
        "군구", "크차마탄",
    ), "kecamatan", in_title=True),
    Column("address_and_area", (
        "alamat kel kec", "alamat kelurahan kecamatan", "kel kec", "kelurahan kecamatan", "kelurahan dan kecamatan",
        "desa kecamatan", "desa kec", "alamat desa kec", "alamat kel desa kec", "alamat kelurahan",
    ), "area", label="kelurahan"),
    Column("address", (
        "alamat", "alamat lengkap", "alamat rumah", "alamat ktp", "alamat sesuai ktp", "alamat domisili",
        "domisili", "tempat tinggal", "alamat tinggal", "jalan", "kampung", "address", "home address",
        "full address", "주소", "집주소", "거주지",
    ), "address"),
    Column("education", (
        "pendidikan", "pendidikan terakhir", "pend terakhir", "pend", "pddk", "pddk terakhir", "pddkn",
        "pendidikan akhir", "tingkat pendidikan", "jenjang pendidikan", "jenjang", "ijazah", "ijazah terakhir",
        "lulusan", "tamatan", "education", "last education", "education level", "highest education", "degree",
        "학력", "최종학력", "교육", "최종 학력",
    ), "education"),
    Column("marital_status", (
        "status perkawinan", "status pernikahan", "status kawin", "status nikah", "status menikah", "perkawinan",
        "kawin belum kawin", "status", "marital status", "marital", "결혼여부", "혼인상태", "결혼 여부", "혼인여부",
        "결혼상태",
    ), "marital"),
    Column("height_cm", (
        "tinggi", "tinggi badan", "tinggi cm", "tb", "tb cm", "t b", "tinggi badan cm", "height", "height cm", "키",
        "신장",
    ), "height"),
    Column("weight_kg", (
        "berat", "berat badan", "berat kg", "bb", "bb kg", "b b", "berat badan kg", "weight", "weight kg", "몸무게",
        "체중",
    ), "weight"),
    Column("eps_topik_score", (
        "skor eps topik", "nilai eps topik", "eps topik", "skor eps", "nilai eps", "eps", "skor topik", "skor ubt",
        "nilai ubt", "skor bahasa korea", "nilai bahasa korea", "eps topik score", "eps score", "topik score",
        "korean score", "korean language score", "한국어 점수", "한국어능력시험", "eps topik 점수",
        "한국어시험점수", "점수",
    ), "score"),
    Column("wished_occupation", (
        "minat pekerjaan", "minat", "minat kerja", "pekerjaan diminati", "pekerjaan yang diminati",
        "jabatan diminati", "bidang minat", "bidang pekerjaan", "jenis pekerjaan", "jabatan yang diminati",
        "jabatan", "sektor", "pilihan pekerjaan", "posisi", "posisi dilamar", "posisi yang dilamar",
        "wished occupation", "desired job", "job interest", "occupation", "position", "희망직종", "희망 직종",
        "희망직무", "직종",
    ), "words"),
    Column("note", (
        "keterangan", "ket", "catatan", "note", "notes", "remark", "remarks", "comment", "비고", "메모", "특이사항",
    ), "words"),
    Column("", (
        "no", "nomor", "nomer", "no urut", "nomor urut", "urut", "nr", "number", "sn", "번호", "순번", "연번",
    ), "counter"),
    Column("", (
        "kk", "no kk", "nomor kk", "nkk", "kartu keluarga", "no kartu keluarga", "nomor kartu keluarga",
        "family card", "family card number", "가족카드번호",
    ), "card"),
)  # fmt: skip

_AREA_LINE = re.compile(
    r"^(?P<address>.*?)[\s,;/]*\b(?:kel(?:urahan)?|ds|desa)\b[\s.:]*(?P<kelurahan>.+?)"
    r"(?:[\s,;/]*\bkec(?:amatan)?\b[\s.:]*(?P<kecamatan>.+?))?(?:[\s,;/]*\b(?:kota|kab(?:upaten)?)\b.*)?$",
    re.IGNORECASE | re.DOTALL,
)


def split_area(line: str) -> dict[str, str]:
    """Address, kelurahan and kecamatan of a line like "Kp. Baru RT 2/1, Kel. Sayar Kec. Taktakan".

    A part that is not written is missing from the answer; a line that names no kelurahan is all address, except
    the plain "Sayar / Taktakan".
    """
    text = " ".join(line.split())
    if found := _AREA_LINE.match(text):
        return {name: part for name, value in found.groupdict().items() if (part := (value or "").strip(" ,;./"))}
    parts = [part.strip() for part in re.split(r"[/,]", text)]
    if len(parts) == 2 and all(re.fullmatch(r"[^\W\d_][^\d]{2,40}", part) for part in parts):
        return {"kelurahan": parts[0], "kecamatan": parts[1]}
    return {"address": text} if text else {}


class Identity:
    """How a person on a list is recognised: by NIK, else by name and birth date, else by all that is written.

    A NIK counts only when name or birth date agree as well; otherwise it is another person's. Two people of one name
    and birth date with two different NIKs are two people.
    """

    def keys(self, values: Mapping[str, object]) -> list[tuple[str, Hashable]]:
        """("nik", number) and ("name_and_birth", (spelling key, day)); ("name", spelling key) when neither is known."""
        name, birth, nik = _key(values.get("full_name")), values.get("birth_date"), values.get("nik")
        found = [("nik", nik)] if nik else []
        if name and birth:
            found.append(("name_and_birth", (name, birth)))
        return found or ([("name", name)] if name else [])

    def judge(self, by: str, values: Mapping[str, object], others: Mapping[str, object]) -> str:
        """Whether both are one person."""
        if by == "nik":
            return ONE if _agree(values, others) else OTHER
        if by == "name_and_birth":
            return NAMESAKE if _differ("nik", values, others) else ONE
        written = [name for name in values if name != "full_name" and name in COMPARED]
        return ONE if all(same_text(name, others.get(name), values[name]) for name in written) else NAMESAKE


# A row asks for its key several times in a row.
_key = lru_cache(maxsize=4096)(spelling_key)


def _agree(values, others):
    births = values.get("birth_date"), others.get("birth_date")
    return (None not in births and births[0] == births[1]) or alike(values.get("full_name"), others.get("full_name"))


def _differ(name, values, others):
    return bool(values.get(name) and others.get(name) and values[name] != others[name])
