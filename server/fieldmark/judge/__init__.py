"""The judge: pure; text → tokens → matches → verdict. Nothing of Fieldmark is imported here but its values."""

from fieldmark.judge.best_niche import choose_best
from fieldmark.judge.experience import count_experience
from fieldmark.judge.judge import Judge
from fieldmark.judge.keywords import refuse_unfindable
from fieldmark.judge.learning import LearnedWord
from fieldmark.judge.lesson import NO_LESSON, Lesson, learn_from_bios
from fieldmark.judge.memory import settle_memory
from fieldmark.judge.pool import JudgePool
from fieldmark.judge.relevance import Cuts
from fieldmark.judge.suggesting import LEAST_DECIDED, Suggester

__all__ = [
    "LEAST_DECIDED",
    "NO_LESSON",
    "Cuts",
    "Judge",
    "JudgePool",
    "LearnedWord",
    "Lesson",
    "Suggester",
    "choose_best",
    "count_experience",
    "learn_from_bios",
    "refuse_unfindable",
    "settle_memory",
]
