"""What programs are told of the dialects: OpenAPI 3.1, made of the declarations that answer requests."""
