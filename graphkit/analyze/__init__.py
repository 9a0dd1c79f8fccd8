"""Analysis of the signed graph: conflicts, camps, structural balance, brokers, rivals and trends; returns ids and numbers.

Takes `Claim`, `Article`, gives `Analysis`: `analyze.analysis.analyze`.
"""

from graphkit.analyze.analysis import Analysis, analyze
from graphkit.analyze.balance import Balance, balance
from graphkit.analyze.camps import Camp, camps, divided
from graphkit.analyze.change import Month, Trend, timeline, trends
from graphkit.analyze.conflicts import Conflict, conflicts, find_conflict, within
from graphkit.analyze.divisions import camp_name, camps_within, each_once, main_camps
from graphkit.analyze.headline import headline, sides
from graphkit.analyze.rows import tables
from graphkit.analyze.shifts import Shift
from graphkit.analyze.sides import Broker, Rivalry, brokers, mixed, rivalries
from graphkit.analyze.signed import Pair, bound_graph, pairs, signed_graph, standing_claims

__all__ = [
    "Analysis",
    "Balance",
    "Broker",
    "Camp",
    "Conflict",
    "Month",
    "Pair",
    "Rivalry",
    "Shift",
    "Trend",
    "analyze",
    "balance",
    "bound_graph",
    "brokers",
    "camp_name",
    "camps",
    "camps_within",
    "conflicts",
    "divided",
    "each_once",
    "find_conflict",
    "headline",
    "main_camps",
    "mixed",
    "pairs",
    "rivalries",
    "sides",
    "signed_graph",
    "standing_claims",
    "tables",
    "timeline",
    "trends",
    "within",
]
