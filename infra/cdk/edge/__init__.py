"""What runs at the edge: self-contained modules that CloudFront takes as they are."""
