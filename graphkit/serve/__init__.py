"""Web server: SPARQL 1.1 endpoint, Graph Store Protocol and HTML pages; extra `[serve]`.

Takes `Settings`, gives `Starlette`: `serve.app.application`.
"""

from graphkit.serve.app import application, run
from graphkit.serve.settings import Settings, hosts_of, origins_of, reader_of, root_path_of

__all__ = ["Settings", "application", "hosts_of", "origins_of", "reader_of", "root_path_of", "run"]
