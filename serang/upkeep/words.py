"""What upkeep says."""

from serang.accounts.words import role
from serang.common.words import sentences
from serang.i18n import _

sentences(**{
    "not_empty": lambda: _("Basis data ini sudah berisi pelamar. Data contoh hanya untuk basis data kosong."),
    "act:upkeep.seed": lambda **facts: _("Daftar awal dimasukkan"),
    "act:upkeep.demo": lambda **facts: _("Data contoh dimasukkan"),
})


def demo(made: dict[str, int], logins: list[dict]) -> str:
    """What was invented, and one sign-in per line."""
    lines = [_("%(people)s pelamar, %(orders)s job order, %(batches)s angkatan, %(matches)s pencocokan. Semua orang rekaan.",
               people=made.get("applicants", 0), orders=made.get("orders", 0), batches=made.get("batches", 0), matches=made.get("matches", 0)), ""]
    lines += [_("Masuk dengan:")]
    for login in logins:
        roles = ", ".join(role(code) for code in login["roles"])
        lines.append(f"  {login['username']:<11}{login['password'] or _('(akun lama, kata sandi tetap)'):<18}{roles}")
    return "\n".join(lines)
