"""What upkeep says."""

from datetime import datetime

from serang.accounts.words import role
from serang.common.words import sentences
from serang.i18n import _, moment

sentences(
    **{
        "not_empty": lambda: _("Basis data ini sudah berisi pelamar. Data contoh hanya untuk basis data kosong."),
        "database_empty": lambda: _("Basis data belum berisi apa pun, jadi tidak ada yang dicadangkan."),
        "database_damaged": lambda: _("Basis data rusak. Pulihkan cadangan terakhir: flask --app wsgi upkeep restore BERKAS"),
        "database_busy": lambda: _("Basis data sedang dipakai. Hentikan server, lalu ulangi."),
        "backup_unwritable": lambda file, why: _("%(file)s tidak dapat ditulis: %(why)s", file=file, why=why),
        "backup_missing": lambda file: _("Berkas %(file)s tidak ada.", file=file),
        "backup_foreign": lambda file: _("%(file)s bukan cadangan aplikasi ini, atau terpotong. Tidak ada yang diubah.", file=file),
        "backup_damaged": lambda file: _("Cadangan %(file)s rusak. Tidak ada yang diubah.", file=file),
        "backup_needs_key": lambda file: _(
            "%(file)s tertutup. Buka dengan kuncinya: flask --app wsgi upkeep restore BERKAS --key BERKAS_KUNCI", file=file
        ),
        "backup_wrong_key": lambda file: _("%(file)s tidak dapat dibuka dengan kunci ini. Tidak ada yang diubah.", file=file),
        "backup_newer": lambda file: _("Cadangan ini dibuat oleh versi aplikasi yang lebih baru. Tidak ada yang diubah."),
        "backup_other_database": lambda database: _("Cadangan ini dari basis data %(database)s. Tidak ada yang diubah.", database=database),
        "backup_other_step": lambda step: _(
            "Cadangan ini dari susunan tabel %(step)s. Pasang versi aplikasi itu, pulihkan, lalu perbarui.", step=step
        ),
        "act:upkeep.seed": lambda **facts: _("Daftar awal dimasukkan"),
        "act:upkeep.demo": lambda **facts: _("Data contoh dimasukkan"),
    }
)


def demo(made: dict[str, int], logins: list[dict]) -> str:
    """What was invented, and one sign-in per line."""
    lines = [
        _(
            "%(people)s pelamar, %(orders)s job order, %(batches)s angkatan, %(matches)s pencocokan. Semuanya rekaan.",
            people=made.get("applicants", 0),
            orders=made.get("orders", 0),
            batches=made.get("batches", 0),
            matches=made.get("matches", 0),
        ),
        "",
    ]
    lines += [_("Masuk dengan:")]
    for login in logins:
        roles = ", ".join(role(code) for code in login["roles"])
        password = login["password"] or _("(akun lama, kata sandi tetap)")
        lines.append(f"  {login['username']:<11}{password:<18}{roles}")
    return "\n".join(lines)


def backup(file: str, listed: dict) -> str:
    """What a backup holds."""
    return _(
        "Cadangan lengkap dan sudah diperiksa: %(file)s (%(people)s pelamar, %(files)s berkas).",
        file=file,
        people=listed["counts"].get("applicants", 0),
        files=_uploaded(listed),
    )


def key(secret: str, recipient: str) -> str:
    """A new key, and what to do with its two halves."""
    return "\n".join(
        [
            _("Kunci (cetak, simpan di lemari besi, jangan di server; tanpa kunci ini cadangan tidak dapat dibuka):"),
            f"  {secret}",
            _("Untuk server, di /etc/serang.env:"),
            f"  SERANG_BACKUP_RECIPIENT={recipient}",
        ]
    )


def restored(listed: dict) -> str:
    """What was brought back, and where the former state lies."""
    lines = [
        _(
            "Data per %(at)s dipulihkan: %(people)s pelamar, %(files)s berkas.",
            at=moment(datetime.fromisoformat(listed["made_at"])),
            people=listed["counts"].get("applicants", 0),
            files=_uploaded(listed),
        )
    ]
    if listed["kept"]:
        lines.append(_("Keadaan sebelumnya tersimpan di %(kept)s", kept=listed["kept"]))
    return "\n".join(lines)


def _uploaded(listed: dict) -> int:
    return sum(name.startswith("files/") for name in listed["entries"])
