"""Who is meant: an actor for each mention, from lists, coreference and context.

Takes `Document`, `Reading`, gives `Resolution`: `resolve.linker.Linker.resolve`.
"""
