"""How many of a number are 'half', 'more than half', 'two thirds', 'all'."""

from balai.rules.procedure import Fraction


def needed(fraction: Fraction, of: int) -> int:
    """The least whole number that reaches the fraction: half of 15 is 8, two thirds of 10 are 7."""
    match fraction:
        case "none":
            return 0
        case "half":
            return -(-of // 2)
        case "more_than_half":
            return of // 2 + 1
        case "two_thirds":
            return -(-2 * of // 3)
        case "all":
            return of
