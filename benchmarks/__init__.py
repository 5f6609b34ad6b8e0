"""The measured claims of the documentation, each one command."""
