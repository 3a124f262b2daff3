"""`make recommend-eval`: how good the recommendations are, on purchases that the model has not seen."""
