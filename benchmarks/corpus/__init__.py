"""A blog of any size, the same every time, loaded straight into an empty database.

The latest posts and their threads are the same at every size: what a page of them
shows does not change with the size of the site, so neither should what it costs.
"""
