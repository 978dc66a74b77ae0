"""States, steps and failures of background work in words."""

from serang.common.rules.reasons import Reason
from serang.common.words import SENTENCES, say, sentences
from serang.i18n import _

STATES = {
    "queued": lambda: _("Menunggu giliran"),
    "running": lambda: _("Sedang berjalan"),
    "done": lambda: _("Selesai"),
    "failed": lambda: _("Gagal"),
    "cancelled": lambda: _("Dibatalkan"),
}
STEPS: dict[str, object] = {"": lambda: _("Menyiapkan"), "audit.undo": lambda: _("Mengurungkan")}

sentences(
    no_job=lambda: _("Pekerjaan ini tidak ditemukan."),
    job_ended=lambda: _("Pekerjaan ini sudah selesai."),
    job_cancelled=lambda: _("Pekerjaan ini dibatalkan."),
    worker_gone=lambda: _("Komputer server berhenti di tengah jalan. Jalankan sekali lagi."),
    unexpected=lambda: _("Terjadi kesalahan. Hubungi admin; waktunya tercatat di log server."),
    refused=lambda: _("Pekerjaan ini ditolak."),
)


def state(job) -> str:
    """How the job stands."""
    return STATES[job.state]()


def step(job) -> str:
    """What it is doing now."""
    return STEPS.get(job.step, STEPS[""])()


def failure(job) -> str:
    """Why it failed, or nothing."""
    if not job.error:
        return ""
    try:
        return say(Reason.from_dict(job.result["reason"])) if "reason" in job.result else SENTENCES[job.error]()
    except (KeyError, TypeError):
        return SENTENCES["unexpected"]()
