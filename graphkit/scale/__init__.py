"""Many machines: the same reading as on one, by Dask, over files that any of them can reach."""

from graphkit.errors import UsageError

try:
    from graphkit.scale.run import Cluster, build_graph, build_quads
except ImportError as error:
    raise UsageError(f"many machines need: pip install 'alliance-graphkit[scale]' ({error})") from error

__all__ = ["Cluster", "build_graph", "build_quads"]
