"""The model: numbers made from purchases. Numpy ends here."""
