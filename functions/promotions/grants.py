"""What a function needs that uses coupons or gives them back, as data for manifests."""

from haat.grants import Table
from promotions.keys import COUPON

READ = Table(("BatchGetItem",), COUPON)
USE = Table(("BatchGetItem", "PutItem", "UpdateItem"), COUPON)
GIVE_BACK = Table(("UpdateItem",), COUPON)
