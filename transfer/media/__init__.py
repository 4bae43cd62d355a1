"""The uploads of another site: had from a folder or fetched, and found in bodies."""
