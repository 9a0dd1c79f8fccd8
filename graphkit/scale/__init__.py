"""Build graphs on many machines with Dask, over files that all of them can reach; articles are read as on one machine."""

from graphkit.errors import UsageError

try:
    from graphkit.scale.driver import Cluster, build_graph, build_quads
except ImportError as error:
    raise UsageError(f"--engine needs: pip install 'alliance-graphkit[scale]' ({error})") from error

__all__ = ["Cluster", "build_graph", "build_quads"]
