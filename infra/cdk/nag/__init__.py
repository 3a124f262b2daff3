"""cdk-nag's AwsSolutions rules over the synthesized templates: `python -m infra.cdk.nag`.

The rules look for typed classes of aws-cdk-lib (`instanceof CfnBucket`), and this app makes plain ones, of
which they would see nothing. So the templates are read back into typed resources, and those are checked.
"""
