"""What many write today: FastAPI, the asynchronous ORM of SQLAlchemy, and models of pydantic."""
