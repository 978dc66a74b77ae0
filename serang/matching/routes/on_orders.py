"""/matching/orders: the people of one order: proposed, given a place, refused, fixed."""

from flask import redirect, request
from flask_login import current_user

from serang.i18n import _
from serang.matching import operations, queries, words
from serang.matching.forms import RejectForm
from serang.matching.routes.frame import bp, done, order_page, run_now
from serang.orders import queries as orders
from serang.web.clock import now
from serang.web.guard import allow
from serang.web.page import page


@bp.post("/matching/orders/<int:id>/propose")
@allow("matching.run")
def propose(id):
    """Run the engine over all open orders, and show what it proposes for this one."""
    orders.get(id)
    run_now(request.form.get("whom", queries.READY))
    return redirect(order_page(id), 303)


@bp.route("/matching/runs/<int:id>/proposals/<int:proposal_id>/decline", methods=["GET", "POST"])
@allow("matching.run")
def decline(id, proposal_id):
    """Say no to one proposal, with the reason."""
    run, proposal, form = queries.finished(id), queries.proposal(id, proposal_id), RejectForm()
    if request.method == "GET" or not form.validate():
        return page("matching/decline.html", 200 if request.method == "GET" else 422, run=run, proposal=proposal, form=form, words=words)
    operations.decline(run, proposal, reason=form.reason.data, note=form.note.data, at=now(), account_id=current_user.id)
    return done(_("%(name)s tidak akan diusulkan lagi untuk job order ini.", name=proposal.applicant.full_name), order_page(proposal.order_id))
