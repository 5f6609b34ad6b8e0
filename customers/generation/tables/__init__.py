"""Facts about countries as plain text: cities, names, trades; these modules are data and know nothing."""
