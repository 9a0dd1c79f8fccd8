"""How it is said: status and polarity of a trigger, with the cue that set it, and who says so.

Certainty and polarity are kept apart, and scope is read off the tree, from the trigger
up to the root, as in FactBank (Sauri and Pustejovsky 2009). The words that count are
rows of `seeds/language/cues.csv`.
"""

from graphkit.extract.factuality.climb import Factuality
from graphkit.extract.factuality.stance import Stance

__all__ = ["Factuality", "Stance"]
