"""What inventory does when it is time, a module each."""
