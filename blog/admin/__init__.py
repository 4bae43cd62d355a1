"""The authors' and editors' side: one module for each kind of thing."""
