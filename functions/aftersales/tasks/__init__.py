"""What aftersales does when it is time, a module each."""
