"""Extraction with a trained network: mentions, antecedents, and the probability of each relation between two mentions."""
