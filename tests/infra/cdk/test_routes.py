"""The gateway's routes equal the manifests' endpoints, both ways."""

from haat.manifest import Auth, Endpoint
from infra.cdk.services import discover, functions_of
from tests.support.templates import Resource, Templates, text

ENDPOINTS = list(functions_of(discover(), Endpoint))
AUTHORIZERS = {Auth.CUSTOMER: "customers", Auth.STAFF: "admins"}


def routes(templates: Templates) -> dict[str, Resource]:
    """By their key: "GET /api/cart"."""
    return {route.properties["RouteKey"]: route for route in templates.all("AWS::ApiGatewayV2::Route")}


def test_every_endpoint_has_one_route_and_every_route_an_endpoint(templates: Templates) -> None:
    keys = [route.properties["RouteKey"] for route in templates.all("AWS::ApiGatewayV2::Route")]
    assert sorted(keys) == sorted(f"{one.method} {one.path}" for one in ENDPOINTS)


def test_a_route_leads_to_the_handler_of_its_endpoint(templates: Templates) -> None:
    found = routes(templates)
    for endpoint in ENDPOINTS:
        route = found[f"{endpoint.method} {endpoint.path}"]
        integration = templates.to(route, route.properties["Target"])
        function = templates.to(integration, integration.properties["IntegrationUri"])
        assert function.properties["Handler"] == f"{endpoint.module}.handler"
        assert integration.properties["PayloadFormatVersion"] == "2.0"


def test_a_route_asks_for_the_token_that_its_endpoint_wants(templates: Templates) -> None:
    found = routes(templates)
    for endpoint in ENDPOINTS:
        route = found[f"{endpoint.method} {endpoint.path}"]
        wanted = AUTHORIZERS.get(endpoint.auth)
        assert route.properties["AuthorizationType"] == ("JWT" if wanted else "NONE")
        if wanted:
            authorizer = templates.to(route, route.properties["AuthorizerId"])
            assert authorizer.properties["Name"] == wanted


def test_the_gateway_may_invoke_each_function_for_its_own_route_only(templates: Templates) -> None:
    allowed = {}
    for permission in templates.all("AWS::Lambda::Permission"):
        if permission.properties["Principal"] == "apigateway.amazonaws.com":
            function = templates.to(permission, permission.properties["FunctionName"])
            allowed[function.properties["Handler"]] = text(permission.properties["SourceArn"])
    assert set(allowed) == {f"{endpoint.module}.handler" for endpoint in ENDPOINTS}
    source = allowed["cart.api.set_quantity.handler"]
    assert source.endswith("/*/PUT/api/cart/items/*")


def test_each_authorizer_admits_one_issuer_and_one_audience(templates: Templates) -> None:
    for authorizer in templates.all("AWS::ApiGatewayV2::Authorizer"):
        rule = authorizer.properties["JwtConfiguration"]
        assert len(rule["Audience"]) == 1
        assert authorizer.properties["IdentitySource"] == ["$request.header.Authorization"]


def test_customers_and_functions_agree_on_the_issuer(templates: Templates) -> None:
    issuers = {}
    for authorizer in templates.all("AWS::ApiGatewayV2::Authorizer"):
        given = authorizer.properties["JwtConfiguration"]["Issuer"]
        issuers[authorizer.properties["Name"]] = resolved(templates, authorizer, given)
    for function in templates.all("AWS::Lambda::Function"):
        variables = function.properties.get("Environment", {}).get("Variables")
        if variables:
            assert resolved(templates, function, variables["TOKEN_ISSUER"]) == issuers["customers"]
            assert resolved(templates, function, variables["ADMIN_ISSUER"]) == issuers["admins"]


def resolved(templates: Templates, source: Resource, value: object) -> object:
    """A text, or the resource in the middle of one."""
    return value if isinstance(value, str) else templates.to(source, value).name
