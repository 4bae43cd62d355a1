"""The demo's pictures, drawn by code; each is the same on every machine."""

from demo.pictures import charts, portraits, river, town
from demo.pictures.catalogue import PICTURES, Picture

__all__ = ["PICTURES", "Picture", "charts", "portraits", "river", "town"]
