"""Which passwords are accepted: NIST SP 800-63B, 5.1.1 (length and a list of refused ones, no composition
rules)."""

import unicodedata

from haat.errors import FieldError

LENGTH_MIN = 8
LENGTH_MAX = 128

# The first guesses of every attack, those of eight characters and more; compared without case.
_COMMON_TEXT = """
00000000 11111111 11223344 12121212 12341234 12344321 123123123 1234512345 123454321 12345678
123456789 1234567890 123456789a 12345678910 12345qwert 1234qwer 123qweasd 147258369 1q2w3e4r 1q2w3e4r5t
1qaz2wsx 22222222 555555555 66666666 77777777 87654321 88888888 987654321 9876543210 99999999 a1234567
a12345678 a123456789 aa123456 aaaaaaaa abc12345 abcd1234 abcdefgh administrator admin123 admin1234
alexander asdf1234 asdfasdf asdfghjkl asdfghjkl; babygirl baseball basketball blink182 changeme
charlie1 chocolate computer corvette danielle elizabeth football football1 freedom1 hello123 iloveyou
iloveyou1 internet jennifer jonathan letmein1 liverpool maverick mercedes michael1 michelle midnight
monkey123 mustang1 p@ssw0rd p@ssword pa55word passw0rd password password! password1 password1!
password12 password123 password1234 princess princess1 q1w2e3r4 q1w2e3r4t5 qazwsxedc qwer1234 qwerqwer
qwerty123 qwerty1234 qwerty12345 qwertyui qwertyuiop samantha secret123 shadow123 starwars steelers
sunshine sunshine1 superman trustno1 user1234 victoria welcome1 welcome123 whatever zaq12wsx zxcvbnm1
zxcvbnm123
"""
COMMON = frozenset(_COMMON_TEXT.split())


def prepared(password: str) -> str:
    """A password as it is hashed: one keyboard composes an "é" that another types in two steps."""
    return unicodedata.normalize("NFKC", password)


def password_errors(password: str, email: str) -> tuple[FieldError, ...]:
    """Why this password is refused for the account of `email`; its length is checked at the boundary."""
    typed = prepared(password).casefold()
    if typed in COMMON:
        return (FieldError("/password", "This is one of the first passwords anybody would try."),)
    if typed == prepared(email).casefold():
        return (FieldError("/password", "The e-mail address is not a password."),)
    return ()
