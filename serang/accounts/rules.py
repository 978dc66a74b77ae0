"""Who may do what: one table of roles and rights."""

import re

ROLES = ("admin", "head", "officer", "trainer", "viewer")

RIGHTS: dict[str, set[str]] = {
    "home.read": {"admin", "head", "officer", "trainer", "viewer"},
    "applicants.read": {"head", "officer", "trainer", "viewer"},
    "applicants.identity": {"head", "officer"},
    "applicants.contact": {"head", "officer"},
    "applicants.phone": {"head", "officer", "trainer"},
    "applicants.health": {"head", "sensitive"},
    "applicants.edit": {"officer"},
    "applicants.stage": {"officer"},
    "applicants.override": {"head"},
    "applicants.import": {"officer"},
    "applicants.merge": {"officer"},
    "applicants.print": {"head", "officer", "viewer"},
    "applicants.export": {"head", "officer"},
    "documents.read": {"head", "officer", "viewer"},
    "documents.edit": {"officer"},
    "trainings.read": {"head", "officer", "trainer", "viewer"},
    "trainings.edit": {"officer"},
    "trainings.attend": {"officer", "trainer"},
    "trainings.export": {"head", "officer", "trainer"},
    "orders.read": {"head", "officer", "viewer"},
    "orders.edit": {"officer"},
    "orders.confirm": {"head"},
    "orders.print": {"head", "officer", "viewer"},
    "matching.read": {"head", "officer", "viewer"},
    "matching.run": {"officer"},
    "matching.seal": {"head"},
    "partnerships.read": {"head", "officer", "viewer"},
    "partnerships.edit": {"officer"},
    "reports.read": {"head", "officer", "viewer"},
    "audit.read": {"head"},
    "audit.acts": {"head", "officer", "admin"},
    "audit.undo": {"officer", "head", "admin"},
    "audit.undo_others": {"head"},
    "accounts.edit": {"admin"},
    "settings.edit": {"admin"},
    "signed_in": set(ROLES),
}


def may(roles: list[str], sensitive: bool, right: str) -> bool:
    """Whether one of the roles carries the right; `sensitive` marks an officer for health and police papers.

    Raises KeyError for a right that is not in the table.
    """
    holders = RIGHTS[right]
    return bool(holders & set(roles)) or ("sensitive" in holders and sensitive and "officer" in roles)


def own_batches_only(roles: list[str]) -> bool:
    """A trainer without another reading role sees only the participants of own batches."""
    return not {"head", "officer", "viewer"} & set(roles)


PASSWORD_LEAST = 10
# Without digits and signs, which people only put around such a word.
COMMON_PASSWORDS = {
    "password", "pass", "kata", "katasandi", "sandi", "rahasia", "qwerty", "qwertyuiop", "asdfgh", "asdfghjkl", "zxcvbnm", "admin",
    "administrator", "user", "login", "welcome", "selamat", "bismillah", "assalamualaikum", "alhamdulillah", "sayang", "cinta",
    "indonesia", "merdeka", "garuda", "banten", "serang", "serangserang", "kotaserang", "serangkota", "cilegon", "pandeglang",
    "disnaker", "disnakertrans", "bbpvp", "bbpvpserang", "pelatihan", "pelamar", "korea", "jepang", "abc", "abcdef", "iloveyou",
}  # fmt: skip
_LOOKS_LIKE = str.maketrans("013457@$", "oieastas")


def password_problem(password: str, username: str) -> str | None:
    """Why a password is refused: a code, or None. Length and commonness, no puzzle of signs (NIST SP 800-63B)."""
    if len(password) < PASSWORD_LEAST:
        return "password_short"
    if len(password) > 200:
        return "password_long"
    core = re.sub(r"^[\W\d_]+|[\W\d_]+$", "", password.lower())
    words = {_letters(core), _letters(core.translate(_LOOKS_LIKE))}
    if "" in words or words & {*COMMON_PASSWORDS, _letters(username)} or len(set(password)) < 4:
        return "password_common"
    return None


def _letters(text: str) -> str:
    return re.sub(r"[\W\d_]", "", text.lower())


LOCK_AFTER = 5
LOCK_MINUTES = 15
ADDRESS_AFTER = 50


def seconds_to_wait(failures_of_name: int, failures_of_address: int, since_last: float) -> int:
    """How long a sign-in must still wait after that many failures in the last quarter of an hour."""
    if failures_of_name < LOCK_AFTER and failures_of_address < ADDRESS_AFTER:
        return 0
    wait = min(LOCK_MINUTES * 60, 30 * 2 ** max(0, failures_of_name - LOCK_AFTER)) if failures_of_name >= LOCK_AFTER else 60
    return max(0, int(wait - since_last))


DRAFT_PLACE = 200  # letters of the address of a form
DRAFT_LARGEST = 200_000  # bytes
DRAFTS = 50
DRAFT_DAYS = 30
_NEVER_KEPT = {"csrf_token", "draft", "password", "old"}


def worth_keeping(sent: dict[str, list[str]]) -> dict[str, list[str]]:
    """What of a sent form goes into its draft: no password, and nothing that belongs to the page instead of the person."""
    return {name: [text.replace("\x00", "") for text in texts] for name, texts in sent.items() if name not in _NEVER_KEPT}
