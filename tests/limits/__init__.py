"""What one request, one caller and one address may ask for: at each bound, and one beyond it, in every dialect."""
