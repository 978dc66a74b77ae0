"""Why people stand elsewhere in a run than in the one before, as sentences."""

from serang.common.words import sentences
from serang.i18n import _
from serang.matching.words.codes import kinds_named
from serang.matching.words.shown import order_name, points


def _outscored(order, score, cutoff, old=None, new=None):
    told = _(
        "Nilainya di %(order)s %(score)s, tidak di atas batas nilai di sana, %(cutoff)s.",
        order=order_name(order),
        score=points(score),
        cutoff=points(cutoff),
    )
    return told if old is None else f"{_quota_cut(order, old, new)} {told}"


def _quota_cut(order, old, new):
    if not new:
        return _("Di %(order)s tidak ada tempat lagi: kuotanya turun dari %(old)s menjadi 0.", order=order_name(order), old=old)
    return _("Kuota %(order)s turun dari %(old)s menjadi %(new)s.", order=order_name(order), old=old, new=new)


sentences(
    fits_no_more=lambda order, kinds: _(
        "Syarat %(order)s sekarang tidak terpenuhi: %(kinds)s.", order=order_name(order), kinds=kinds_named(kinds)
    ),
    outscored=_outscored,
    quota_cut=_quota_cut,
    places_taken=lambda order: _("Tempat di %(order)s sudah terisi orang yang dikunci, diterima, atau di mitra.", order=order_name(order)),
    better_there=lambda order, there, other, here: _(
        "Nilainya di %(order)s lebih tinggi, %(there)s, di %(other)s %(here)s.",
        order=order_name(order),
        there=points(there),
        other=order_name(other),
        here=points(here),
    ),
    moved_for_all=lambda order, there, other, here: _(
        "Di %(other)s masih dapat, tetapi dengan pindah ke %(order)s susunan seluruhnya lebih baik: lebih banyak orang mendapat tempat "
        "atau jumlah nilainya lebih tinggi.",
        order=order_name(order),
        other=order_name(other),
    ),
    joined_since=lambda order: _("Baru ikut sejak pencocokan sebelumnya, mendapat tempat di %(order)s.", order=order_name(order)),
    order_new=lambda order: _("%(order)s baru ikut sejak pencocokan sebelumnya.", order=order_name(order)),
    fits_now=lambda order: _("Sekarang memenuhi syarat %(order)s.", order=order_name(order)),
    quota_raised=lambda order, old, new: _("Kuota %(order)s naik dari %(old)s menjadi %(new)s.", order=order_name(order), old=old, new=new),
    place_freed=lambda order: _("Di %(order)s sekarang ada tempat untuknya yang sebelumnya terisi.", order=order_name(order)),
)
