"""The CDK app: loops over the manifests, and one synthesis for each target."""
