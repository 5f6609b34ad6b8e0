"""What happens when a part of the ground gives way: the database, the disk, the process."""
