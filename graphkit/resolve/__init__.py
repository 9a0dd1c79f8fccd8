"""Who is meant: an actor for each mention, from lists, coreference and context."""
