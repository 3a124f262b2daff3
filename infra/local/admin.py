"""The demo shop's admin: a user of the Cognito pool, and its tokens."""

from typing import TYPE_CHECKING, Any

from haat.permissions import Role
from infra.local.layout import ADMIN_PASSWORD, ADMIN_USERNAME

if TYPE_CHECKING:
    from mypy_boto3_cognito_idp import CognitoIdentityProviderClient


def create_admin(cognito: "CognitoIdentityProviderClient", pool_id: str) -> None:
    """Make the admin with its password, in the group admin; made before is fine."""
    try:
        cognito.admin_create_user(UserPoolId=pool_id, Username=ADMIN_USERNAME, MessageAction="SUPPRESS")
    except cognito.exceptions.UsernameExistsException:
        return
    cognito.admin_set_user_password(
        UserPoolId=pool_id, Username=ADMIN_USERNAME, Password=ADMIN_PASSWORD, Permanent=True
    )
    cognito.admin_add_user_to_group(UserPoolId=pool_id, Username=ADMIN_USERNAME, GroupName=Role.ADMIN.value)


def admin_token(
    cognito: "CognitoIdentityProviderClient", client_id: str, username: str, password: str
) -> dict[str, Any] | None:
    """{"access_token", "token_type", "expires_in"}; None for a wrong name or password."""
    try:
        answer = cognito.initiate_auth(
            ClientId=client_id,
            AuthFlow="USER_PASSWORD_AUTH",
            AuthParameters={"USERNAME": username, "PASSWORD": password},
        )
    except (cognito.exceptions.NotAuthorizedException, cognito.exceptions.UserNotFoundException):
        return None
    result = answer["AuthenticationResult"]
    return {
        "access_token": result["AccessToken"],
        "token_type": "Bearer",
        "expires_in": result["ExpiresIn"],
    }
