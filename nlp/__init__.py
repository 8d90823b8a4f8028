"""Articles in; claims, events, entities and summaries out."""
