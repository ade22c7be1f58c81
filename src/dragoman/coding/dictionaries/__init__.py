"""A user's own verb dictionaries: reading them, and coding the verbs that they decide."""
