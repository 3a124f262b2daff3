"""`make redrive`: dead letters go back to their queues, once what was wrong is mended."""
