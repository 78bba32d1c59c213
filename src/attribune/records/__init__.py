"""The records of the whole program: frozen, slotted, keyword-only, and nothing but data.

Spans are ``(start, end)`` in Unicode code points, end-exclusive, into the text of the article that
holds the record. JSON names are the field names, unless the field names another; a trailing underscore (``from_``)
is dropped in JSON. Every record goes to JSON with :func:`to_json` and comes back with :func:`from_json` unchanged.
"""

from attribune.records.article import Article as Article
from attribune.records.article import Block as Block
from attribune.records.article import BlockKind as BlockKind
from attribune.records.article import Embed as Embed
from attribune.records.article import Link as Link
from attribune.records.article import Span as Span
from attribune.records.article import Uncertain as Uncertain
from attribune.records.codec import WrongField as WrongField
from attribune.records.codec import from_bytes as from_bytes
from attribune.records.codec import from_json as from_json
from attribune.records.codec import to_bytes as to_bytes
from attribune.records.codec import to_json as to_json
from attribune.records.report import LOOK_VERDICTS as LOOK_VERDICTS
from attribune.records.report import OK_VERDICTS as OK_VERDICTS
from attribune.records.report import VERDICTS as VERDICTS
from attribune.records.report import Change as Change
from attribune.records.report import ChangeKind as ChangeKind
from attribune.records.report import Citation as Citation
from attribune.records.report import Coverage as Coverage
from attribune.records.report import Cut as Cut
from attribune.records.report import DraftSpeaker as DraftSpeaker
from attribune.records.report import Evidence as Evidence
from attribune.records.report import LeftOut as LeftOut
from attribune.records.report import NotChecked as NotChecked
from attribune.records.report import Report as Report
from attribune.records.report import Severity as Severity
from attribune.records.report import Status as Status
from attribune.records.report import Verdict as Verdict
from attribune.records.report import VerdictName as VerdictName
from attribune.records.report import passages as passages
from attribune.records.rewrite import FATES as FATES
from attribune.records.rewrite import Fate as Fate
from attribune.records.rewrite import QuotationFate as QuotationFate
from attribune.records.rewrite import QuotedWords as QuotedWords
from attribune.records.rewrite import Rewrite as Rewrite
from attribune.records.statement import Figure as Figure
from attribune.records.statement import Hedge as Hedge
from attribune.records.statement import Hop as Hop
from attribune.records.statement import Reading as Reading
from attribune.records.statement import Source as Source
from attribune.records.statement import SourceKind as SourceKind
from attribune.records.statement import Statement as Statement
from attribune.records.statement import StatementKind as StatementKind
from attribune.records.statement import Step as Step
from attribune.records.statement import with_speaker as with_speaker
from attribune.records.trace import Basis as Basis
from attribune.records.trace import Carries as Carries
from attribune.records.trace import Edge as Edge
from attribune.records.trace import Family as Family
from attribune.records.trace import Match as Match
from attribune.records.trace import MatchKind as MatchKind
from attribune.records.trace import Member as Member
from attribune.records.trace import MemberChange as MemberChange
from attribune.records.trace import Passage as Passage
from attribune.records.trace import Reach as Reach
from attribune.records.trace import Story as Story
from attribune.records.trace import Trace as Trace
from attribune.records.trace import TraceChange as TraceChange
from attribune.records.trace import TraceChangeKind as TraceChangeKind
from attribune.records.trace import TracedArticle as TracedArticle
