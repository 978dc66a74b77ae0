"""One key for the spellings of one name: old and new writing, Arabic sounds in Sundanese mouths, short forms, titles.

The key is for comparing only. It merges what may be the same and is never shown.
"""

import re
from functools import lru_cache

from serang.common.rules.names.writing import APOSTROPHES, clean, search_key

TITLES = frozenset([
    "alm", "almarhum", "almarhumah", "almh", "bapak", "bpk", "dr", "dra", "drg", "drh", "drs", "h", "hajah",
    "haji", "hajjah", "hj", "ibu", "ir", "kh", "nn", "ny", "prof", "sdr", "sdri", "tn", "ust", "ustad",
    "ustadz", "ustadzah",
])  # fmt: skip
DEGREES = frozenset([
    "ama", "amd", "amdkeb", "amdkep", "amk", "amkl", "apt", "ba", "bsc", "cpa", "ma", "mak", "mba", "mh",
    "mkes", "mkom", "mm", "mpd", "mpdi", "msc", "msi", "mt", "ners", "ns", "phd", "sa", "sab", "sag", "sak",
    "sap", "se", "sei", "sfarm", "sh", "shi", "shum", "sikom", "sip", "skeb", "sked", "skep", "skg", "skm",
    "skom", "smn", "spd", "spdi", "spsi", "ss", "ssi", "ssos", "sst", "st", "sthi", "stkes", "stp", "str",
    "strkeb", "strkep",
])  # fmt: skip
# These may also be words of a name, so they count as degrees only with dots or after a comma.
ALSO_WORDS = frozenset([
    "ama", "apt", "ba", "ma", "mak", "mh", "sa", "sab", "sak", "sap", "se", "sei", "sh", "sip", "ss", "st",
])  # fmt: skip
SHORT = {
    "m": "muhamad", "md": "muhamad", "mh": "muhamad", "mhd": "muhamad", "moh": "muhamad", "moch": "muhamad",
    "mokh": "muhamad", "mohd": "muhamad", "muh": "muhamad", "much": "muhamad", "mukh": "muhamad", "muhd": "muhamad",
    "mhmd": "muhamad", "mochd": "muhamad", "abd": "abdul", "abdl": "abdul", "abdoel": "abdul", "st": "siti",
    "sitti": "siti", "siti": "siti", "tb": "tubagus", "rt": "ratu", "ach": "ahmad", "akh": "ahmad", "ahm": "ahmad",
    "bin": "", "binti": "",
}  # fmt: skip
COMMON = frozenset(["muhamat", "siti", "nur", "abdul", "sri", "ahmat", "ratu", "tubakus", "tubagus"])

# In the order of use. Old spelling first, then sounds that are written in several ways.
_SOUNDS = [(re.compile(pattern), new) for pattern, new in [
    (r"^nj(?=[aeiou])", "ny"), (r"^j(?=u[^w])", "y"), (r"(?<=[aeiou]h)j", "y"), (r"^jahya", "yahya"),
    (r"^ch(?=and|in|ik|el|erl|erry|ris|arl)", "c"), (r"[ck]h", "h"), (r"q", "k"), (r"x", "ks"), (r"ck", "k"),
    (r"d[hl](?=[aeiouy])|dz(?=h)", "d"), (r"dz", "z"), (r"th", "t"), (r"ph|f|v", "p"), (r"gh", "g"), (r"s[yh]|ts", "s"),
    (r"(.)\1+", r"\1"),
    (r"z(?=[^aeiouy]|$)", "s"), (r"z", "j"),
    (r"(?<=[^aeiou])y(?![aeiou])", "i"), (r"(?<=[tdr])y(?=[ao])", "i"), (r"iy(?=[aeiou])", "i"),
    (r"uw(?=[aeiou])", "u"), (r"ie", "i"),
    (r"[ae][iy](?![aeiou])", "ae"), (r"oi(?=r)", "ae"),
    (r"roh", "rah"), (r"sol(?=[ei]h)", "sal"), (r"r[ao]m[ao]d[ao]n", "ramadan"), (r"^ho(?=tim|lid|lil)", "ha"),
    (r"^(t|k)o(?=hir|dir)", r"\1a"), (r"^go(?=pu|pa)", "ga"), (r"uloh$", "ulah"),
    (r"(?<=[aeiou])h$", ""), (r"d$", "t"), (r"b$", "p"),
]]  # fmt: skip
_MUHAMMAD = re.compile(r"m[uo]h?am[ae]t")
_SERVANT = re.compile(r"abd[uo](?:l(?=[^l]..)|([rsndtz])(?=\1..)|(?=[rsndtz]..))|abd[uo]l(?!l[ao]h?$)(?=l..)")
_OLD = re.compile(r"oe|dj|tj|sj")
_LEADING = re.compile(r"(nur|sri)(?=[a-z]{4})")
_DOTTED = re.compile(r"\b[a-z]{1,4}(?:\.\s?[a-z]{1,4})+\b")


