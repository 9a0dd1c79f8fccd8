"""From inputs to a graph: reading articles, in one or several processes, and writing them to the store.

Takes `Document`, gives `ArticleRecord`: `pipeline.reader.Pipeline.read`.
"""

from graphkit.pipeline.build import BuildReport, Progress, Run, build, records
from graphkit.pipeline.jobs import Jobs
from graphkit.pipeline.notices import Notices
from graphkit.pipeline.reader import Pipeline, Settings

__all__ = ["BuildReport", "Jobs", "Notices", "Pipeline", "Progress", "Run", "Settings", "build", "records"]
