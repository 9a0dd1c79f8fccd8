"""Entity resolution: assigns an actor to each mention, from lists, coreference and context.

Takes `Document`, `Reading`, gives `Resolution`: `resolve.linker.Linker.resolve`.
"""
