"""Search quality as a number: every engine over a real catalogue, judged by people's grades."""
