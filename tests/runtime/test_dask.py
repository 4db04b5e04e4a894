"""Records travel between the processes of a Dask cluster."""

from __future__ import annotations

from pathlib import Path

import pytest

from generated.metering import Account, BatchRegisterAccounts
from generated.runtime import iter_from_xml
from tests.benchmarks.payloads import accounts
from tests.benchmarks.streaming import count

distributed = pytest.importorskip(
    "dask.distributed", reason="dask.distributed is not installed: extra dask"
)


def _accounts_of(path: Path) -> list[Account]:
    with path.open("rb") as file:
        return [*iter_from_xml(file, BatchRegisterAccounts, Account)]


@pytest.mark.filterwarnings("default")  # of Dask's own
def test_workers_read_files_and_send_records(tmp_path: Path) -> None:
    paths = [tmp_path / f"{number}.xml" for number in range(4)]
    for number, path in enumerate(paths):
        path.write_bytes(accounts(number + 1, nil=1 / 3).data)
    cluster = distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=None
    )
    with cluster, distributed.Client(cluster) as client:
        counts = client.gather(client.map(count, paths))
        records = client.gather(client.submit(_accounts_of, paths[3]))
    assert counts == [1, 2, 3, 4]
    assert records == _accounts_of(paths[3])
