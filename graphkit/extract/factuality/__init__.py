"""Factuality: status and polarity of a trigger, with the cue that set them, and the speaker.

Certainty and polarity are separate, and scope is determined by the path from the trigger up to the root, as in FactBank
(Sauri and Pustejovsky 2009). Cue words are rows of `seeds/language/cues.csv`.
"""

from graphkit.extract.factuality.scope import Factuality
from graphkit.extract.factuality.stance import Stance

__all__ = ["Factuality", "Stance"]
