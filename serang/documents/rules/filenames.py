"""What the name of a file tells: never where it is kept, at most what kind of paper it may be."""

import re
import unicodedata

ENDINGS = {"pdf": {"pdf"}, "jpg": {"jpg", "jpeg", "jpe", "jfif", "png"}, "png": {"jpg", "jpeg", "jpe", "jfif", "png"}}
LONGEST = 120
# The first that fits counts, so that `surat izin keluarga` is no family card and `perjanjian penempatan` no contract.
TELLING = (
    ("family_permit", r"izin|ijin"),
    ("placement_agreement", r"penempatan"),
    ("employment_contract", r"perjanjian kerja|kontrak|contract|slc"),
    ("passport", r"paspor|passport|pasport"),
    ("birth_certificate", r"akta|akte|kelahiran|akta lahir"),
    ("skck", r"skck|kelakuan|police"),
    ("medical", r"mcu|medical|sehat|kesehatan|medis"),
    ("diploma", r"ijazah|ijasah|diploma|skhun|transkrip"),
    ("insurance", r"bpjs|jamsostek|asuransi"),
    ("consent", r"persetujuan|consent|pdp"),
    ("orientation", r"opp|orientasi"),
    ("visa", r"visa|ccvi"),
    ("ticket", r"tiket|ticket|boarding"),
    ("ak1", r"ak ?1|ak ?i|kartu kuning|pencari kerja"),
    ("kk", r"kk|kartu keluarga"),
    ("ktp", r"ktp|ektp|e ktp|nik"),
)


def guess(filename: str | None, known: set[str]) -> str | None:
    """The kind of paper a file may be by its name, among those known."""
    words = " ".join(re.sub(r"[^a-z0-9]+", " ", (filename or "").rpartition(".")[0].lower() or (filename or "").lower()).split())
    for code, pattern in TELLING:
        if code in known and re.search(rf"\b(?:{pattern})\d*\b", words):
            return code
    return None


def fits(filename: str | None, kept: str) -> bool:
    """Whether the ending of the name goes with what the content is (pdf, jpg or png)."""
    stem, dot, ending = plain_name(filename).rpartition(".")
    return bool(stem and dot) and ending.lower() in ENDINGS[kept]


def plain_name(filename: str | None) -> str:
    """The name as it may be shown: without folders, control and invisible signs; at most 120 signs."""
    last = re.split(r"[/\\]", filename or "")[-1]
    seen = "".join(sign for sign in unicodedata.normalize("NFC", last) if unicodedata.category(sign)[0] != "C")
    return " ".join(seen.split())[-LONGEST:]
