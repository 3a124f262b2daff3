"""What the platform remembers, and how it is kept."""

import re

from haat.permissions import GROUPS
from haat.table import connection
from tests.support.templates import Templates

PUBLIC = {"TOKEN_ISSUER", "TOKEN_AUDIENCE", "TOKEN_KEYS"}  # what tokens say of themselves


def test_the_table_has_the_keys_that_the_kernel_uses(templates: Templates) -> None:
    table = templates.one("AWS::DynamoDB::Table").properties
    schema = connection.schema("any")
    assert table["KeySchema"] == schema["KeySchema"]
    assert table["AttributeDefinitions"] == schema["AttributeDefinitions"]
    (index,) = table["GlobalSecondaryIndexes"]
    (used,) = schema["GlobalSecondaryIndexes"]
    assert {name: index[name] for name in used} == used
    assert index["Projection"] == {"ProjectionType": "ALL"}


def test_the_table_can_be_restored_streams_its_changes_and_forgets_what_is_old(templates: Templates) -> None:
    table = templates.one("AWS::DynamoDB::Table").properties
    assert table["BillingMode"] == "PAY_PER_REQUEST"
    assert table["PointInTimeRecoverySpecification"] == {"PointInTimeRecoveryEnabled": True}
    assert table["StreamSpecification"] == {"StreamViewType": "NEW_AND_OLD_IMAGES"}
    assert table["TimeToLiveSpecification"] == {"AttributeName": "ttl", "Enabled": True}


def test_the_table_is_encrypted_with_a_key_of_its_own_that_rotates(templates: Templates) -> None:
    table = templates.one("AWS::DynamoDB::Table")
    key = templates.to(table, table.properties["SSESpecification"]["KMSMasterKeyId"])
    assert key.properties["EnableKeyRotation"] is True


def test_tokens_are_signed_by_a_key_that_never_leaves_kms(templates: Templates) -> None:
    specs = [key.properties.get("KeySpec") for key in templates.all("AWS::KMS::Key")]
    assert sorted(map(str, specs)) == ["None", "None", "RSA_2048"]


def test_what_seals_customers_secrets_is_a_key_that_rotates_and_outlives_what_it_sealed(
    templates: Templates,
) -> None:
    (key,) = [key for key in templates.all("AWS::KMS::Key") if "Seals" in key.properties["Description"]]
    assert key.properties["EnableKeyRotation"] is True
    assert key.properties.get("KeyUsage", "ENCRYPT_DECRYPT") == "ENCRYPT_DECRYPT"


def test_nobody_reads_a_bucket_without_a_right_to(templates: Templates) -> None:
    buckets = templates.all("AWS::S3::Bucket")
    assert len(buckets) >= 5
    for bucket in buckets:
        assert set(bucket.properties["PublicAccessBlockConfiguration"].values()) == {True}
        assert bucket.properties["BucketEncryption"]


def test_admins_are_made_by_admins_only(templates: Templates) -> None:
    pool = templates.one("AWS::Cognito::UserPool").properties
    assert pool["AdminCreateUserConfig"] == {"AllowAdminCreateUserOnly": True}
    assert pool["Policies"]["PasswordPolicy"]["MinimumLength"] >= 12
    groups = [group.properties["GroupName"] for group in templates.all("AWS::Cognito::UserPoolGroup")]
    assert sorted(groups) == sorted(GROUPS)


def test_staff_show_a_second_factor_on_aws(aws_templates: Templates) -> None:
    pool = aws_templates.one("AWS::Cognito::UserPool").properties
    assert (pool["MfaConfiguration"], pool["EnabledMfas"]) == ("ON", ["SOFTWARE_TOKEN_MFA"])


def test_an_admins_password_is_sent_to_the_emulator_only(
    aws_templates: Templates, local_templates: Templates
) -> None:
    def flows(templates: Templates) -> list[str]:
        found: list[str] = templates.one("AWS::Cognito::UserPoolClient").properties["ExplicitAuthFlows"]
        return found

    assert "ALLOW_USER_PASSWORD_AUTH" not in flows(aws_templates)
    assert "ALLOW_USER_PASSWORD_AUTH" in flows(local_templates)


def test_every_event_of_a_month_can_be_replayed(aws_templates: Templates) -> None:
    archive = aws_templates.one("AWS::Events::Archive").properties
    assert archive["RetentionDays"] == 30


def test_no_log_is_kept_for_ever(aws_templates: Templates) -> None:
    groups = aws_templates.all("AWS::Logs::LogGroup")
    assert groups
    assert {group.properties["RetentionInDays"] for group in groups} == {7}


def test_no_secret_is_in_a_template(aws_templates: Templates) -> None:
    for secret in aws_templates.all("AWS::SecretsManager::Secret"):
        told = re.findall(r': "([^"]*)"', secret.properties.get("SecretString", ""))
        assert set(told) <= {""}


def test_no_environment_has_a_secret(aws_templates: Templates) -> None:
    secrets = {resource.name for resource in aws_templates.all("AWS::SecretsManager::Secret")}
    for function in aws_templates.all("AWS::Lambda::Function"):
        variables = function.properties.get("Environment", {}).get("Variables", {})
        assert "resolve:" not in str(variables)  # what CloudFormation would put in while it deploys
        named = {name for name in variables if re.search("SECRET|PASSWORD|TOKEN|_KEY", name)}
        assert (
            named
            <= {name for name in variables if name.endswith(("_SECRET_NAME", "_KEY_ID", "_KEY_IDS"))} | PUBLIC
        )
        assert not [value for value in variables.values() if any(one in str(value) for one in secrets)]


def test_the_keys_of_links_and_cursors_rotate_by_a_function_that_may_do_that_alone(
    aws_templates: Templates,
) -> None:
    schedule = aws_templates.one("AWS::SecretsManager::RotationSchedule")
    assert schedule.properties["RotationRules"] == {"AutomaticallyAfterDays": 90}
    secret = aws_templates.to(schedule, schedule.properties["SecretId"])
    assert secret.properties["Name"] == "haat-test/cursors"
    assert secret.properties["GenerateSecretString"]["GenerateStringKey"] == "key"
    function = aws_templates.to(schedule, schedule.properties["RotationLambdaARN"])
    touched = [one for one in aws_templates.statements(function) if "secretsmanager" in str(one["Action"])]
    assert [aws_templates.to(function, one["Resource"]) for one in touched] == [secret]
