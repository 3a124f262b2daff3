"""A purchase and its endings, over HTTP, through every real piece."""

from infra.local.buyer import TEST_CARD
from infra.local.shop.catalogue import demo_shop
from tests.e2e.world import World

DECLINED_CARD = "pm_card_chargeDeclined"


def test_a_stranger_buys_something_and_gets_mail(world: World) -> None:
    product = world.product(quantity=3)
    sku = product["variants"][0]["sku"]
    customer = world.customer()
    placed = world.order(customer, sku, quantity=2)
    assert placed["order"]["status"] == "pending"
    assert placed["order"]["total"] == {"amount_minor": 2500 + 490, "currency": "EUR"}
    totals = placed["order"]["totals"]
    assert (totals["shipping"]["amount_minor"], totals["tax_included"]) == (490, True)
    assert [(tax["jurisdiction"], tax["tax"]["amount_minor"]) for tax in totals["taxes"]] == [("DE", 477)]
    assert world.stock(sku) == {"available": 1, "reserved": 2, "sold": 0, "damaged": 0}
    assert world.buyer.pay(placed["payment"]["client_secret"]) == 200
    order = world.buyer.await_status(placed["order"]["id"], customer.token, "confirmed")
    assert world.stock(sku) == {"available": 1, "reserved": 0, "sold": 2, "damaged": 0}
    mail = world.buyer.await_mail(customer.email, "confirmed")
    assert order["number"] in mail["BodyText"]
    assert order["number"] in mail["BodyHtml"]


def test_a_coupon_is_quoted_used_and_given_back_with_its_order(world: World) -> None:
    sku = world.product(quantity=1)["variants"][0]["sku"]
    customer, code = world.customer(), world.coupon(uses_max=1)
    cart = world.cart_with(customer.token, sku)
    wanted = {"destination": {"country": "DE"}, "coupon_code": code}
    quote = world.api.send("POST", "/api/checkout/quote", wanted, token=customer.token).expect(200).json
    assert quote["total"] == {"amount_minor": 1250 - 125 + 490, "currency": "EUR"}
    placed = world.place(customer.token, cart["version"], coupon_code=code).expect(201).json
    assert placed["order"]["totals"] == quote["totals"]
    assert world.admin("GET", f"/api/admin/coupons/{code}").json["uses"] == 1
    path = f"/api/orders/{placed['order']['id']}/cancel"
    world.api.send("POST", path, token=customer.token).expect(200)
    assert world.admin("GET", f"/api/admin/coupons/{code}").json["uses"] == 0


def test_the_whole_demo_works(world: World) -> None:
    purchase = world.buyer.buy(demo_shop().products[0].name)
    assert purchase.order["status"] == "confirmed"


def test_a_declined_card_leaves_the_order_open_for_another(world: World) -> None:
    sku = world.product(quantity=1)["variants"][0]["sku"]
    customer = world.customer()
    placed = world.order(customer, sku)
    assert world.buyer.pay(placed["payment"]["client_secret"], DECLINED_CARD) == 402
    assert world.buyer.pay(placed["payment"]["client_secret"], TEST_CARD) == 200
    world.buyer.await_status(placed["order"]["id"], customer.token, "confirmed")


def test_an_unpaid_order_gives_its_stock_back_when_the_hold_ends(world: World) -> None:
    sku = world.product(quantity=1)["variants"][0]["sku"]
    customer = world.customer()
    placed = world.order(customer, sku)
    order = world.buyer.await_status(placed["order"]["id"], customer.token, "cancelled")
    assert order["cancel_reason"] == "payment_not_received_in_time"
    assert world.stock(sku) == {"available": 1, "reserved": 0, "sold": 0, "damaged": 0}
    assert [intent["status"] for intent in world.intents_of(order["id"])] == ["canceled"]


def test_a_customer_cancels_before_paying(world: World) -> None:
    sku = world.product(quantity=1)["variants"][0]["sku"]
    customer = world.customer()
    placed = world.order(customer, sku)
    path = f"/api/orders/{placed['order']['id']}/cancel"
    cancelled = world.api.send("POST", path, token=customer.token).expect(200).json
    assert cancelled["status"] == "cancelled"
    assert world.stock(sku)["available"] == 1
    assert world.buyer.pay(placed["payment"]["client_secret"]) == 400
    world.api.send("POST", path, token=customer.token).expect(409)


def test_a_paid_order_that_is_cancelled_is_refunded_and_restocked(world: World) -> None:
    sku = world.product(quantity=1)["variants"][0]["sku"]
    customer = world.customer()
    placed = world.order(customer, sku)
    world.buyer.pay(placed["payment"]["client_secret"])
    world.buyer.await_status(placed["order"]["id"], customer.token, "confirmed")
    world.api.send("POST", f"/api/orders/{placed['order']['id']}/cancel", token=customer.token).expect(200)
    world.buyer.await_payment(placed["payment"]["id"], customer.token, "refunded")
    assert world.stock(sku) == {"available": 1, "reserved": 0, "sold": 0, "damaged": 0}


def test_an_admin_ships_and_delivers_and_illegal_moves_are_refused(world: World) -> None:
    sku = world.product(quantity=1)["variants"][0]["sku"]
    customer = world.customer()
    placed = world.order(customer, sku)
    path = f"/api/orders/{placed['order']['id']}/status"
    assert (
        world.admin("PUT", path, {"status": "shipped"}).expect(409).json["code"] == "order_move_not_allowed"
    )
    world.buyer.pay(placed["payment"]["client_secret"])
    world.buyer.await_status(placed["order"]["id"], customer.token, "confirmed")
    for status in ("shipped", "delivered"):
        assert world.admin("PUT", path, {"status": status}).expect(200).json["status"] == status
    world.admin("PUT", path, {"status": "shipped"}).expect(409)
    world.api.send("POST", f"/api/orders/{placed['order']['id']}/cancel", token=customer.token).expect(409)


def test_a_repeated_webhook_changes_nothing(world: World) -> None:
    sku = world.product(quantity=2)["variants"][0]["sku"]
    customer = world.customer()
    world.payments.send("PATCH", "/_control/webhooks", {"copies": 3}).expect(200)
    try:
        placed = world.order(customer, sku)
        world.buyer.pay(placed["payment"]["client_secret"])
        world.buyer.await_status(placed["order"]["id"], customer.token, "confirmed")
    finally:
        world.payments.send("PATCH", "/_control/webhooks", {"copies": 1}).expect(200)
    assert world.stock(sku) == {"available": 1, "reserved": 0, "sold": 1, "damaged": 0}
