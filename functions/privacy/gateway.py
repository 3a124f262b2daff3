"""The files of copies in S3."""

import json
from typing import Any

from haat.clients import client
from haat.settings import Setting
from haat.table.meter import meter
from privacy.keys import file_of

BUCKET = Setting("TRANSFERS_BUCKET")
LINK_S = 300


class Files:
    """Objects of the bucket."""

    def write(self, export_id: str, content: dict[str, object]) -> None:
        """Write a copy; a repeat writes it again. One PUT."""
        meter.count("s3.PutObject")
        text = json.dumps(content, ensure_ascii=False, indent=1)
        _s3().put_object(
            Bucket=BUCKET.text(),
            Key=file_of(export_id),
            Body=text.encode(),
            ContentType="application/json",
        )

    def link(self, export_id: str) -> str:
        """An address to GET it from, for five minutes. No round trip."""
        name = f'attachment; filename="{export_id}.json"'
        what = {"Bucket": BUCKET.text(), "Key": file_of(export_id), "ResponseContentDisposition": name}
        url: str = _s3().generate_presigned_url("get_object", Params=what, ExpiresIn=LINK_S)
        return url

    def delete(self, export_id: str) -> None:
        """Delete a copy, if it is there. One DELETE."""
        meter.count("s3.DeleteObject")
        _s3().delete_object(Bucket=BUCKET.text(), Key=file_of(export_id))


def _s3() -> Any:
    return client("s3")
