"""What a trained network reads: mentions, antecedents, and the probability of each relation between two mentions."""
