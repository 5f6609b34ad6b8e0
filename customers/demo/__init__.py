"""The demo world and the server that shows it; nothing else in the service knows of them."""
