"""Many machines: the same reading as on one, by Dask, over files that any of them can reach."""

from graphkit.scale.run import Cluster, build_graph, build_quads

__all__ = ["Cluster", "build_graph", "build_quads"]
