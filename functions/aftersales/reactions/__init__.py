"""The reactions of aftersales, a module each."""
