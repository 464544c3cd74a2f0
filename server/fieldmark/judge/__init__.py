"""The judge: pure; text → tokens → matches → verdict. Nothing of Fieldmark is imported here but its values."""

from fieldmark.judge.judge import Judge
from fieldmark.judge.keywords import refuse_unfindable
from fieldmark.judge.learning import LearnedWord, learn_words
from fieldmark.judge.pool import JudgePool
from fieldmark.judge.relevance import Cuts

__all__ = ["Cuts", "Judge", "JudgePool", "LearnedWord", "learn_words", "refuse_unfindable"]
