"""The pool of staff: people by their e-mail addresses, each in the one group of their role.

Every step may be repeated: what is so already stays so. Whoever loses a role or is shut out is logged out
everywhere; an access token that is out is for `infra.staff.tokens`.
"""

import secrets
import string
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from haat.permissions import GROUPS, Role

if TYPE_CHECKING:
    from mypy_boto3_cognito_idp import CognitoIdentityProviderClient
    from mypy_boto3_cognito_idp.type_defs import AttributeTypeTypeDef

WAITS_FOR_FIRST_LOGIN = "FORCE_CHANGE_PASSWORD"
_PASSWORD_CHARACTERS = 24


class NoPool(RuntimeError):
    """The stage has no pool of staff."""


class NobodyThere(RuntimeError):
    """Nobody in the pool has this address."""


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody in the pool. `status` is Cognito's: "CONFIRMED", or waiting for the first login."""

    email: str
    roles: tuple[str, ...]
    status: str
    is_enabled: bool


class StaffPool:
    """The pool of one stage."""

    def __init__(self, cognito: "CognitoIdentityProviderClient", pool_id: str) -> None:
        self._cognito = cognito
        self._id = pool_id

    @classmethod
    def of_stage(cls, cognito: "CognitoIdentityProviderClient", stage: str) -> "StaffPool":
        """Raises: NoPool."""
        name = f"haat-{stage}-admins"
        for page in cognito.get_paginator("list_user_pools").paginate(PaginationConfig={"PageSize": 60}):
            for pool in page["UserPools"]:
                if pool.get("Name") == name:
                    return cls(cognito, pool["Id"])
        raise NoPool(f"there is no user pool {name} in {cognito.meta.region_name}; deploy the stage first")

    def invite(self, email: str) -> bool:
        """Make a user, whom Cognito sends a password that lives for a day. False: there is one already."""
        return self._created(email, mails=True)

    def invite_again(self, email: str) -> None:
        """Another mail with another password, for who has never logged in. Raises: NobodyThere."""
        self.find(email)
        self._cognito.admin_create_user(
            UserPoolId=self._id,
            Username=email,
            MessageAction="RESEND",
            DesiredDeliveryMediums=["EMAIL"],
        )

    def admit(self, email: str) -> str | None:
        """Make a user without a mail, and give back a password for them. None: there is one already."""
        if not self._created(email, mails=False):
            return None
        password = _password()
        self._cognito.admin_set_user_password(
            UserPoolId=self._id, Username=email, Password=password, Permanent=True
        )
        return password

    def put_into(self, email: str, role: Role) -> tuple[str, ...]:
        """Give somebody a role, and take every other one. Returns: the roles taken. Raises: NobodyThere."""
        had = self.find(email).roles
        taken = tuple(other for other in had if other != role.value)
        for other in taken:
            self._cognito.admin_remove_user_from_group(UserPoolId=self._id, Username=email, GroupName=other)
        if role.value not in had:
            self._cognito.admin_add_user_to_group(UserPoolId=self._id, Username=email, GroupName=role.value)
        if taken:
            self._cognito.admin_user_global_sign_out(UserPoolId=self._id, Username=email)
        return taken

    def shut_out(self, email: str) -> None:
        """Nobody logs in by this address any more; who is logged in no longer is. Raises: NobodyThere."""
        self.find(email)
        self._cognito.admin_disable_user(UserPoolId=self._id, Username=email)
        self._cognito.admin_user_global_sign_out(UserPoolId=self._id, Username=email)

    def let_in(self, email: str) -> None:
        """They may log in again. Raises: NobodyThere."""
        self.find(email)
        self._cognito.admin_enable_user(UserPoolId=self._id, Username=email)

    def find(self, email: str) -> Member:
        """Raises: NobodyThere."""
        try:
            user = self._cognito.admin_get_user(UserPoolId=self._id, Username=email)
        except self._cognito.exceptions.UserNotFoundException as absent:
            raise NobodyThere(f"nobody in the pool has the address {email}; LIST=1 shows who has") from absent
        return Member(email, self._roles(email), user["UserStatus"], user["Enabled"])

    def members(self) -> Iterator[Member]:
        """Everybody, page by page."""
        for page in self._cognito.get_paginator("list_users").paginate(UserPoolId=self._id):
            for user in page["Users"]:
                name = user["Username"]
                yield Member(name, self._roles(name), user["UserStatus"], user["Enabled"])

    def _created(self, email: str, *, mails: bool) -> bool:
        attributes: list[AttributeTypeTypeDef] = [
            {"Name": "email", "Value": email},
            {"Name": "email_verified", "Value": "true"},
        ]
        try:
            if mails:
                self._cognito.admin_create_user(
                    UserPoolId=self._id,
                    Username=email,
                    UserAttributes=attributes,
                    DesiredDeliveryMediums=["EMAIL"],
                )
            else:
                self._cognito.admin_create_user(
                    UserPoolId=self._id, Username=email, UserAttributes=attributes, MessageAction="SUPPRESS"
                )
        except self._cognito.exceptions.UsernameExistsException:
            return False
        return True

    def _roles(self, email: str) -> tuple[str, ...]:
        """The groups that are roles, in the order of roles."""
        answer = self._cognito.admin_list_groups_for_user(UserPoolId=self._id, Username=email)
        groups = {group["GroupName"] for group in answer["Groups"]}
        return tuple(role.value for role in GROUPS if role.value in groups)


def _password() -> str:
    """One that the pool's policy takes: long, with a letter of either case, a digit and a symbol."""
    letters = string.ascii_letters + string.digits
    return "".join(secrets.choice(letters) for _ in range(_PASSWORD_CHARACTERS)) + "-Aa1"
