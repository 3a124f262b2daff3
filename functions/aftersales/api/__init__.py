"""The endpoints of aftersales, a module each."""
