"""Information extraction: mentions of actors in a text, and relations between them, read from its syntax.

Takes `Document`, gives `Reading`: `extract.base.Extractor.extract`.
"""
