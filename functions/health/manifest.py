"""The public surface of health."""

from haat.grants import Describe
from haat.manifest import Auth, Service, endpoint

OPENAPI_EDGE_CACHE_S = 300

GET_HEALTH = endpoint(
    "GET",
    "/api/health",
    "health.api.get_health",
    auth=Auth.PUBLIC,
    round_trips=0,
    summary="Say that the API is alive, and in which version",
)
GET_READINESS = endpoint(
    "GET",
    "/api/health/ready",
    "health.api.get_readiness",
    auth=Auth.PUBLIC,
    grants=(Describe("table"), Describe("bus"), Describe("machine")),
    round_trips=3,
    summary="Say whether everything that an order needs answers, each by its name",
)
GET_OPENAPI = endpoint(
    "GET",
    "/api/openapi.json",
    "health.api.get_openapi",
    auth=Auth.PUBLIC,
    edge_cache_s=OPENAPI_EDGE_CACHE_S,
    round_trips=0,
    summary="Show the OpenAPI document of this API",
)
SERVICE = Service("health", (GET_HEALTH, GET_READINESS, GET_OPENAPI))
