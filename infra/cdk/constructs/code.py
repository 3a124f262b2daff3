"""Code of functions: one asset per service, and below it the kernel and the third-party layers."""

from collections.abc import Sequence
from typing import Any

import aws_cdk as cdk
from constructs import Construct

from haat.manifest import Service
from infra.cdk import layers, openapi
from infra.cdk.assets import Asset, assemble, kernel_files, service_files
from infra.cdk.constructs.resource import resource
from infra.cdk.services import camel
from infra.cdk.stages import Stage

RUNTIME = "python3.13"
ARCHITECTURE = "arm64"
Location = dict[str, Any]
"""Bucket and key of an uploaded asset, as `Code` and `Content` take them."""


def uploaded(scope: Construct, asset: Asset) -> Location:
    """Have the asset uploaded with the stack of `scope`, as a zip file."""
    location = cdk.Stack.of(scope).synthesizer.add_file_asset(
        source_hash=asset.hash,
        file_name=str(asset.folder),
        packaging=cdk.FileAssetPackaging.ZIP_DIRECTORY,
        display_name=asset.name,
    )
    return {"S3Bucket": location.bucket_name, "S3Key": location.object_key}


def service_asset(service: Service, stage: Stage) -> Asset:
    """The service's package. Locally the kernel travels in it, and layers stay at home: the emulator
    unpacks both for every worker, and has the third parties installed."""
    files = service_files(service)
    if service.name == openapi.SERVED_BY:
        files |= {f"{service.name}/{openapi.FILE}": openapi.text().encode()}
    if not stage.on_aws:
        files |= kernel_files()
    return assemble(service.name, files, compiled=not stage.on_aws)


class Code(Construct):
    """The code of one service: where it is uploaded, and its layers, each made when first asked for."""

    def __init__(self, scope: Construct, name: str, service: Service, stage: Stage) -> None:
        super().__init__(scope, name)
        self._stage, self._user = stage, service.name
        self._layers: dict[str, str] = {}
        asset = service_asset(service, stage)
        self.hash = asset.hash
        self.location = uploaded(self, asset)

    def layers(self, named: Sequence[str]) -> list[str] | None:
        """ARNs of the kernel's layer, the runtime's and the named ones."""
        if not self._stage.on_aws:
            return None
        return [self._layer(layer) for layer in dict.fromkeys(("haat", layers.RUNTIME, *named))]

    def _layer(self, layer: str) -> str:
        if layer not in self._layers:
            self._layers[layer] = self._make(layer)
        return self._layers[layer]

    def _make(self, layer: str) -> str:
        made = resource(
            self,
            camel(layer),
            "AWS::Lambda::LayerVersion",
            {
                "LayerName": f"{self._stage.prefix}-{self._user}-{layer}",
                "Content": uploaded(self, _asset(layer)),
                "CompatibleRuntimes": [RUNTIME],
                "CompatibleArchitectures": [ARCHITECTURE],
            },
        )
        return made.ref


def _asset(layer: str) -> Asset:
    if layer != "haat":
        return layers.layer_asset(layer)
    files = {f"python/{path}": content for path, content in kernel_files().items()}
    return assemble("layer-haat", files, compiled=False)
