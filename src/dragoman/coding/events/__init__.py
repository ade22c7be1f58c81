"""Events: from the acts that the reader marks to sides, and what the surroundings add."""
