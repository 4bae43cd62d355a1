"""What the main pages cost: queries, CPU, bytes, memory; nothing is kept by a cache."""
