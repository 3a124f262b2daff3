"""What a function needs that touches payments, as data for manifests. Standard library only."""

from haat.grants import Secret, StateMachine, Table
from haat.settings import PAYMENT_ATTEMPTS_MAX, PAYMENTS_API_BASE, Setting
from payments.keys import PAYMENT, PAYMENTS_DUE

LIVE_MODE = Setting("PAYMENTS_LIVE_MODE", "false")  # whether the provider's events are about real money

PROVIDER = Secret("payments")
RESUME = StateMachine("checkout", ("SendTaskSuccess",))
OPEN = Table(("PutItem",), PAYMENT)
CHANGE = Table(("GetItem", "UpdateItem", "PutItem"), PAYMENT)
READ = Table(("GetItem", "Query"), PAYMENT)  # a payment and its trail
TAKE = Table(("UpdateItem",), PAYMENT)
CHANGE_REFUNDS = Table(("BatchGetItem", "GetItem", "UpdateItem", "PutItem"), PAYMENT)
REFUND = (Table(("Query", "UpdateItem", "PutItem"), PAYMENT),)  # make money due to go back
DUE = Table(("Query",), PAYMENTS_DUE, index=True)  # what still has to happen
SETTINGS = (PAYMENTS_API_BASE, PAYMENT_ATTEMPTS_MAX)
LAYERS = ("payments",)
TIMEOUT_S = 25  # three attempts at the provider of seven seconds each, within the thirty of the gateway
