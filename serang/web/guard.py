"""Which right an address asks for, and which the reader has."""

from functools import wraps

from flask_login import current_user

from serang.accounts import rules
from serang.common.refusals import Forbidden, NotSignedIn


def allow(right: str):
    """The address may be asked for by who has the right; `public` by anyone, `signed_in` by every account."""

    def mark(view):
        @wraps(view)
        def guarded(*args, **kwargs):
            if right != "public":
                demand(right)
            return view(*args, **kwargs)

        guarded.right = right
        return guarded

    return mark


def demand(right: str):
    """Raise NotSignedIn or Forbidden unless the reader has the right."""
    if not current_user.is_authenticated:
        raise NotSignedIn()
    if not may(right):
        raise Forbidden("no_right", right=right)


def may(right: str) -> bool:
    """Whether the reader has the right; where nobody asks (in background work), no."""
    reader = current_user._get_current_object()  # a page asks often, and each look through the proxy asks who it is
    return reader is not None and reader.is_authenticated and rules.may(reader.roles, reader.sensitive, right)
