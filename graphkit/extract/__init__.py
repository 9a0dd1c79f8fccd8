"""What a text says: mentions of actors, and relations between them, read from its syntax."""
