"""The bill of materials has every package that is pinned, by version and hash."""

import json
from pathlib import Path

from infra.supply.pins import pins, shipped
from infra.supply.sbom import write


def test_a_bill_lists_what_a_layer_is_made_of(tmp_path: Path) -> None:
    (file,) = [one for one in shipped() if one.stem == "layer-identity"]
    bill = json.loads(write(file, tmp_path).read_text())
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    listed = {(one["name"], one["version"]): one for one in bill["components"]}
    assert set(listed) == {(pin.name, pin.version) for pin in pins(file)}
    for (name, version), component in listed.items():
        assert component["purl"] == f"pkg:pypi/{name}@{version}"
        assert [one["alg"] for reference in component["externalReferences"] for one in reference["hashes"]]