def spelling_key(text: str | None) -> str:
    """The words of the name in one spelling, sorted: `Moch. Sjarifoeddin, S.Pd.` is `SARIPUDIN Muhammad`."""
    return _key(clean(text))


def key_words(text: str | None) -> tuple[str, ...]:
    """The sorted words of the key."""
    return tuple(spelling_key(text).split())


def block_keys(name: str | None) -> frozenset[str]:
    """Short keys to find look-alikes in a large base: names that are alike nearly always share one.

    First letter and consonants of every word that tells people apart; words such as Muhammad or Siti only if alone.
    """
    words = key_words(name)
    return frozenset(_bones(word) for word in ([word for word in words if telling(word)] or words))


def telling(word: str) -> bool:
    """Whether a word of the key tells people apart; Muhammad, Siti or an initial hardly do."""
    return word not in COMMON and len(word) > 1


@lru_cache(maxsize=65536)
def _key(name: str) -> str:
    parts = [part for word in _words(name) for part in _parts(word)]
    return " ".join(sorted(parts)) or search_key(name)


def _words(name: str) -> list[str]:
    """Lower-case words without titles and degrees; a name of nothing else keeps its words."""
    words = search_key(_without_degrees(name)).split()
    kept = [word for word in words if word not in TITLES and (word not in DEGREES or word in ALSO_WORDS)]
    return kept or words or search_key(name).split()


def _without_degrees(name: str) -> str:
    low = "".join(sign for sign in name.lower() if sign not in APOSTROPHES)
    low = _DOTTED.sub(lambda found: " " if re.sub(r"[.\s]", "", found[0]) in DEGREES else found[0], low)
    first, *rest = low.split(",")
    return " ".join([first, *(part for part in rest if re.sub(r"[.\s]", "", part) not in DEGREES | TITLES)])


def _parts(word: str) -> list[str]:
    """A word in one spelling, and taken apart where people write it both ways: Abdurrahman, Nurhayati."""
    word = SHORT.get(word, word)
    if servant := _SERVANT.match(word):
        return ["abdul", *_parts(word[servant.end() :])]
    sound = _sounds(word)
    if _MUHAMMAD.fullmatch(sound):
        return ["muhamat"]
    if leading := _LEADING.match(sound):
        return [leading[1], sound[leading.end() :]]
    return [sound] if sound else []


@lru_cache(maxsize=65536)
def _sounds(word: str) -> str:
    if _OLD.search(word):
        word = _modern(word)
    for pattern, new in _SOUNDS:
        word = pattern.sub(new, word)
    return word


def _modern(word: str) -> str:
    """The writing since 1972; a j of the old writing is a y: Soerjadjaja → Suryajaya."""
    apart = word.replace("dj", "*").replace("tj", "c").replace("oe", "u")
    return apart.replace("j", "y").replace("*", "j")


def _bones(word: str) -> str:
    return word[:1] + re.sub(r"[aeiou]", "", word[1:])
