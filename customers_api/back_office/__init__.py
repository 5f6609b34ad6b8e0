"""The back office: pages for people, on Django's admin. It knows who may see and do what, and no single resource."""
