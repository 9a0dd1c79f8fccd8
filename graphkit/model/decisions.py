"""The user's decisions about claims, actors and articles."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from graphkit.model.identity import digest


class Act(StrEnum):
    """Kinds of decisions (ontology property gk:decision)."""

    ACCEPT = "accept"
    REJECT = "reject"
    RELATION = "relation"
    STATUS = "status"
    POLARITY = "polarity"
    SWAP = "swap"
    MERGE = "merge"
    RENAME = "rename"
    SPLIT = "split"
    KEEP = "keep"
    RETRACT = "retract"
    RESTORE = "restore"


# Their target is an article.
OF_ARTICLES = (Act.KEEP, Act.RETRACT, Act.RESTORE)


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision of the user.

    The last one counts: `accept` of a claim takes back its rejection, `accept` of two actors says that
    they are different and takes back their merge, `restore` takes back the retraction of an article.

    Attributes:
        act: the kind of decision.
        target: id of a claim (accept, reject, relation, status, polarity, swap), of an actor
            (merge, rename, accept), the id of a claim with `:subject` or `:object` (split), or the
            key of an article that no newer version replaces (keep), or that is withdrawn or not
            (retract, restore).
        value: the relation, the status, `positive`, `negative` or `ended` (polarity), the actor
            that another is merged into or different from, the name; "" if not used.
        who, on, why: author, date and reason.
        where: file and line from which it was read, "" if it was not; does not count in comparisons.
    """

    act: Act
    target: str
    value: str = ""
    who: str = ""
    on: date | None = None
    why: str = ""
    where: str = field(default="", compare=False, repr=False)

    @property
    def id(self) -> str:
        """16 hex digits of the content."""
        return digest(self.act, self.target, self.value, self.who, self.on or "", self.why)
