"""Short messages at the bottom left."""

from flask import render_template

from serang.web.toasts import toast


def shown(app, text, **how):
    with app.test_request_context("/"):
        toast(text, **how)
        return render_template("_toasts.html")


def test_bad_news_does_not_look_like_success(app):
    assert "#check" in shown(app, "Tersimpan.")
    assert "#triangle-alert" in shown(app, "Tidak ada yang terkirim.", kind="warn")


def test_what_takes_long_to_read_or_can_be_undone_stays_longer(app):
    assert "data-stay" not in shown(app, "Tersimpan.")
    assert "data-stay" in shown(app, "Tersimpan.", undo="/audit/acts/1/undo")
    assert "data-stay" in shown(app, "Belum dapat: " + "Nama Panjang (KTP-el belum ada), " * 4)
