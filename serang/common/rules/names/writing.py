"""How a name is written: as kept, as searched, in capitals, as in a passport. Nothing here guesses another spelling."""

import re
import unicodedata

APOSTROPHES = "'’‘ʼʻ`´′"
SMALL_WORDS = {"bin", "binti", "van", "der", "den", "de"}

_ROMAN = re.compile(r"(?=[ivx])x{0,3}(?:ix|iv|v?i{0,3})")
_DEGREE = re.compile(r"[a-z]{1,4}(?:\.[a-z]{1,4})+\.?")
_DEGREE_PARTS = {"pd": "Pd", "ag": "Ag", "kom": "Kom", "kep": "Kep", "keb": "Keb", "md": "Md", "sos": "Sos", "si": "Si",
                 "hum": "Hum", "farm": "Farm", "psi": "Psi", "ak": "Ak", "tr": "Tr", "kes": "Kes"}  # fmt: skip


def clean(text: str | None) -> str:
    """The name as it is kept: single blanks, no control or invisible signs; spelling and case stay as typed."""
    kept = text or ""
    if kept.isascii() and kept.isprintable():  # most names: nothing to look at sign by sign
        return " ".join(kept.replace("`", "'").split())
    kept = unicodedata.normalize("NFC", kept)
    for sign in APOSTROPHES:
        kept = kept.replace(sign, "'")
    return " ".join("".join(_visible(sign) for sign in kept).split())


def search_key(text: str | None) -> str:
    """Lower-case words without accents, dots and apostrophes, with single blanks; Hangul and digits stay.

    `M. Nur'aini` and `m nuraini` give the same key; a key gives itself.
    """
    bare = "".join("" if sign in APOSTROPHES else sign for sign in clean(text))
    plain = _without_accents(_without_accents(bare).casefold())
    return " ".join("".join(sign if sign.isalnum() else " " for sign in plain).split())


def initials(name: str | None) -> str:
    """One or two capitals for a round badge: `Siti Nur'aini` → `SN`; of a Hangul name its first syllable."""
    words = search_key(name).split()
    chosen = words[:1] + words[1:][-1:]
    return "".join(word[0] for word in (words[:1] if words and _is_hangul(words[0][0]) else chosen)).upper()


def title_case(text: str | None) -> str:
    """`SITI NUR'AINI` → `Siti Nur'aini`, `m. rizki iii` → `M. Rizki III`, `budi, s.pd.` → `Budi, S.Pd.`."""
    return " ".join(_titled(word, first=not position) for position, word in enumerate(clean(text).split()))


def passport_form(text: str | None) -> str:
    """The name as a passport prints it: A to Z and single blanks, in capitals; apostrophes and dots fall away."""
    latin = _without_accents(unicodedata.normalize("NFKC", clean(text)).replace("ß", "ss")).upper()
    bare = "".join("" if sign in APOSTROPHES else sign for sign in latin)
    return " ".join(re.sub(r"[^A-Z]+", " ", bare).split())


def _visible(sign: str) -> str:
    category = unicodedata.category(sign)
    if category in {"Zs", "Zl", "Zp"} or sign in "\t\n\r\v\f":
        return " "
    return "" if category in {"Cc", "Cf", "Cs", "Co", "Cn"} else sign


def _without_accents(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text)
    return unicodedata.normalize("NFC", "".join(sign for sign in apart if not unicodedata.category(sign).startswith("M")))


def _is_hangul(sign: str) -> bool:
    return "\uac00" <= sign <= "\ud7a3"


def _titled(word: str, *, first: bool) -> str:
    low, bare = word.lower(), word.lower().strip(".,")
    if not first and bare in SMALL_WORDS:
        return low
    if not first and _ROMAN.fullmatch(bare):
        return word.upper()
    if _DEGREE.fullmatch(low.rstrip(",")):
        return ".".join(_DEGREE_PARTS.get(part, part.upper() if len(part) < 3 else part.capitalize())
                        for part in low.split("."))  # fmt: skip
    return "-".join(part[:1].title() + part[1:] for part in low.split("-"))
