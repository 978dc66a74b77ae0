"""Every reason, refusal and act of matching as a sentence that can be read aloud to a family."""

from serang.applicants import words as people
from serang.audit.words import teach
from serang.common.rules.reasons import Reason
from serang.common.words import say, sentences
from serang.i18n import _
from serang.matching.words.codes import SEXES, STATES, kinds_named, lock_kind, state, why
from serang.matching.words.shown import first_of, order_name, points
from serang.orders import words as orders
from serang.settings.words import code_label

teach(
    fields={"reserve_rank": lambda: _("Cadangan")},
    values={
        ("matches", "state"): state,
        ("matches", "reason"): why,
        ("matches", "score"): points,
        ("matches", "order_id"): order_name,
        ("locks", "kind"): lock_kind,
        ("locks", "order_id"): order_name,
    },
    rows={
        "matches": lambda row: f"{order_name(row['order_id'])}: {state(row['state'])}",
        "locks": lambda row: f"{order_name(row['order_id'])}: {lock_kind(row['kind'])}, {why(row['reason'].partition(': ')[0])}",
    },
)


def _reserve(order, number, cutoff, score, short):  # noqa: A002
    told = _(
        "Cadangan nomor %(n)s untuk %(order)s dengan nilai %(score)s.",
        n=number or "–",
        order=order_name(order),
        score=points(score),
    )
    if cutoff is None:
        return told
    if short:
        line = _(
            "Untuk mendapat tempat di sana nilainya harus di atas %(cutoff)s, kurang %(short)s.", cutoff=points(cutoff), short=points(short)
        )
    else:
        line = _("Nilainya sama dengan batas di sana, padahal harus di atasnya.")
    return f"{told} {line}"


def _no_place_left(order, quota=None, sex=None, named=True):
    """`named`: say of which order, where the words before have not."""
    name, whose = order_name(order), SEXES[sex]() if sex else ""
    if named and quota == 0:
        return _("Memenuhi syarat %(order)s, tetapi kuotanya 0.", order=name)
    if named and whose:
        return _("Memenuhi syarat %(order)s, tetapi tidak ada tempat kosong untuk %(sex)s di sana.", order=name, sex=whose)
    if named:
        return _("Memenuhi syarat %(order)s, tetapi semua tempatnya sudah terisi.", order=name)
    if quota == 0:
        return _("Memenuhi syaratnya, tetapi kuotanya 0.")
    if whose:
        return _("Memenuhi syaratnya, tetapi tidak ada tempat kosong untuk %(sex)s di sana.", sex=whose)
    return _("Memenuhi syaratnya, tetapi semua tempatnya sudah terisi.")


def _placed_besides(order, other, cause, **values):
    values |= {"named": False} if cause == "no_place_left" else {}
    return _(
        "Mendapat tempat di %(order)s. Mengapa bukan %(other)s: %(why)s",
        order=order_name(order),
        other=order_name(other),
        why=say(Reason(cause, order=other, **values)),
    )


def _best_for_all(order, here, there, urgent=False):
    scores = _("Nilainya di sana lebih tinggi (%(there)s, di sini %(here)s).", there=points(there), here=points(here))
    why = (
        _("Tempat di sana untuk orang lain, supaya sebanyak mungkin orang mendapat tempat dan job order yang didahulukan terisi.")
        if urgent
        else _("Tempat di sana untuk orang lain, supaya sebanyak mungkin orang mendapat tempat dan jumlah nilai semuanya paling tinggi.")
    )
    return f"{scores} {why}"


def _nearest_order(order, lacking, unknown=()):
    if not lacking:
        return _(
            "Belum dapat dicocokkan karena ada yang belum diisi. Yang paling dekat: %(order)s, belum diketahui: %(kinds)s.",
            order=order_name(order),
            kinds=kinds_named(unknown),
        )
    told = _(
        "Belum memenuhi syarat job order mana pun. Yang paling dekat: %(order)s, yang kurang: %(kinds)s.",
        order=order_name(order),
        kinds=kinds_named(lacking),
    )
    more = _("Belum diketahui: %(kinds)s.", kinds=kinds_named(unknown)) if unknown else ""
    return f"{told} {more}".strip()


def _full(number, what, places, people):
    whose = {"all": "", "L": _(" laki-laki"), "P": _(" perempuan")}[what]
    told = _(
        "%(number)s hanya punya %(places)s tempat%(whose)s, sedangkan ini menjadi %(people)s orang.",
        number=number, places=places, whose=whose, people=people,
    )  # fmt: skip
    wanted = _("Tambah kuota dengan alasannya, atau kurangi orangnya.")
    return f"{told} {wanted}"


