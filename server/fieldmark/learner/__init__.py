"""Learning from the people that an account has seen, and from the user's decisions about them."""

from fieldmark.learner.learner import LEAST_DECISIONS, LEAST_NEWS, Learner
from fieldmark.learner.teacher import LEAST_BIOS

__all__ = ["LEAST_BIOS", "LEAST_DECISIONS", "LEAST_NEWS", "Learner"]
