"""Getting what the user names from the web, and nothing else: pages and feeds, with limits, politely, and never from this machine's own network."""
