"""Sex as the identity card has it: L (laki-laki) or P (perempuan)."""

SEXES = ("L", "P")
_WRITINGS = {
    "L": "l lk laki lakilaki pria cowok m male man",
    "P": "p pr perempuan pempuan prempuan wanita wnt cewek f female woman w",
}
_CODES = {writing: code for code, writings in _WRITINGS.items() for writing in writings.split()}
_CODES |= {"남": "L", "남자": "L", "남성": "L", "여": "P", "여자": "P", "여성": "P"}


def read(text: str | None) -> str | None:
    """`L` or `P` for any usual writing (Laki-laki, Pria, LK, M, Perempuan, PR, F, 남, 여), or None."""
    return _CODES.get("".join(sign for sign in (text or "").lower() if sign.isalpha()))
