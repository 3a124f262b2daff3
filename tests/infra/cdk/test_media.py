"""The bucket of pictures: who may write to it, who may read from it, and what it forgets."""

from typing import Any

from tests.support.templates import Resource, Templates, documents, text


def bucket(templates: Templates) -> Resource:
    (found,) = [one for one in templates.all("AWS::S3::Bucket") if "CorsConfiguration" in one.properties]
    return found


def test_pictures_are_private_and_encrypted(templates: Templates) -> None:
    properties = bucket(templates).properties
    assert set(properties["PublicAccessBlockConfiguration"].values()) == {True}
    assert len(properties["PublicAccessBlockConfiguration"]) == 4
    (encryption,) = properties["BucketEncryption"]["ServerSideEncryptionConfiguration"]
    assert encryption["ServerSideEncryptionByDefault"] == {"SSEAlgorithm": "AES256"}
    assert properties["OwnershipControls"] == {"Rules": [{"ObjectOwnership": "BucketOwnerEnforced"}]}


def test_a_browser_may_post_a_form_from_the_shops_pages_only(aws_templates: Templates) -> None:
    pictures = bucket(aws_templates)
    (rule,) = pictures.properties["CorsConfiguration"]["CorsRules"]
    assert rule["AllowedMethods"] == ["POST"]
    (origin,) = rule["AllowedOrigins"]
    assert origin != "*"
    assert aws_templates.to(pictures, origin).kind == "AWS::CloudFront::Distribution"


def test_uploads_that_nobody_processed_are_forgotten_after_a_day(templates: Templates) -> None:
    rules = bucket(templates).properties["LifecycleConfiguration"]["Rules"]
    (uploads,) = [rule for rule in rules if "ExpirationInDays" in rule]
    assert (uploads["Prefix"], uploads["Status"]) == ("uploads/", "Enabled")
    assert uploads["ExpirationInDays"] == 1
    assert uploads["NoncurrentVersionExpiration"] == {"NoncurrentDays": 1}


def test_the_edge_alone_reads_renditions_and_nothing_else(aws_templates: Templates) -> None:
    pictures = bucket(aws_templates)
    (policy,) = [
        one
        for one in aws_templates.all("AWS::S3::BucketPolicy")
        if aws_templates.to(one, one.properties["Bucket"]) == pictures
    ]
    (statements,) = documents(policy.properties)
    statements = [one for one in statements if one["Effect"] == "Allow"]
    assert {one["Principal"]["Service"] for one in statements} == {"cloudfront.amazonaws.com"}
    for one in statements:
        arn = one["Condition"]["StringEquals"]["AWS:SourceArn"]
        assert ":distribution/" in text(arn)
        assert "haat-test-edge" in text(arn)
    (read,) = [one for one in statements if one["Action"] == ["s3:GetObject"]]
    assert text(read["Resource"]).endswith("/media/*")


def distribution(templates: Templates) -> dict[str, Any]:
    (found,) = [
        one for one in templates.all("AWS::CloudFront::Distribution") if one.stack == "haat-test-edge"
    ]
    config: dict[str, Any] = found.properties["DistributionConfig"]
    return config


def test_pictures_are_served_from_the_shops_own_origin(aws_templates: Templates) -> None:
    config = distribution(aws_templates)
    (behavior,) = config["CacheBehaviors"]
    assert behavior["PathPattern"] == "/media/*"
    assert behavior["AllowedMethods"] == ["GET", "HEAD"]
    assert behavior["ViewerProtocolPolicy"] == "https-only"
    caching_optimized = (
        "658327ea-f89d-4fab-a63d-7e88639e58f6"  # the origin's Cache-Control, a day without one
    )
    assert behavior["CachePolicyId"] == caching_optimized
    (origin,) = [one for one in config["Origins"] if one["Id"] == behavior["TargetOriginId"]]
    assert "OriginAccessControlId" in origin
    name = text(bucket(aws_templates).properties["BucketName"])
    assert text(origin["DomainName"]) == f"{name}.s3.eu-central-1.amazonaws.com"


def test_an_absent_picture_is_a_problem_document_as_well(aws_templates: Templates) -> None:
    config = distribution(aws_templates)
    (behavior,) = config["CacheBehaviors"]
    whole = config["DefaultCacheBehavior"]["LambdaFunctionAssociations"]
    assert behavior["LambdaFunctionAssociations"] == whole
