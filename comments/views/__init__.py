"""The addresses of the discussion, mounted under the names that the comments package
reverses; its own views are not used.
"""
