"""The first page of the back office: what there is in numbers, charts and a map; it writes nothing."""
