"""Identity: who customers are, and how they prove it.

Owns: accounts and profiles, passwords, sessions with their refresh tokens, and the key set by which anybody
verifies an access token. Never: admins (they are Cognito's), carts, orders or mail.
"""
