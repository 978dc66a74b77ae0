"""Make the fonts of printed pages from Pretendard: all Hangul syllables, Latin and signs, without Hanja.

Run once when the fonts are to be renewed, never while the office works:

    npm pack pretendard@1.3.9 && tar xzf pretendard-1.3.9.tgz
    python -m venv /tmp/fonts && /tmp/fonts/bin/pip install fonttools
    /tmp/fonts/bin/python deploy/subset_fonts.py package

The subset is a modified version in the sense of the Open Font License, which reserves the name Pretendard for the
original. So the family is called Serang Sans inside the files, and the licence text lies beside them.
"""

import hashlib
import json
import shutil
import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

FAMILY = "Serang Sans"
WEIGHTS = ("Regular", "Bold")
FONTS = Path(__file__).resolve().parents[1] / "static" / "fonts"
SYLLABLES = range(0xAC00, 0xD7A4)
RANGES = (
    range(0x0020, 0x0250),  # Latin with its accents
    range(0x02B0, 0x0370),  # spacing and combining accents
    range(0x0370, 0x0530),  # Greek, Cyrillic
    range(0x1100, 0x1200),  # Hangul letters
    range(0x1E00, 0x1F00),  # Latin of Vietnamese names
    range(0x2000, 0x2C00),  # punctuation, currency, arrows, signs
    range(0x3000, 0x3400),  # East Asian punctuation, kana, Hangul letters, enclosed signs
    SYLLABLES,
    range(0xFF00, 0xFFF0),  # full width
)
FEATURES = ["ccmp", "kern", "liga", "locl", "mark", "mkmk", "tnum", "case"]


def main(package: Path) -> None:
    """Write both weights, the licence and the checksums into static/fonts."""
    FONTS.mkdir(parents=True, exist_ok=True)
    made = [shrunk(package, weight) for weight in WEIGHTS]
    licence = FONTS / "OFL.txt"
    shutil.copyfile(package / "dist" / "LICENSE.txt", licence)
    write_versions(package, [*made, licence])


def shrunk(package: Path, weight: str) -> Path:
    """One weight with only the wanted letters, under our own name; every Hangul syllable must be in it."""
    options = subset.Options(hinting=False, layout_features=FEATURES, name_IDs=["*"], notdef_outline=True)
    font = subset.load_font(str(package / "dist/public/static" / f"Pretendard-{weight}.otf"), options)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=[letter for span in RANGES for letter in span])
    cutter.subset(font)
    rename(font, weight)
    missing = set(SYLLABLES) - set(font.getBestCmap())
    if missing:
        raise SystemExit(f"{weight}: {len(missing)} Hangul syllables are missing")
    path = FONTS / f"SerangSans-{weight}.otf"
    subset.save_font(font, str(path), options)
    return path


def rename(font: TTFont, weight: str) -> None:
    """Our family name in all places where a program looks for it."""
    script_name = f"{FAMILY.replace(' ', '')}-{weight}"
    names = {1: FAMILY, 2: weight, 3: script_name, 4: f"{FAMILY} {weight}", 6: script_name}
    table = font["name"]
    kept = {0: table.getDebugName(0), 5: table.getDebugName(5), 13: table.getDebugName(13), 14: table.getDebugName(14)}
    table.names = []
    for number, text in sorted({**kept, **names}.items()):
        if text:
            table.setName(text, number, 3, 1, 0x409)
    cff = font["CFF "].cff
    cff.fontNames = [script_name]
    cff.topDictIndex[0].FamilyName = FAMILY
    cff.topDictIndex[0].FullName = names[4]


def write_versions(package: Path, files: list[Path]) -> None:
    """Where the files come from and their SHA-256, in the writing of sha256sum."""
    version = json.loads((package / "package.json").read_text())["version"]
    head = [
        f"# Serang Sans: subset of Pretendard {version} (npm package pretendard), SIL Open Font License 1.1",
        "# made by deploy/subset_fonts.py; check with: sha256sum -c VERSIONS",
    ]
    sums = [f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.name}" for file in files]
    (FONTS / "VERSIONS").write_text("\n".join([*head, *sums]) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
