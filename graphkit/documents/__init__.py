"""Read files, folders, addresses and streams as `Document`s, with one reader per format.

Takes `Source`, gives `Item`: `documents.read.read`.
"""

from graphkit.documents.guard import printable
from graphkit.documents.read import Meter, read, read_marked
from graphkit.documents.upload import Upload, plain_name, plain_title
from graphkit.documents.walk import SKIPPED_FILES
from graphkit.documents.wish import Wish

__all__ = ["SKIPPED_FILES", "Meter", "Upload", "Wish", "plain_name", "plain_title", "printable", "read", "read_marked"]
