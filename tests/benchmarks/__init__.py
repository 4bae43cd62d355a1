"""The invented blogs that measurements are taken of."""
