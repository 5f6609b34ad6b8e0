"""Payment types and currencies over HTTP."""
