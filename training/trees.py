"""Small trees that are built from the inside out and read off as sentences with heads and labels."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field

from training.conllu import Token
from training.entities import Span

_PRESENT = "Mood=Ind|Number={}|Person=3|Tense=Pres|VerbForm=Fin"
_PAST = "Mood=Ind|Number={}|Person=3|Tense=Past|VerbForm=Fin"
_FEATS = {
    "NN": "Number=Sing",
    "NNP": "Number=Sing",
    "NNS": "Number=Plur",
    "NNPS": "Number=Plur",
    "JJ": "Degree=Pos",
    "VB": "VerbForm=Inf",
    "VBG": "Tense=Pres|VerbForm=Part",
    "MD": "VerbForm=Fin",
    "CD": "NumType=Card",
}
_numbers = itertools.count()


@dataclass(eq=False)
class Node:
    """A word with what hangs on it, left and right, in the order of the text."""

    form: str
    upos: str
    xpos: str
    feats: str = ""
    dep: str = "root"
    label: str = ""  # kind of entity the word belongs to
    name: int = 0  # which entity
    glued: bool = False  # no space before it
    left: list[Node] = field(default_factory=list)
    right: list[Node] = field(default_factory=list)

    @property
    def plural(self) -> bool:
        """Whether a verb would agree with it in the plural."""
        return self.xpos in ("NNS", "NNPS") or any(node.dep == "conj" for node in self.right)

    def before(self, dep: str, node: Node) -> Node:
        """Hang a node in front of everything else."""
        node.dep = dep
        self.left.insert(0, node)
        return self

    def after(self, dep: str, node: Node) -> Node:
        """Hang a node behind everything else."""
        node.dep = dep
        self.right.append(node)
        return self


def word(form: str, upos: str, xpos: str, feats: str = "") -> Node:
    """A single word; features of common tags are known."""
    return Node(form, upos, xpos, feats or _FEATS.get(xpos, ""))


def comma(text: str = ",", xpos: str = ",") -> Node:
    """A punctuation mark, close to the word before it."""
    return Node(text, "PUNCT", xpos, glued=True)


def finite(form: str, tense: str, plural: bool, upos: str = "VERB") -> Node:
    """A finite verb form; `tense` is Past or Pres."""
    number = "Plur" if plural else "Sing"
    if tense == "Past":
        return Node(form, upos, "VBD", _PAST.format(number))
    return Node(form, upos, "VBP" if plural else "VBZ", _PRESENT.format(number))


def participle(form: str, passive: bool = True) -> Node:
    """A past participle."""
    return Node(form, "VERB", "VBN", "Tense=Past|VerbForm=Part" + ("|Voice=Pass" if passive else ""))


def named(nodes: list[Node], label: str) -> None:
    """Mark words as one entity."""
    number = next(_numbers) + 1
    for node in nodes:
        node.label, node.name = label, number


def subtree(node: Node) -> list[Node]:
    """All words of a tree in the order of the text."""
    out: list[Node] = []
    for child in node.left:
        out += subtree(child)
    out.append(node)
    for child in node.right:
        out += subtree(child)
    return out


def sentence(root: Node) -> tuple[list[Token], list[Span]]:
    """Tokens and entities of a tree; the first word gets its capital."""
    nodes = subtree(root)
    place = {id(node): i for i, node in enumerate(nodes)}
    heads = {id(child): place[id(node)] for node in nodes for child in (*node.left, *node.right)}
    tokens = [
        Token(
            node.form, "", node.upos, node.xpos, node.feats,
            heads.get(id(node), i), "ROOT" if node is root else node.dep,
            i + 1 < len(nodes) and not nodes[i + 1].glued,
        )
        for i, node in enumerate(nodes)
    ]  # fmt: skip
    tokens[0].form = tokens[0].form[:1].upper() + tokens[0].form[1:]
    return tokens, _spans(nodes)


def _spans(nodes: list[Node]) -> list[Span]:
    out: list[Span] = []
    for i, node in enumerate(nodes):
        if node.label and i and nodes[i - 1].name == node.name:
            out[-1] = (out[-1][0], i + 1, node.label)
        elif node.label:
            out.append((i, i + 1, node.label))
    return out
