"""The project package: wiring, and what belongs to no single app."""

# The same as in pyproject.toml, which does not come along into the image.
__version__ = "0.1.0"
