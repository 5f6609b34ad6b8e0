"""What those who run the service look at: logs, metrics, health. It knows requests, and no record of a customer."""
