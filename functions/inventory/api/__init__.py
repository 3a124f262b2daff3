"""The endpoints of inventory, a module each."""
