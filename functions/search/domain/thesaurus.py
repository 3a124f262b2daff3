"""Words of retail that mean the same, whatever a shop sells. An admin's own synonyms come on top.

Each line is a set of phrases of which any may stand for any other. They are common knowledge, written without
looking at what a particular catalogue or its searchers say.
"""

SYNONYMS: tuple[tuple[str, ...], ...] = (
    ("notebook", "laptop", "notebook pc", "laptop computer"),
    ("tv", "television"),
    ("fridge", "refrigerator"),
    ("mobile phone", "cell phone", "smartphone"),
    ("vacuum cleaner", "hoover"),
    ("earbud", "earphone", "in-ear headphone"),
    ("ssd", "solid state drive"),
    ("hdd", "hard drive", "hard disk"),
    ("usb stick", "usb flash drive", "thumb drive"),
    ("power bank", "portable charger"),
    ("sofa", "couch"),
    ("trousers", "pants"),
    ("trainers", "sneakers"),
    ("sweater", "jumper", "pullover"),
    ("hair dryer", "blow dryer"),
    ("torch", "flashlight"),
    ("mobile phone charger", "cell phone charger"),
    ("nappy", "diaper"),
    ("stroller", "pushchair"),
)
