"""Publish the key set: every hour, and after each deployment."""

from haat.events.scheduled import scheduled
from haat.observability import Invocation
from identity import manifest
from identity.key_set import DISCOVERY, KEY_SET, KeysBucket, discovery, key_set
from identity.signing import PublishedKeys


@scheduled(manifest.PUBLISH_KEYS)
def handler(run: Invocation, keys: PublishedKeys, bucket: KeysBucket) -> None:
    """The key set first, so that the document never points to nothing."""
    bucket.publish(KEY_SET, key_set(keys.public_halves()))
    bucket.publish(DISCOVERY, discovery())
    run.count("KeySetsPublished")
