"""What inventory does when something has happened, a module each."""
