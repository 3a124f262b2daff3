"""The order that a cart becomes at a price, and the payment that it waits for. No I/O."""

from cart import participant as carts
from checkout.wish import Wish
from haat import clock, ids
from haat.order_number import number_of
from orders import participant as orders
from orders.participant import Line, Order
from payments import participant as payments
from payments.participant import Payment
from pricing.participant import Priced, PricedLine


def drafted(cart: carts.Cart, priced: Priced, wish: Wish, *, hold_s: int) -> tuple[Order, Payment]:
    """A pending order of the cart's lines, holding its units for `hold_s`; its payment, without an intent."""
    now_s, order_id = clock.now_s(), ids.new_id("ord")
    at, hold_until = clock.iso(now_s), clock.iso(now_s + hold_s)
    customer, payment_id = wish.customer, payments.payment_id_of(order_id)
    order = Order(
        id=order_id,
        number=number_of(order_id),
        customer_id=customer.id,
        placed_by=customer.id,
        email=customer.email,
        status=orders.Status.PENDING,
        lines=tuple(_line(*both) for both in zip(cart.lines, priced.lines, strict=True)),
        currency=priced.currency,
        totals=priced.totals,
        shipping_address=wish.shipping_address,
        shipping_method=priced.shipping.method,
        coupon_code=wish.coupon_code,
        payment_id=payment_id,
        cart_version=cart.version,
        placed_at=at,
        hold_until=hold_until,
        updated_at=at,
        request=wish.once.key,
    )
    payment = Payment(payment_id, order_id, customer.id, customer.email, order.total, hold_until, at, at)
    return order, payment


def _line(line: carts.Line, priced: PricedLine) -> Line:
    return Line(
        line.sku,
        line.product_id,
        line.name,
        line.quantity,
        line.unit_price,
        line.total,
        discount_minor=priced.discount_minor,
        tax_minor=priced.tax_minor,
        tax_rate_ppm=priced.tax_rate_ppm,
        total_minor=priced.total_minor,
        allocations=(),  # until they are allocated
    )
