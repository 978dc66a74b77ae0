"""The staff guide's few marks (headings, lists, bold, keys) as plain parts; nothing of it is ever markup."""

import re
from dataclasses import dataclass

BOLD = re.compile(r"(\*\*.+?\*\*|`.+?`)")


@dataclass(frozen=True)
class Part:
    """One block of the guide: kind h1, h2, h3, p, ul or ol; its lines as runs of (style, words), style "", b or kbd."""

    kind: str
    lines: tuple[tuple[tuple[str, str], ...], ...]

    @property
    def anchor(self) -> str:
        """The address of a heading inside the page."""
        return re.sub(r"[^a-z0-9]+", "-", "".join(words for _style, words in self.lines[0]).lower()).strip("-")


def parts(text: str) -> list[Part]:
    """The blocks of the guide, in order."""
    return [_part(block.split("\n")) for block in re.split(r"\n\s*\n", text.strip()) if block.strip()]


def _part(lines: list[str]) -> Part:
    if heading := re.match(r"(#{1,3}) (.+)", lines[0]):
        return Part(f"h{len(heading[1])}", (_runs(heading[2]),))
    for kind, mark in (("ul", r"- "), ("ol", r"\d+\. ")):
        if re.match(mark, lines[0]):
            items = re.split(rf"(?:^|\n){mark}", "\n".join(lines))[1:]
            return Part(kind, tuple(_runs(" ".join(item.split())) for item in items))
    return Part("p", (_runs(" ".join(" ".join(lines).split())),))


def _runs(text: str) -> tuple[tuple[str, str], ...]:
    found = []
    for piece in filter(None, BOLD.split(text)):
        style = "b" if piece.startswith("**") else ("kbd" if piece.startswith("`") else "")
        found.append((style, piece.strip("*`") if style else piece))
    return tuple(found)
