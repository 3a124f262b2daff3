"""Building blocks, one idea each.

They are written as plain CloudFormation resources: the typed classes of aws-cdk-lib cost five seconds of
imports at every synthesis, and what they would check CDK's own validation checks on the template.
"""
