"""What Haat is made of besides its own sources: pinned packages, their licences, and a bill of them."""