sentences(
    no_run=lambda: _("Pencocokan ini tidak ditemukan."),
    no_match=lambda: _("Tempat ini tidak ditemukan."),
    no_lock=lambda: _("Kunci ini tidak ditemukan."),
    no_proposal=lambda: _("Usulan ini tidak ditemukan."),
    order_full=_full,
    order_not_sealed=lambda numbers: _(
        "%(orders)s belum disegel kepala sebelum pencocokan ini, jadi ini hanya percobaan. Minta kepala menyegelnya, lalu cocokkan lagi.",
        orders=first_of(numbers),
    ),
    order_not_open=lambda state: _("Job order ini tidak terbuka (%(state)s).", state=orders.state(state)),
    no_class=lambda: _("Pelatihan ini tidak menambah tempat, jadi tidak ada peserta yang disarankan."),
    no_answer=lambda: _("Belum ada jawaban yang dipilih."),
    answered_meanwhile=lambda: _("Pilihan Anda belum disimpan. Periksa, lalu simpan lagi bila tetap itu jawaban mitra."),
    line_no_answer=lambda: _("tidak ada jawaban di baris ini."),
    line_unclear=lambda: _("jawabannya tidak jelas, pilih di tabel."),
    line_of_nobody=lambda who: _("%(who)s tidak ada di antara yang menunggu jawaban.", who=who or "–"),
    line_of_many=lambda who: _("lebih dari satu orang bernama %(who)s, tulis nomornya atau pilih di tabel.", who=who),
    line_of_other=lambda who: _("nomor ini milik %(who)s, nama di baris ini lain.", who=who),
    line_contradicted=lambda: _("baris lain menjawab berbeda untuk orang ini, pilih di tabel."),
    line_chosen_otherwise=lambda: _("di tabel sudah dipilih jawaban lain, itu yang tetap."),
    match_state=lambda state: _("Keadaannya %(state)s, jadi langkah ini tidak dapat dilakukan.", state=STATES[state]().lower()),
    nobody_there=lambda: _("Tidak ada lagi yang dapat diproses di sini. Mungkin petugas lain sudah lebih dahulu."),
    proposed_meanwhile=lambda order: _(
        "Petugas lain baru saja mengusulkannya ke %(order)s. Buka lagi halaman ini bila tetap ingin memindahkannya.",
        order=order_name(order),
    ),
    order_gone=lambda order: _("%(order)s tidak lagi ikut: dibatalkan, ditutup, atau lewat tenggatnya.", order=order_name(order)),
    nobody_can_be_proposed=lambda: _("Tidak seorang pun dapat diusulkan. Belum ada yang diubah."),
    lock_elsewhere=lambda order: _("Pelamar ini sudah dikunci di %(order)s. Lepaskan kunci itu lebih dahulu.", order=order_name(order)),
    lock_away=lambda stage: _("Tahapnya %(stage)s, jadi tidak dapat dikunci di job order.", stage=people.stage(stage)),
    placed_meanwhile=lambda: _("Orang ini baru saja mendapat tempat dari petugas lain. Muat ulang untuk melihatnya."),
    placed_by_lock=lambda order: _("Mendapat tempat di %(order)s karena petugas menguncinya di sana.", order=order_name(order)),
    placed_best=lambda order: _(
        "Mendapat tempat di %(order)s. Tidak ada job order lain yang lebih sesuai baginya.", order=order_name(order)
    ),
    placed_besides=_placed_besides,
    placed_wish_unmet=lambda order, other, kinds: _(
        "Mendapat tempat di %(order)s. Yang lebih diminati, %(other)s, syaratnya belum terpenuhi: %(kinds)s.",
        order=order_name(order),
        other=order_name(other),
        kinds=kinds_named(kinds),
    ),
    lock_not_kept=lambda order, cause, **values: f"{order_name(order)}: {say(Reason(cause, **values))}",
    fits_but_banned=lambda order: _("Memenuhi syarat %(order)s, tetapi sudah ditolak untuk job order itu.", order=order_name(order)),
    below_cutoff=lambda order, score, cutoff, short: _(
        "Nilainya %(score)s, tidak di atas batas nilai di sana, %(cutoff)s.",
        score=points(score),
        cutoff=points(cutoff),
    ),
    best_for_all=_best_for_all,
    urgent_here=lambda order, here, there: _(
        "Nilainya di sana lebih tinggi (%(there)s, di sini %(here)s), tetapi job order di sini didahulukan.",
        there=points(there),
        here=points(here),
    ),
    fits_better_here=lambda order, here, there: _(
        "Lebih diminati, tetapi nilainya di sini %(here)s, di sana %(there)s.", here=points(here), there=points(there)
    ),
    no_place_left=_no_place_left,
    reserve=_reserve,
    nearest_order=_nearest_order,
    orders_full=lambda: _("Job order untuk pekerjaan yang diminatinya sudah penuh, dan belum ada yang syaratnya terpenuhi."),
    no_orders=lambda: _("Tidak ada job order terbuka untuk pekerjaan yang diminatinya."),
    not_in_run=lambda: _("Tidak ikut dalam pencocokan ini."),
    has_place=lambda order: _("Sudah punya tempat di %(order)s.", order=order_name(order)),
    here_already=lambda: _("Sudah ada di job order ini."),
    absent_gone=lambda: _("Sudah mundur dari program."),
    absent_held=lambda: _("Sedang ditunda."),
    absent_stage=lambda stage: _("Tahapnya %(stage)s, belum siap dicalonkan.", stage=people.stage(stage)),
    absent_since=lambda: _("Baru siap dicalonkan sesudah pencocokan ini."),
    not_wished=lambda occupation: _("Berminat ke pekerjaan lain, bukan %(occupation)s", occupation=code_label("occupation", occupation)),
    sex_needed=lambda: _("Jenis kelamin belum diisi, padahal kuota dihitung menurut jenis kelamin"),
    banned=lambda by=None: {
        "partner": _("Mitra sudah menolaknya untuk job order ini"),
        "officer": _("Petugas sudah menolaknya untuk job order ini"),
    }.get(by, _("Sudah ditolak untuk job order ini")),
    banned_since=lambda order: _("Sesudah itu ditolak untuk %(order)s.", order=order_name(order)),
    over_quota=lambda quota=None, taken=None: (
        _("Sudah %(taken)s orang diterima atau di mitra, padahal kuotanya %(quota)s.", taken=taken, quota=quota)
        if quota is not None
        else _("Kuota terlampaui.")
    ),
    closes_before_run=lambda: _("Batas pencalonan sebelum hari pencocokan ini."),
    departs_before_closes=lambda: _("Berangkat sebelum batas pencalonan."),
    priorities_alike=lambda lowest, highest: _(
        "Prioritas %(low)s sampai %(high)s dihitung sama, karena terlalu banyak prioritas yang berbeda untuk sekian job order.",
        low=lowest,
        high=highest,
    ),
    rule_left_out=lambda: _("Satu syaratnya menunggu persetujuan kepala, jadi belum dipakai dalam pencocokan ini."),
    quota_zero=lambda: _("Kuotanya 0, jadi tidak ada yang dapat ditempatkan."),
    nobody_eligible=lambda free: _("Tidak seorang pun memenuhi syarat untuk %(n)s tempat yang kosong.", n=free),
    locks_contradict=lambda orders: _("Seorang pelamar dikunci di lebih dari satu job order, jadi kuncinya tidak dipakai."),
    lock_no_place=lambda quota: _("Kunci tidak dapat dipenuhi: tempatnya sudah penuh."),
    lock_and_ban=lambda: _("Seorang pelamar dikunci di sini dan juga ditolak di sini. Hapus salah satunya."),
    lock_person_absent=lambda: _("Pelamar yang dikunci di sini tidak ikut pencocokan: belum siap, ditunda, mundur, atau sudah di mitra."),
    lock_order_absent=lambda: _("Ada kunci untuk job order yang tidak terbuka."),
    lock_has_place=lambda order: _("Pelamar yang dikunci di sini sudah punya tempat di %(order)s.", order=order_name(order)),
    lock_sex_unknown=lambda: _("Jenis kelamin pelamar yang dikunci di sini belum diisi."),
    lock_against_rules=lambda: _("Seorang pelamar yang dikunci di sini tidak memenuhi semua syarat wajib."),
    more_can_be_placed=lambda: _("Masih ada orang yang dapat ditempatkan."),
    better_score=lambda: _("Masih ada susunan dengan nilai lebih tinggi."),
    not_eligible=lambda: _("Ada orang yang tidak memenuhi syarat."),
    person_twice=lambda: _("Ada orang yang mendapat dua tempat."),
    lock_left_out=lambda: _("Ada kunci yang tidak dipakai."),
    altered=lambda: _("Hasil yang tersimpan sudah diubah."),
    **{
        "act:matching.accept": lambda run, order=None: (
            _("Menerapkan usulan pencocokan #%(run)s untuk %(order)s", run=run, order=order_name(order))
            if order
            else _("Menerapkan usulan pencocokan #%(run)s", run=run)
        ),
        "act:matching.nominate": lambda order, number: _("Mengusulkan ke %(number)s", number=number),
        "act:matching.decline": lambda why: _("Menolak usulan: %(why)s", why=globals()["why"](why)),
        "act:matching.lock": lambda number: _("Mengunci di %(number)s", number=number),
        "act:matching.ban": lambda number: _("Tidak untuk %(number)s", number=number),
        **{f"act:matching.{code}": lambda number, code=code: f"{number}: {STATES[code]()}" for code in STATES},
        "act:matching.open_class": lambda course: _("Membuka angkatan %(course)s dari rencana pelatihan", course=course),
        "act:matching.seal": lambda number: _("Menyegel syarat dan bobot %(number)s", number=number),
        "act:matching.unseal": lambda number, reason: _("Membuka segel %(number)s: %(reason)s", number=number, reason=reason),
        "act:matching.answer": lambda number: _("Jawaban mitra untuk %(number)s", number=number),
        "act:matching.flight": lambda number: _("Tanggal terbang, %(number)s", number=number),
        "act:matching.withdraw": lambda why: _("Mundur: %(why)s", why=globals()["why"](why)),
        "act:matching.release": lambda number: _("Melepas tempat di %(number)s", number=number),
        "act:matching.cancel_order": lambda number, reason: _("Membatalkan %(number)s: %(reason)s", number=number, reason=reason),
        "act:matching.unlock": lambda number: _("Melepas kunci di %(number)s", number=number),
    },
)
