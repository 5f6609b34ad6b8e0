"""The project package: wiring, and what belongs to no single app."""
