"""What a running site uses; all of it comes from the environment."""

from .base import *  # noqa: F403 (a settings module is its base plus differences)
