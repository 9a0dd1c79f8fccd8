"""What a text says: mentions of actors, and relations between them, read from its syntax.

Takes `Document`, gives `Reading`: `extract.base.Extractor.extract`.
"""
