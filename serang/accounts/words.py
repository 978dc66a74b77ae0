"""Roles and refusals of accounts in words."""

from serang.audit.words import teach
from serang.common.words import sentences
from serang.i18n import _, ngettext

ROLES = {
    "admin": lambda: _("Admin"),
    "head": lambda: _("Kepala"),
    "officer": lambda: _("Petugas"),
    "trainer": lambda: _("Instruktur"),
    "viewer": lambda: _("Pembaca"),
}
ROLE_HELP = {
    "admin": lambda: _("Akun dan pengaturan; tidak melihat data pelamar"),
    "head": lambda: _("Melihat semua, menyetujui pengecualian"),
    "officer": lambda: _("Bekerja dengan pelamar, pelatihan, dan job order"),
    "trainer": lambda: _("Kehadiran dan nilai angkatan sendiri"),
    "viewer": lambda: _("Membaca, nomor identitas tertutup"),
}

sentences(
    username_taken=lambda username: _("Nama pengguna %(username)s sudah dipakai.", username=username),
    password_short=lambda least: _("Kata sandi paling sedikit %(least)s huruf.", least=least),
    password_long=lambda least: _("Kata sandi terlalu panjang."),
    password_common=lambda least: _("Kata sandi ini terlalu mudah ditebak."),
    last_admin=lambda: _("Ini admin terakhir. Buat admin lain lebih dahulu."),
    password_stays=lambda: _("Kata sandi lama tidak disimpan, jadi tidak dapat dikembalikan. Setel kata sandi baru."),
    no_account=lambda: _("Akun ini tidak ditemukan."),
)


def made(username: str) -> str:
    """That an administrator's account was made on the terminal."""
    return _("Akun %(username)s dibuat, dengan peran Admin. Masuk dengan nama dan kata sandi itu.", username=username)


def role(code: str) -> str:
    """The word of a role."""
    return ROLES[code]()


def wait(seconds: int) -> str:
    """How long to wait after too many failed tries."""
    minutes = -(-seconds // 60)
    return ngettext(
        "Terlalu banyak percobaan. Coba lagi dalam %(num)s menit.", "Terlalu banyak percobaan. Coba lagi dalam %(num)s menit.", minutes
    )


teach(values={("accounts", "roles"): lambda codes: ", ".join(role(code) for code in codes)})
